/** What the desk shows and what can be done on it: the one place where queue, report and decisions meet. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ActionBody } from '#shared/contract/action.ts';
import { rolesOf } from '#shared/contract/session.ts';
import { t } from '../../platform/i18n.ts';
import type { DecisionFiles, Meta, Replica, ReplicaTicket, StoredSession } from '../../store/database.ts';
import { effectOf, takesOut } from '../../store/effect.ts';
import type { Rows } from '../../store/follow.ts';
import { decisionsOf } from '../../store/outbox.ts';
import { useLive } from '../../ui/use-live.ts';
import { useNow } from '../../ui/use-now.ts';
import { draftOwner, finishDrafts } from '../decide/use-draft.ts';
import { keepShown, type Shown } from '../model/changed.ts';
import { NO_FILTER } from '../model/filter.ts';
import { arrangeQueue, nextAfter, type Queue, step } from '../model/queue.ts';
import { type Decisions, useDecisions } from './use-decisions.ts';
import { type Filtering, useFilter } from './use-filter.ts';
import { type Opening, useOpening } from './use-opening.ts';
import { type Picking, usePicking } from './use-picking.ts';
import type { Opened, View } from './views.ts';

/** Time left is told in minutes: this is often enough to be right, and seldom enough to cost nothing. */
const CLOCK_STEP_MS = 10_000;

/** Actions after which one goes on with the same report: they prepare the decision, or open it anew. */
const STAYS_OPEN: readonly ActionBody['action'][] = [
  'catat',
  'koreksi_titik',
  'tiket',
  'buka_kembali',
  'usulkan',
];

export interface DeskModel {
  session: StoredSession;
  meta: Meta | null;
  /** ms, the service's clock. */
  now: number;
  queue: Queue;
  /** Every report of the replica, in the queue or not. */
  tickets: Rows;
  filtering: Filtering;
  /** Lists what the view shows, the whole queue where it is null, and goes to the first report of it. */
  openView(view: Opened | null): void;
  /** Goes to the first listed report where the shown one is not listed. */
  showListed(): void;
  chosen: string | null;
  choose(number: string): void;
  /** `extending` picks what is walked over. */
  move(by: 1 | -1, extending?: boolean): void;
  picking: Picking;
  /** The chosen report as its reader opened it. */
  shown: Shown | null;
  showNewest(): void;
  opening: Opening;
  decisions: Decisions;
  /** False while nothing can be said yet of what was decided before the page was opened. */
  outboxRead: boolean;
  decide(body: ActionBody, files?: DecisionFiles): Promise<boolean>;
  decideMany(tickets: readonly ReplicaTicket[], body: ActionBody): Promise<void>;
  undo(): Promise<void>;
  /** Said to screen readers. */
  announcement: string;
  announce(text: string): void;
}

export interface DeskInput {
  replica: Replica;
  session: StoredSession;
  meta: Meta | null;
  /** Every report of the replica, in the queue or not. */
  tickets: Rows;
  views: readonly View[];
  /** Number the page was opened for. */
  start: string | null;
}

