/** The bar at the bottom: what can be decided on the shown report, by click or by key, and taking it back. */
import { Fragment, type RefObject } from 'preact';
import { useImperativeHandle, useRef, useState } from 'preact/hooks';
import { rolesOf } from '#shared/contract/session.ts';
import { advisedReturns } from '#shared/evidence/advised-return.ts';
import type { OfficerAction } from '#shared/ticket/action.ts';
import { RETURN_REASON_KEYS } from '#shared/ticket/reason.ts';
import { t } from '../../platform/i18n.ts';
import type { StoredTicket } from '../../store/database.ts';
import { Key } from '../../ui/button.tsx';
import { useMedia } from '../../ui/hooks.ts';
import {
  advisedAction,
  type DeskDecision,
  decisionsFor,
  inPlaces,
  whyNotOffered,
} from '../model/decisions.ts';
import { type Painted, useLook } from '../photos/painted.ts';
import { useSeen, useSurroundings } from '../state/context.ts';
import { draftOwner } from '../state/drafts.ts';
import { type Effect, rhythm } from '../state/typing.ts';
import type { DeskModel } from '../state/use-desk.ts';
import { DecisionButton, UndoButton } from './bar-buttons.tsx';
import { BlockedContext } from './form-shell.tsx';
import { DecisionForm, useFormMeans } from './forms.tsx';
import { MoreMenu } from './more-menu.tsx';

/** How many decisions fill a row beside the menu; a second row would take from the photo. */
const ROOM = { narrow: 2, roomy: 3, wide: 4 } as const;

/** How a key, or a button elsewhere on the desk, reaches what the bar offers: nothing where it offers it not. */
export interface BarHandle {
  press(what: OfficerAction | 'more'): Effect;
}

/** They judge photos: nobody has seen those of a report that has just appeared. */
const JUDGES_PHOTOS: readonly OfficerAction[] = ['setujui', 'kembalikan'];

interface Props {
  desk: DeskModel;
  /** Whether the photos of the report were seen. */
  painted: Painted;
  handle: RefObject<BarHandle | null>;
  /** The decision whose form is open. */
  open: DeskDecision | null;
  onOpen(decision: DeskDecision): void;
  onClose(): void;
  /** False where the page around the frame is not one of the service's own. */
  allowed: boolean;
}

export function DecisionBar({ desk, painted, handle, open, onOpen, onClose, allowed }: Props) {
  const { ref, seen } = useSeen<HTMLElement>();
  const { say } = useSurroundings();
  const look = useLook(painted);
  const { means, dialog } = useFormMeans(desk);
  const [menu, setMenu] = useState(false);
  const ticket = desk.shown?.ticket ?? null;
  const pending = ticket !== null && desk.outbox.isBlocked(ticket.number);
  const changed = desk.shown?.newer != null;
  const blocked = !seen || pending || changed;
  const why = changed ? t('desk.bar.why_changed') : pending ? t('desk.bar.why_pending') : null;
  const written = useWritten(ticket, desk.chosen);
  const wide = useMedia('(min-width: 1000px)');
  const roomy = useMedia('(min-width: 640px)');
  const decisions = ticket && allowed ? decisionsFor(ticket.item) : [];
  const { bar, more } = inPlaces(decisions, ROOM[wide ? 'wide' : roomy ? 'roomy' : 'narrow']);

  const press = (decision: DeskDecision): Effect => {
    if (!ticket || blocked) return 'none';
    const look = JUDGES_PHOTOS.includes(decision.action) ? painted.look() : 'seen';
    if (look !== 'seen') {
      say(t(`desk.look.${look}`));
      return 'none';
    }
    if (decision.asks(ticket.item)) {
      onOpen(decision);
      return 'opened';
    }
    void desk.decide(plainBody(decision));
    return 'decided';
  };
  const toggle = (decision: DeskDecision): Effect => {
    setMenu(false);
    if (open !== decision) return press(decision);
    onClose();
    return 'none';
  };
  const onPressed = (event: MouseEvent, decision: DeskDecision): void => {
    if (isTyped(event)) say(t('desk.keys.typing'));
    else toggle(decision);
  };
  // By the same way as a click, so that what holds for a click holds for a key.
  useImperativeHandle(handle, () => ({
    press(what) {
      if (blocked) return 'none';
      const decision = [...bar, ...more].find(({ action }) => action === what);
      if (decision) return toggle(decision);
      if (what === 'more') setMenu(!menu && more.length > 0);
      else if (desk.shown)
        say(refusalWords(desk.shown.ticket, allowed ? what : null, rolesOf(desk.session.actor)));
      return 'none';
    },
  }));

  // The form watches for itself whether it is seen.
  const blockedWords = (): string | null => {
    if (!ticket) return t('desk.bar.blocked_gone');
    if (changed) return t('desk.bar.blocked_changed');
    if (pending) return t('desk.bar.blocked_pending');
    return open && !bar.includes(open) && !more.includes(open) ? t('desk.bar.blocked_not_offered') : null;
  };

  return (
    <section ref={ref} class="bar" aria-label={t('desk.bar.label')} data-seen={seen} data-look={look}>
      {/* Whatever blocks it, what is being written stays: it only cannot be sent. */}
      {open && written && (
        <BlockedContext.Provider value={blockedWords()}>
          <DecisionForm
            key={`${written.number}-${open.action}`}
            owner={draftOwner(means.actor.id, written.number)}
            decision={open}
            ticket={written}
            another={desk.outbox.pendingFor(written.number)?.body.action === open.action}
            {...means}
            onSend={(body, files) => {
              onClose();
              void desk.decide(body, files);
            }}
            onClose={onClose}
          />
        </BlockedContext.Provider>
      )}
      <div class="bar-row">
        <BarRow
          {...{ ticket, bar, more, blocked, open, menu, allowed }}
          onMenu={setMenu}
          onPress={onPressed}
        />
        <p id="bar-why" class="bar-why soft" role="status">
          {why}
        </p>
        <UndoButton
          entry={desk.outbox.undoable}
          onUndo={() => void desk.undo().then((words) => words && say(words))}
        />
      </div>
      {dialog}
    </section>
  );
}

