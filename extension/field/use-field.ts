/** What the phone shows and what can be done on it: the desk's queue and outbox, without what is driven by keys. */
import { useState } from 'preact/hooks';
import type { ActionBody } from '#shared/contract/action.ts';
import { rolesOf } from '#shared/contract/session.ts';
import type { Report } from '#shared/contract/ticket.ts';
import type { OfficerAction } from '#shared/ticket/action.ts';
import { NO_FILTER } from '../desk/model/filter.ts';
import { arrangeQueue, type QueueGroup } from '../desk/model/queue.ts';
import { decidedWords } from '../desk/state/deciding.ts';
import { draftOwner, finishDrafts } from '../desk/state/drafts.ts';
import { useOutbox } from '../desk/state/use-outbox.ts';
import { t } from '../platform/i18n.ts';
import type {
  DecisionFiles,
  Meta,
  OutboxEntry,
  Store,
  StoredSession,
  StoredTicket,
} from '../store/database.ts';
import { effectOf, takesOut } from '../store/effect.ts';
import { decisionsOf } from '../store/outbox.ts';
import type { Rows } from '../store/tickets.ts';
import { useLive, useNow } from '../ui/hooks.ts';

const CLOCK_STEP_MS = 10_000;

interface FieldInput {
  store: Store;
  session: StoredSession;
  meta: Meta | null;
  /** Every report of the store, in the queue or not. */
  tickets: Rows;
}

export type FieldModel = ReturnType<typeof useField>;

export function useField({ store, session, meta, tickets }: FieldInput) {
  const now = useNow(meta?.clockOffset ?? 0, CLOCK_STEP_MS);
  const account = session.actor.id;
  const [announcement, announce] = useState('');
  const entries = useLive(() => decisionsOf(store, account), [store, account]);
  const outbox = useOutbox(store, entries.state === 'ready' ? entries.value : [], ({ item, inQueue }, body) =>
    takesOut(effectOf(item, body, rolesOf(session.actor), now, inQueue)),
  );
  const queue = arrangeQueue(tickets.values(), {
    now,
    leaving: outbox.leaving,
    filter: NO_FILTER,
    unfolded: UNFOLDED,
  });
  return {
    store,
    session,
    meta,
    /** ms, the service's clock. */
    now,
    tickets,
    outbox,
    ...arranged(queue.groups),
    count: queue.order.length,
    announcement,
    announce,
    /** True once it lies in the outbox. */
    async decide(ticket: StoredTicket, body: ActionBody, files?: DecisionFiles): Promise<boolean> {
      finishDrafts(draftOwner(account, ticket.number), ticket.item.version);
      const isKept = await outbox.decide(ticket, body, files);
      if (isKept) announce(decidedWords(ticket.number, body));
      return isKept;
    },
    async undo(): Promise<void> {
      const numbers = await outbox.undo();
      const [number] = numbers ?? [];
      announce(number === undefined ? t('desk.undo.too_late') : t('desk.undo.undone', { number }));
    },
  };
}

/** A phone has no use for folding: all of it is one list. */
const UNFOLDED = new Set(['postponed', 'atField'] as const);

/** What came back stands first, whenever it is due. */
function arranged(groups: readonly QueueGroup[]): { returned: StoredTicket[]; groups: QueueGroup[] } {
  const isReturned = ({ item }: StoredTicket): boolean =>
    item.status === 'tl_ditolak' && item.actions.includes('tindak_lanjut');
  return {
    returned: groups.flatMap(({ tickets }) => tickets.filter(isReturned)),
    groups: groups
      .map(({ name, tickets }) => ({ name, tickets: tickets.filter((each) => !isReturned(each)) }))
      .filter(({ tickets }) => tickets.length > 0),
  };
}

/** What is done on the spot; all else is the desk's. */
const ON_THE_SPOT: readonly OfficerAction[] = [
  'proses',
  'tindak_lanjut',
  'hasil_lapangan',
  'koordinasi',
  'disposisi',
  'disposisi_unit',
  'tunda',
  'tolak',
  'catat',
];
/** After it was taken in here, though the service has not heard of it: a day without a network goes on. */
const AFTER_TAKING: readonly OfficerAction[] = ['tindak_lanjut', 'catat'];

/** `pending`: what is on its way for this report already. */
export function offeredOn(
  { actions, status }: Pick<Report, 'actions' | 'status'>,
  pending: readonly OutboxEntry[],
): readonly OfficerAction[] {
  const decided = pending.filter(({ body }) => body.action !== 'catat');
  if (decided.length === 0) {
    const offered = ON_THE_SPOT.filter((action) => actions.includes(action));
    // What came back is followed up again; taking it in once more is for whoever means to.
    const isFirst = (action: OfficerAction): boolean => status === 'tl_ditolak' && action === 'tindak_lanjut';
    return [...offered.filter(isFirst), ...offered.filter((action) => !isFirst(action))];
  }
  return decided.every(({ body }) => body.action === 'proses') ? AFTER_TAKING : [];
}
