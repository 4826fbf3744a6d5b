/** Sends decisions to the worker's outbox and takes them back; knows which reports are leaving meanwhile. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { ActionBody } from '#shared/contract/action.ts';
import { ask } from '../connection/messages.ts';
import { t } from '../platform/i18n.ts';
import type { DecisionFiles, OutboxEntry, Replica, ReplicaTicket } from '../store/database.ts';
import { isOnItsWay, leavingNumbers } from '../store/effect.ts';
import { type Progress, progressOf } from './model/batches.ts';

interface Fault {
  number: string;
  message: string;
}

export interface Decisions {
  /** Numbers to leave out of the queue. */
  leaving: ReadonlySet<string>;
  /** The newest decision that can still be taken back. */
  held: OutboxEntry | null;
  /** Held, queued or being sent, for this report. */
  pendingFor(number: string): OutboxEntry | null;
  /** True while one is on its way that has to be through before the next; a note takes nothing from anybody. */
  isBlocked(number: string): boolean;
  /** Decisions that the service did not take. */
  troubles: OutboxEntry[];
  /** How many the service has not heard of yet. */
  waiting: number;
  fault: Fault | null;
  clearFault(): void;
  /** How far decisions made at once have got. */
  progress: Progress[];
  /** True once the decision lies in the outbox. */
  decide(ticket: ReplicaTicket, body: ActionBody, files?: DecisionFiles): Promise<boolean>;
  /** The same of several reports: all of it lies in the outbox, or nothing. */
  decideMany(tickets: readonly ReplicaTicket[], body: ActionBody): Promise<boolean>;
  /**
   * Takes the newest decision back, and what was made at once with it. Answers the numbers of their reports: none
   * where it was too late, null where there was nothing to take back.
   */
  undo(): Promise<string[] | null>;
  dismiss(entry: OutboxEntry): Promise<void>;
  /** Makes it anew on `version`, which its officer has seen. */
  decideAnew(entry: OutboxEntry, version: number): Promise<void>;
}

/** `leavesQueue`: whether a decision takes its report out of the queue. */
export function useDecisions(
  replica: Replica,
  outbox: readonly OutboxEntry[],
  leavesQueue: (ticket: ReplicaTicket, body: ActionBody) => boolean,
): Decisions {
  // Between the key press and the row's arrival in the outbox the report is already gone from the list.
  const [sending, setSending] = useState<ReadonlyMap<string, number | null>>(new Map());
  const [fault, setFault] = useState<Fault | null>(null);
  const newestSeen = useRef(0);
  const newest = Math.max(newestSeen.current, ...outbox.map((entry) => entry.id ?? 0));
  newestSeen.current = newest;
  // Whoever presses U right after a decision means that one, though it may still be on its way to the outbox.
  const latest = useRef<Promise<number | null>>(Promise.resolve(null));
  const undone = useRef(new Set<number>());

  useEffect(() => {
    setSending((before) => {
      const kept = [...before].filter(([, entry]) => entry === null || entry > newest);
      return kept.length === before.size ? before : new Map(kept);
    });
  }, [newest]);

  const mark = useCallback((numbers: readonly string[], entry: number | null | undefined) => {
    setSending((before) => {
      const after = new Map(before);
      for (const number of numbers) {
        if (entry === undefined) after.delete(number);
        else after.set(number, entry);
      }
      return after;
    });
  }, []);

  /** Hands decisions over; `hand` answers the last entry they have in the outbox. */
  const handOver = async (
    tickets: readonly ReplicaTicket[],
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
      setFault({
        number: numbers.join(', '),
        message: error instanceof Error ? error.message : t('desk.error.generic'),
      });
      return false;
    }
  };

  const decide = (ticket: ReplicaTicket, body: ActionBody, files?: DecisionFiles): Promise<boolean> =>
    handOver([ticket], body, async () => {
      const attachments = files ? await replica.attachments.add({ at: Date.now(), files }) : undefined;
      const outcome = await ask('decide', {
        number: ticket.number,
        version: ticket.item.version,
        body,
        ...(attachments === undefined ? {} : { attachments }),
      });
      if (outcome.ok) return outcome.value.entry;
      if (attachments !== undefined) await replica.attachments.delete(attachments);
      throw new Error(outcome.error.message);
    });

  const decideMany = (tickets: readonly ReplicaTicket[], body: ActionBody): Promise<boolean> =>
    handOver(tickets, body, async () => {
      const outcome = await ask('decideMany', {
        tickets: tickets.map(({ number, item }) => ({ number, version: item.version })),
        body,
      });
      if (!outcome.ok) throw new Error(outcome.error.message);
      return Math.max(...outcome.value.entries);
    });

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

  const decideAnew = async (entry: OutboxEntry, version: number): Promise<void> => {
    if (entry.id === undefined) return;
    const outcome = await ask('decideAnew', { entry: entry.id, version });
    if (!outcome.ok) setFault({ number: entry.number, message: outcome.error.message });
  };

  const dismiss = async (entry: OutboxEntry): Promise<void> => {
    if (entry.id !== undefined) await ask('dismiss', { entry: entry.id });
  };

  const onTheirWay = outbox.filter(isOnItsWay);
  return {
    leaving: new Set([...leavingNumbers(outbox), ...sending.keys()]),
    held: onTheirWay.findLast((entry) => entry.state === 'held') ?? null,
    pendingFor: (number) => onTheirWay.findLast((entry) => entry.number === number) ?? null,
    isBlocked: (number) =>
      onTheirWay.some((entry) => entry.number === number && entry.body.action !== 'catat'),
    troubles: outbox.filter((entry) => !isOnItsWay(entry)),
    waiting: onTheirWay.length,
    fault,
    clearFault: () => setFault(null),
    progress: progressOf(outbox),
    decide,
    decideMany,
    undo,
    dismiss,
    decideAnew,
  };
}
