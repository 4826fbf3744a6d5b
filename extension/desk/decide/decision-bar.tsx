/** The bar at the bottom: what can be decided on the shown report, by click or by key, and taking it back. */
import { Fragment, type RefObject } from 'preact';
import { useImperativeHandle, useRef, useState } from 'preact/hooks';
import { advisedReturns } from '#shared/evidence/advised-return.ts';
import type { OfficerAction } from '#shared/ticket/action.ts';
import { RETURN_REASON_KEYS } from '#shared/ticket/reason.ts';
import { t } from '../../platform/i18n.ts';
import type { StoredTicket } from '../../store/database.ts';
import { Key } from '../../ui/button.tsx';
import { useMedia } from '../../ui/hooks.ts';
import { advisedAction, type DeskDecision, decisionsFor, inPlaces } from '../model/decisions.ts';
import { useSeen } from '../state/context.ts';
import { draftOwner } from '../state/drafts.ts';
import type { DeskModel } from '../state/use-desk.ts';
import { DecisionButton, UndoButton } from './bar-buttons.tsx';
import { BlockedContext } from './form-shell.tsx';
import { DecisionForm, useFormMeans } from './forms.tsx';
import { MoreMenu } from './more-menu.tsx';

/** How many decisions fill a row beside the menu; a second row would take from the photo. */
const ROOM = { narrow: 2, roomy: 3, wide: 4 } as const;

/** How a key, or a button elsewhere on the desk, reaches what the bar offers: nothing where it offers it not. */
export interface BarHandle {
  press(what: OfficerAction | 'more'): void;
}

interface Props {
  desk: DeskModel;
  handle: RefObject<BarHandle | null>;
  /** The decision whose form is open. */
  open: DeskDecision | null;
  onOpen(decision: DeskDecision): void;
  onClose(): void;
  /** False where the page around the frame is not one of the service's own. */
  allowed: boolean;
}

export function DecisionBar({ desk, handle, open, onOpen, onClose, allowed }: Props) {
  const { ref, seen } = useSeen<HTMLElement>();
  const { means, dialog } = useFormMeans(desk);
  const [menu, setMenu] = useState(false);
  const ticket = desk.shown?.ticket ?? null;
  const pending = ticket !== null && desk.outbox.isBlocked(ticket.number);
  const changed = desk.shown?.newer != null;
  const blocked = !seen || pending || changed;
  const written = useWritten(ticket, desk.chosen);
  const wide = useMedia('(min-width: 1000px)');
  const roomy = useMedia('(min-width: 640px)');
  const decisions = ticket && allowed ? decisionsFor(ticket.item) : [];
  const { bar, more } = inPlaces(decisions, ROOM[wide ? 'wide' : roomy ? 'roomy' : 'narrow']);

  const press = (decision: DeskDecision): void => {
    if (!ticket || blocked) return;
    if (decision.asks(ticket.item)) onOpen(decision);
    else void desk.decide(plainBody(decision));
  };
  const toggle = (decision: DeskDecision): void => {
    setMenu(false);
    if (open === decision) onClose();
    else press(decision);
  };
  // By the same way as a click, so that what holds for a click holds for a key.
  useImperativeHandle(handle, () => ({
    press(what) {
      if (blocked) return;
      if (what === 'more') return setMenu(!menu && more.length > 0);
      const decision = [...bar, ...more].find(({ action }) => action === what);
      if (decision) toggle(decision);
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
    <section ref={ref} class="bar" aria-label={t('desk.bar.label')} data-seen={seen}>
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
        {bar.length + more.length === 0 ? (
          <NoDecision ticket={ticket} />
        ) : (
          bar.map((decision) => (
            <Fragment key={decision.action}>
              <DecisionButton
                decision={decision}
                blocked={blocked}
                advised={ticket !== null && advisedAction(ticket.item.verdict) === decision.action}
                open={open === decision}
                onPress={() => toggle(decision)}
              />
              {decision.action === 'kembalikan' && ticket && <AdvisedReasons ticket={ticket} />}
            </Fragment>
          ))
        )}
        {more.length > 0 && (
          <MoreMenu decisions={more} blocked={blocked} open={menu} onOpen={setMenu} onPress={toggle} />
        )}
        <UndoButton entry={desk.outbox.undoable} onUndo={() => void desk.undo()} />
      </div>
      {dialog}
    </section>
  );
}

/** The chosen report as it was last seen: what is being written about it stays when it leaves this machine. */
function useWritten(ticket: StoredTicket | null, chosen: string | null): StoredTicket | null {
  const last = useRef(ticket);
  if (ticket) last.current = ticket;
  return last.current?.number === chosen ? last.current : null;
}

function NoDecision({ ticket }: { ticket: StoredTicket | null }) {
  return <p class="soft bar-none">{ticket ? t('desk.ticket.read_only') : ''}</p>;
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

/** The decisions that need nothing said. */
function plainBody(decision: DeskDecision): { action: 'setujui' | 'proses' } {
  return { action: decision.action === 'proses' ? 'proses' : 'setujui' };
}