interface RowProps {
  ticket: StoredTicket | null;
  bar: readonly DeskDecision[];
  more: readonly DeskDecision[];
  blocked: boolean;
  open: DeskDecision | null;
  menu: boolean;
  allowed: boolean;
  onMenu(open: boolean): void;
  onPress(event: MouseEvent, decision: DeskDecision): void;
}

function BarRow({ ticket, bar, more, blocked, open, menu, allowed, onMenu, onPress }: RowProps) {
  if (bar.length + more.length === 0) return <NoDecision ticket={ticket} allowed={allowed} />;
  return (
    <>
      {bar.map((decision) => (
        <Fragment key={decision.action}>
          <DecisionButton
            decision={decision}
            blocked={blocked}
            advised={ticket !== null && advisedAction(ticket.item.verdict) === decision.action}
            open={open === decision}
            onPress={(event) => onPress(event, decision)}
          />
          {decision.action === 'kembalikan' && ticket && <AdvisedReasons ticket={ticket} />}
        </Fragment>
      ))}
      {more.length > 0 && (
        <MoreMenu
          decisions={more}
          blocked={blocked}
          open={menu}
          onOpen={onMenu}
          onPress={(decision, event) => onPress(event, decision)}
        />
      )}
    </>
  );
}

/** The chosen report as it was last seen: what is being written about it stays when it leaves this machine. */
function useWritten(ticket: StoredTicket | null, chosen: string | null): StoredTicket | null {
  const last = useRef(ticket);
  if (ticket) last.current = ticket;
  return last.current?.number === chosen ? last.current : null;
}

function NoDecision({ ticket, allowed }: { ticket: StoredTicket | null; allowed: boolean }) {
  if (!ticket) return <p class="bar-none" />;
  return <p class="soft bar-none">{t(allowed ? 'desk.ticket.read_only' : 'desk.bar.why_page')}</p>;
}

/** Why a key that was pressed decides nothing here; `action`: null on a page that decides nothing at all. */
function refusalWords(
  { item }: StoredTicket,
  action: OfficerAction | null,
  roles: Parameters<typeof whyNotOffered>[2],
): string {
  const why = action && whyNotOffered(item, action, roles);
  if (why === null || action === null) return t('desk.bar.why_page');
  return t(`desk.bar.not_offered.${why}`, {
    action: t(`common.action.${action}`),
    status: t(`common.status.${item.status}`),
    number: item.mergedInto ?? '',
  });
}

/** Beside the buttons, so that `R` and Enter can be pressed without reading a form first. */
function AdvisedReasons({ ticket: { item } }: { ticket: StoredTicket }) {
  const reasons = advisedReturns(item.verdict?.reasons ?? []);
  if (reasons.length === 0) return null;
  return (
    <p class="bar-advice soft">
      {reasons.map((reason) => (
        <span key={reason}>
          <Key>{RETURN_REASON_KEYS[reason]}</Key> {t(`common.return_reason.${reason}`)}
        </span>
      ))}
    </p>
  );
}

/** A button that a sentence has run over: its space bar presses whatever has the keyboard. */
export function isTyped({ detail }: MouseEvent): boolean {
  return detail === 0 && rhythm.isTyping();
}

/** The decisions that need nothing said. */
function plainBody(decision: DeskDecision): { action: 'setujui' | 'proses' } {
  return { action: decision.action === 'proses' ? 'proses' : 'setujui' };
}
