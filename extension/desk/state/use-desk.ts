/** What the desk shows and what can be done on it: the one place where queue, report and decisions meet. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { rolesOf } from '#shared/contract/session.ts';
import { t } from '../../platform/i18n.ts';
import type { Meta, Store, StoredSession, StoredTicket } from '../../store/database.ts';
import { effectOf, takesOut } from '../../store/effect.ts';
import { decisionsOf } from '../../store/outbox.ts';
import type { Rows } from '../../store/tickets.ts';
import { useLive, useNow } from '../../ui/hooks.ts';
import { keepShown, type Shown } from '../model/changed.ts';
import { NO_FILTER, type QueueFilter } from '../model/filter.ts';
import { type AsideName, arrangeQueue, type Queue, step } from '../model/queue.ts';
import { decidingOn } from './deciding.ts';
import { type Opened, useFilter, type View } from './filtering.ts';
import { useOpening } from './use-opening.ts';
import { type DeskOutbox, useOutbox } from './use-outbox.ts';
import { usePicking } from './use-picking.ts';

/** Time left is told in minutes: this is often enough to be right, and seldom enough to cost nothing. */
const CLOCK_STEP_MS = 10_000;

export type DeskModel = ReturnType<typeof useDesk>;

export interface DeskInput {
  store: Store;
  session: StoredSession;
  meta: Meta | null;
  /** Every report of the store, in the queue or not. */
  tickets: Rows;
  views: readonly View[];
  /** Number the page was opened for. */
  start: string | null;
}

export function useDesk({ store, session, meta, tickets, views, start }: DeskInput) {
  const now = useNow(meta?.clockOffset ?? 0, CLOCK_STEP_MS);
  const account = session.actor.id;
  const filtering = useFilter(store, account, views);
  const { filter } = filtering;
  const [announcement, announce] = useState('');
  // Decisions of another account may wait here for it: they are nobody else's to see.
  const entries = useLive(() => decisionsOf(store, account), [store, account]);
  const outboxRead = entries.state === 'ready';
  const outbox = useOutbox(store, outboxRead ? entries.value : [], ({ item, inQueue }, body) =>
    takesOut(effectOf(item, body, rolesOf(session.actor), now, inQueue)),
  );
  const leaving = [...outbox.leaving].sort().join();
  const [unfolded, setUnfolded] = useState<ReadonlySet<AsideName>>(new Set());
  const arrange = (by: QueueFilter): Queue =>
    arrangeQueue(tickets.values(), { now, leaving: outbox.leaving, filter: by, unfolded });
  const queue = useMemo(() => arrange(filter), [tickets, now, leaving, filter, unfolded]);
  const fold = useCallback((name: AsideName): void => {
    setUnfolded((before) => (before.has(name) ? without(before, name) : new Set([...before, name])));
  }, []);
  const { chosen, setChosen, lastIndex } = useChosen(queue.order, start);
  const picking = usePicking(queue.order);
  const opening = useOpening(tickets, chosen);
  const { shown, showNewest } = useShown(opening.ticket, outbox);

  const choose = useCallback((number: string) => {
    setChosen(number);
    announce('');
  }, []);
  const openView = (view: Opened | null): void => {
    filtering.open(view);
    const { order } = arrange(view?.filter ?? NO_FILTER);
    setChosen(order[0]?.number ?? null);
    announce(t('desk.views.opened', { count: order.length, view: view?.name ?? t('desk.views.all') }));
  };
  const showListed = (): void => {
    const [first] = queue.order;
    if (first && !queue.order.some(({ number }) => number === chosen)) setChosen(first.number);
  };
  const move = useCallback(
    (by: 1 | -1, extending = false): void => {
      const to = step(queue.order, { number: chosen, lastIndex: lastIndex.current }, by);
      if (to === null) return;
      if (extending && chosen !== null) picking.extend(chosen, to);
      choose(to);
    },
    [queue.order, chosen, picking, choose],
  );
  const listed = (by: QueueFilter): readonly StoredTicket[] =>
    by === filter ? queue.order : arrange(by).order;
  const on = {
    account,
    now,
    tickets,
    listed,
    filtering,
    picking,
    shown,
    outbox,
    chosen,
    setChosen,
    announce,
  };

  return {
    ...decidingOn(on),
    session,
    meta,
    /** ms, the service's clock. */
    now,
    queue,
    /** Lists what is set aside, or lists it no more. */
    fold,
    /** Every report of the store, in the queue or not. */
    tickets,
    filtering,
    /** Lists what the view shows, the whole queue where it is null, and goes to the first report of it. */
    openView,
    /** Goes to the first listed report where the shown one is not listed. */
    showListed,
    chosen,
    choose,
    /** `extending` picks what is walked over. */
    move,
    picking,
    /** The chosen report as its reader opened it. */
    shown,
    showNewest,
    opening,
    outbox,
    /** False while nothing can be said yet of what was decided before the page was opened. */
    outboxRead,
    /** Said to screen readers. */
    announcement,
    announce,
  };
}

function without<T>(set: ReadonlySet<T>, gone: T): ReadonlySet<T> {
  return new Set([...set].filter((each) => each !== gone));
}

/** Pinned once chosen: a more urgent report that arrives must not take the place of the one being read. */
function useChosen(order: readonly StoredTicket[], start: string | null) {
  const [chosen, setChosen] = useState<string | null>(start);
  const firstNumber = order[0]?.number ?? null;
  useEffect(() => {
    if (chosen === null && firstNumber !== null) setChosen(firstNumber);
  }, [chosen, firstNumber]);
  // Where in the list the chosen report was seen last.
  const lastIndex = useRef(0);
  const at = order.findIndex((ticket) => ticket.number === chosen);
  if (at >= 0) lastIndex.current = at;
  return { chosen, setChosen, lastIndex };
}

/** The report as opened; a newer version waits until its reader asks for it. */
function useShown(
  latest: StoredTicket | null,
  outbox: DeskOutbox,
): { shown: Shown | null; showNewest(): void } {
  const kept = useRef<Shown | null>(null);
  const [, redraw] = useState(0);
  // One's own decision changes the report too: that change needs no warning.
  const own = useRef(new Set<string>());
  const pending = latest !== null && outbox.pendingFor(latest.number) !== null;
  if (latest && pending) own.current.add(latest.number);
  const before = kept.current?.ticket;
  kept.current = latest && keepShown(kept.current, latest, own.current.has(latest.number));
  if (latest && !pending && before?.number === latest.number && before.item.version !== latest.item.version) {
    own.current.delete(latest.number);
  }
  const showNewest = (): void => {
    if (!kept.current?.newer) return;
    kept.current = { ticket: kept.current.newer, newer: null };
    redraw((count) => count + 1);
  };
  return { shown: kept.current, showNewest };
}