export function useDesk({ replica, session, meta, tickets, views, start }: DeskInput): DeskModel {
  const now = useNow(meta?.clockOffset ?? 0, CLOCK_STEP_MS);
  const account = session.actor.id;
  const filtering = useFilter(replica, account, views);
  const { filter, setFilter } = filtering;
  const [chosen, setChosen] = useState<string | null>(start);
  const [announcement, announce] = useState('');
  // Decisions of another account may wait here for it: they are nobody else's to see.
  const outboxLive = useLive(() => decisionsOf(replica, account), [replica, account]);
  const outbox = outboxLive.state === 'ready' ? outboxLive.value : [];
  const decisions = useDecisions(replica, outbox, ({ item, inQueue }, body) =>
    takesOut(effectOf(item, body, rolesOf(session.actor), now, inQueue)),
  );
  const leaving = [...decisions.leaving].sort().join();
  const queue = useMemo(
    () => arrangeQueue(tickets.values(), { now, leaving: decisions.leaving, filter }),
    [tickets, now, leaving, filter],
  );

  // Pinned once chosen: a more urgent report that arrives must not take the place of the one being read.
  const firstNumber = queue.order[0]?.number ?? null;
  useEffect(() => {
    if (chosen === null && firstNumber !== null) setChosen(firstNumber);
  }, [chosen, firstNumber]);

  const picking = usePicking(queue.order);

  const lastIndex = useRef(0);
  const at = queue.order.findIndex((ticket) => ticket.number === chosen);
  if (at >= 0) lastIndex.current = at;

  const opening = useOpening(tickets, chosen);
  const { shown, showNewest } = useShown(opening.ticket, decisions);

  const choose = useCallback((number: string) => {
    setChosen(number);
    announce('');
  }, []);

  const openView = (view: Opened | null): void => {
    filtering.open(view);
    const shows = view?.filter ?? NO_FILTER;
    const { order } = arrangeQueue(tickets.values(), { now, leaving: decisions.leaving, filter: shows });
    setChosen(order[0]?.number ?? null);
    announce(t('desk.views.opened', order.length, view?.name ?? t('desk.views.all')));
  };

  const showListed = (): void => {
    if (at < 0 && firstNumber !== null) setChosen(firstNumber);
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

  const decide = async (body: ActionBody, files?: DecisionFiles): Promise<boolean> => {
    const ticket = shown?.newer ? null : shown?.ticket;
    if (!ticket || decisions.isBlocked(ticket.number)) return false;
    const stays = STAYS_OPEN.includes(body.action);
    let next = stays ? ticket.number : nextAfter(queue.order, ticket.number);
    if (next === null && filter.search !== '') {
      // What was searched for is done; what it was searched in is not.
      const wider = { ...filter, search: '' };
      setFilter(wider);
      const { order } = arrangeQueue(tickets.values(), { now, leaving: decisions.leaving, filter: wider });
      next = nextAfter(order, ticket.number);
    }
    if (!stays) {
      setChosen(next);
      finishDrafts(draftOwner(account, ticket.number), ticket.item.version);
    }
    const kept = await decisions.decide(ticket, body, files);
    if (kept) announce(`${decidedWords(ticket.number, body)}. ${nextWords(next, tickets)}`);
    else setChosen(ticket.number);
    return kept;
  };

  const decideMany = async (fit: readonly ReplicaTicket[], body: ActionBody): Promise<void> => {
    const decided = new Set(fit.map(({ number }) => number));
    const before = chosen;
    if (chosen !== null && decided.has(chosen)) {
      const rest = queue.order.filter(({ number }) => number === chosen || !decided.has(number));
      setChosen(nextAfter(rest, chosen));
    }
    picking.clear();
    for (const { number, item } of fit) finishDrafts(draftOwner(account, number), item.version);
    if (await decisions.decideMany(fit, body)) {
      announce(manyDecidedWords(body.action, fit.length));
      return;
    }
    setChosen(before);
    picking.pick(fit.map(({ number, item }) => ({ number, version: item.version })));
  };

  const undo = async (): Promise<void> => {
    const numbers = await decisions.undo();
    if (numbers === null) return;
    const [first] = numbers;
    if (first === undefined) {
      announce(t('desk.decided.too_late'));
      return;
    }
    setChosen(first);
    // What was picked by hand need not be picked again.
    if (numbers.length > 1) {
      picking.pick(numbers.map((number) => ({ number, version: decisions.pendingFor(number)?.version })));
    }
    announce(numbers.length > 1 ? t('desk.bulk.undone', numbers.length) : t('desk.decided.undone', first));
  };

  return {
    session,
    meta,
    now,
    queue,
    tickets,
    filtering,
    openView,
    showListed,
    chosen,
    choose,
    move,
    picking,
    shown,
    showNewest,
    opening,
    decisions,
    outboxRead: outboxLive.state === 'ready',
    decide,
    decideMany,
    undo,
    announcement,
    announce,
  };
}

/** The report as opened; a newer version waits until its reader asks for it. */
function useShown(
  latest: ReplicaTicket | null,
  decisions: Decisions,
): { shown: Shown | null; showNewest(): void } {
  const kept = useRef<Shown | null>(null);
  const [, redraw] = useState(0);
  // One's own decision changes the report too: that change needs no warning.
  const own = useRef(new Set<string>());
  const pending = latest !== null && decisions.pendingFor(latest.number) !== null;
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

export function manyDecidedWords(action: ActionBody['action'], count: number): string {
  return action === 'setujui' || action === 'kembalikan' || action === 'tunda'
    ? t(`desk.bulk.decided_${action}`, count)
    : String(count);
}

export function decidedWords(number: string, { action }: ActionBody): string {
  return action === 'nilai' ? number : t(`desk.decided.${action}`, number);
}

function nextWords(number: string | null, tickets: Rows): string {
  const next = number === null ? undefined : tickets.get(number);
  return next ? t('desk.decided.next', next.number, next.item.category) : t('desk.decided.last');
}
