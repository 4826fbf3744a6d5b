/** The bar while several reports are picked: what is decided of all of them at once, and who has no part in it. */
import type { RefObject } from 'preact';
import { useEffect, useImperativeHandle, useState } from 'preact/hooks';
import type { ActionBody } from '#shared/contract/action.ts';
import { t } from '../../platform/i18n.ts';
import type { StoredTicket } from '../../store/database.ts';
import { Button, Key } from '../../ui/button.tsx';
import { DecisionButton, UndoButton } from '../decide/bar-buttons.tsx';
import { type BarHandle, isTyped } from '../decide/decision-bar.tsx';
import { FormShell } from '../decide/form-shell.tsx';
import { DecisionForm, useFormMeans } from '../decide/forms.tsx';
import { BULK_ACTIONS, type BulkAction, inCommon, type Sorted, sortOut } from '../model/bulk.ts';
import { DECISIONS, type DeskDecision } from '../model/decisions.ts';
import { useSeen, useSurroundings } from '../state/context.ts';
import type { DeskModel } from '../state/use-desk.ts';

interface Props {
  desk: DeskModel;
  handle: RefObject<BarHandle | null>;
  /** Gives the keyboard back to the report. */
  onClosed(): void;
}

export function BulkBar({ desk, handle, onClosed }: Props) {
  const { ref, seen } = useSeen<HTMLElement>();
  const { picking, queue, outbox } = desk;
  const { say } = useSurroundings();
  const { means, dialog } = useFormMeans(desk);
  const [open, setOpen] = useState<BulkAction | null>(null);
  const picked = picking.tickets;
  const sorted = (action: BulkAction): Sorted => sortOut(picked, action, outbox.isBlocked, picking.isChanged);
  const { fit, leftOut } = open ? sorted(open) : { fit: [], leftOut: [] };
  const common = inCommon(fit);

  useEffect(() => {
    if (open !== null && fit.length === 0) setOpen(null);
  }, [open, fit.length]);

  const close = (): void => {
    setOpen(null);
    onClosed();
  };
  const send = (body: ActionBody): void => {
    close();
    void desk.decideMany(fit, body);
  };
  const toggle = (action: BulkAction): void => (open === action ? close() : setOpen(action));
  const isBlocked = (action: BulkAction): boolean => !seen || sorted(action).fit.length === 0;
  useImperativeHandle(handle, () => ({
    press(what) {
      const action = BULK_ACTIONS.find((each) => each === what);
      if (!action || isBlocked(action)) return 'none';
      toggle(action);
      return 'opened';
    },
  }));
  const title = open ? `${t(`desk.bulk.title_${open}`, { count: fit.length })}${leftOutWords(leftOut)}` : '';

  return (
    <section ref={ref} class="bar" aria-label={t('desk.bulk.label')} data-seen={seen}>
      {open && common && (
        <div key={open} class="bulk-form">
          <p class="bulk-who" role="status">
            {title}
          </p>
          {open === 'setujui' ? (
            <ApproveManyForm tickets={fit} onSend={() => send({ action: 'setujui' })} onClose={close} />
          ) : (
            <DecisionForm
              owner={`${means.actor.id} ${picked.map(({ number }) => number).join(' ')}`}
              decision={rowOf(open)}
              ticket={common}
              another={false}
              {...means}
              onSend={send}
              onClose={close}
            />
          )}
        </div>
      )}
      <div class="bar-row">
        <p class="bulk-count" role="status">
          <strong>{t('desk.bulk.picked', { count: picked.length })}</strong>
        </p>
        {BULK_ACTIONS.map((action) => (
          <DecisionButton
            key={action}
            decision={rowOf(action)}
            count={sorted(action).fit.length}
            blocked={isBlocked(action)}
            open={open === action}
            onPress={(event) => (isTyped(event) ? say(t('desk.keys.typing')) : toggle(action))}
          />
        ))}
        {picked.length < queue.order.length && (
          <Button onClick={picking.all}>{t('desk.bulk.all', { count: queue.order.length })}</Button>
        )}
        <Button onClick={picking.clear}>
          {t('desk.bulk.clear')} <Key>Esc</Key>
        </Button>
        <p id="bar-why" class="bar-why soft">
          {BULK_ACTIONS.filter((action) => seen && isBlocked(action))
            .map((action) =>
              t('desk.bulk.none_fit', {
                action: t(`common.action.${action}`),
                reasons: reasonsOf(sorted(action).leftOut),
              }),
            )
            .join(' ')}
        </p>
        <UndoButton
          entry={outbox.undoable}
          onUndo={() => void desk.undo().then((words) => words && say(words))}
        />
      </div>
      {dialog}
    </section>
  );
}

function leftOutWords(leftOut: Sorted['leftOut']): string {
  if (leftOut.length === 0) return '';
  return ` ${t('desk.bulk.except', { reasons: reasonsOf(leftOut) })}`;
}

function reasonsOf(leftOut: Sorted['leftOut']): string {
  return leftOut.map(({ why, count }) => t(`desk.bulk.left_${why}`, { count })).join(', ');
}

function rowOf(action: BulkAction): DeskDecision {
  const row = DECISIONS.find((decision) => decision.action === action);
  if (!row) throw new Error(`the bar has no decision ${action}`);
  return row;
}

/** Named one by one up to here; more would push the buttons out of sight. */
const NAMED = 12;

interface ApprovalProps {
  tickets: readonly StoredTicket[];
  onSend(): void;
  onClose(): void;
}

/** Asks once before several reports are approved: which they are stands here, though nobody opens each. */
function ApproveManyForm({ tickets, onSend, onClose }: ApprovalProps) {
  return (
    <FormShell
      title={t('desk.bulk.approve_title')}
      sendWords={t('common.action.setujui')}
      problem={null}
      focus="form"
      onSend={onSend}
      onClose={onClose}
    >
      <ul class="bulk-numbers tabular">
        {tickets.slice(0, NAMED).map(({ number, item }) => (
          <li key={number}>
            {number} <span class="soft">{item.category}</span>
          </li>
        ))}
        {tickets.length > NAMED && (
          <li class="soft">{t('desk.bulk.more', { count: tickets.length - NAMED })}</li>
        )}
      </ul>
    </FormShell>
  );
}
