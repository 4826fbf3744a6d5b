/** Sends decisions to the worker's outbox and takes them back; knows which reports are leaving meanwhile. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { ActionBody } from '#shared/contract/action.ts';
import { ask } from '../../connection/messages.ts';
import { t } from '../../platform/i18n.ts';
import type { DecisionFiles, OutboxEntry, Store, StoredTicket } from '../../store/database.ts';
import { isOnItsWay, leavingNumbers } from '../../store/effect.ts';
import { isQuotaError, withRoom } from '../../store/photos.ts';
import { progressOf } from '../model/bulk.ts';

interface HandOverFault {
  number: string;
  message: string;
}

export type DeskOutbox = ReturnType<typeof useOutbox>;

/** `leavesQueue`: whether a decision takes its report out of the queue. */
export function useOutbox(
  store: Store,
  entries: readonly OutboxEntry[],
  leavesQueue: (ticket: StoredTicket, body: ActionBody) => boolean,
) {
  const { arriving, newestSeen, mark } = useArriving(entries);
  const [fault, setFault] = useState<HandOverFault | null>(null);
  // Whoever presses U right after a decision means that one, though it may still be on its way to the outbox.
  const latest = useRef<Promise<number | null>>(Promise.resolve(null));
  const undone = useRef(new Set<number>());
  const onTheirWay = entries.filter(isOnItsWay);

  /** Hands decisions over; `hand` answers the last entry they have in the outbox. */
  const handOver = async (
    tickets: readonly StoredTicket[],
    body: ActionBody,
    hand: () => Promise<number>,
  ): Promise<boolean> => {
    const numbers = tickets.map(({ number }) => number);
    const leaving = tickets.filter((ticket) => leavesQueue(ticket, body)).map(({ number }) => number);
    setFault(null);
    mark(leaving, null);
    const handed = hand();
    latest.current = handed.catch(() => null);
    try {
      const entry = await handed;
      mark(leaving, entry > newestSeen.current ? entry : undefined);
      return true;
    } catch (error) {
      mark(leaving, undefined);
      // Photos are stored by this page: what the browser says of them has no words of the worker's yet.
      const full = isQuotaError(error) ? t('worker.storage_full') : null;
      const message = full ?? (error instanceof Error ? error.message : t('desk.error.generic'));
      setFault({ number: numbers.join(', '), message });
      return false;
    }
  };

  /**
   * Takes the newest decision back, and what was made at once with it. Answers the numbers of their reports: none
   * where it was too late, null where there was nothing to take back.
   */
  const undo = async (): Promise<string[] | null> => {
    const newestHeld = onTheirWay.findLast(
      ({ id, state }) => state === 'held' && id !== undefined && !undone.current.has(id),
    );
    const entry = Math.max((await latest.current) ?? 0, newestHeld?.id ?? 0);
    latest.current = Promise.resolve(null);
    if (entry === 0) return null;
    undone.current.add(entry);
    const outcome = await ask('undo', { entry });
    if (!outcome.ok) return [];
    const { numbers } = outcome.value;
    for (const { id, number } of onTheirWay)
      if (id !== undefined && numbers.includes(number)) undone.current.add(id);
    mark(numbers, undefined);
    return numbers;
  };

  return {
    /** Numbers to leave out of the queue. */
    leaving: new Set([...leavingNumbers(entries), ...arriving.keys()]),
    /** The newest decision that can still be taken back. */
    undoable: onTheirWay.findLast((entry) => entry.state === 'held') ?? null,
    /** Held, queued or being sent, for this report. */
    pendingFor: (of: string) => onTheirWay.findLast(({ number }) => number === of) ?? null,
    /** True while one is on its way that has to be through before the next; a note takes nothing from anybody. */
    isBlocked: (of: string) =>
      onTheirWay.some(({ number, body }) => number === of && body.action !== 'catat'),
    /** Decisions that the service did not take. */
    troubles: entries.filter((entry) => !isOnItsWay(entry)),
    /** What the service has not heard of yet. */
    onTheirWay,
    /** How many that are. */
    waiting: onTheirWay.length,
    fault,
    clearFault: () => setFault(null),
    /** How far decisions made at once have got. */
    progress: progressOf(entries),
    /** True once the decision lies in the outbox. */
    decide: (ticket: StoredTicket, body: ActionBody, files?: DecisionFiles) =>
      handOver([ticket], body, () => handOne(store, ticket, body, files)),
    /** The same of several reports: all of it lies in the outbox, or nothing. */
    decideMany: (tickets: readonly StoredTicket[], body: ActionBody) =>
      handOver(tickets, body, () => handMany(tickets, body)),
    undo,
    async dismiss({ id }: OutboxEntry) {
      if (id !== undefined) await ask('dismiss', { entry: id });
    },
    /** Makes it anew on `version`, which its officer has seen. */
    async decideAnew({ id, number }: OutboxEntry, version: number) {
      if (id === undefined) return;
      const outcome = await ask('decideAnew', { entry: id, version });
      if (!outcome.ok) setFault({ number, message: outcome.error.message });
    },
  };
}

/** Between the key press and the row's arrival in the outbox the report is already gone from the list. */
function useArriving(entries: readonly OutboxEntry[]) {
  // By number: the entry it became, null before that is known.
  const [arriving, setArriving] = useState<ReadonlyMap<string, number | null>>(new Map());
  const newestSeen = useRef(0);
  const newest = Math.max(newestSeen.current, ...entries.map((entry) => entry.id ?? 0));
  newestSeen.current = newest;
  useEffect(() => {
    setArriving((before) => {
      const kept = [...before].filter(([, entry]) => entry === null || entry > newest);
      return kept.length === before.size ? before : new Map(kept);
    });
  }, [newest]);
  // `entry` undefined: no longer on its way there.
  const mark = useCallback((numbers: readonly string[], entry: number | null | undefined) => {
    setArriving((before) => {
      const after = new Map(before);
      for (const number of numbers) {
        if (entry === undefined) after.delete(number);
        else after.set(number, entry);
      }
      return after;
    });
  }, []);
  return { arriving, newestSeen, mark };
}

/** Answers the entry of the outbox. Photos go by way of the database: messages carry no files. */
async function handOne(
  store: Store,
  { number, item: { version } }: StoredTicket,
  body: ActionBody,
  files?: DecisionFiles,
): Promise<number> {
  const attachments = files
    ? await withRoom(store, () => store.attachments.add({ at: Date.now(), files }))
    : undefined;
  const photos = attachments === undefined ? {} : { attachments };
  const outcome = await ask('decide', { number, version, body, ...photos });
  if (outcome.ok) return outcome.value.entry;
  if (attachments !== undefined) await store.attachments.delete(attachments);
  throw new Error(outcome.error.message);
}

/** Answers the last of their entries. */
async function handMany(tickets: readonly StoredTicket[], body: ActionBody): Promise<number> {
  const outcome = await ask('decideMany', {
    tickets: tickets.map(({ number, item }) => ({ number, version: item.version })),
    body,
  });
  if (!outcome.ok) throw new Error(outcome.error.message);
  return Math.max(...outcome.value.entries);
}
