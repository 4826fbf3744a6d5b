/** Sends decisions to the worker's outbox and takes them back; knows which reports are leaving meanwhile. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { ActionBody } from '#shared/contract/action.ts';
import { t } from '../i18n.ts';
import { ask } from '../messages.ts';
import type { DecisionFiles, OutboxEntry, Replica, ReplicaTicket } from '../replica/database.ts';
import { leavingNumbers } from './model/queue.ts';

export interface Fault {
  number: string;
  message: string;
}

/** What is needed to take a decision back. */
export type Made = Pick<OutboxEntry, 'id' | 'number'>;

export interface Decisions {
  /** Numbers to leave out of the queue. */
  leaving: ReadonlySet<string>;
  /** The newest decision that can still be taken back. */
  held: OutboxEntry | null;
  /** The decision made last on this page, which the outbox may not have shown yet; null where there was none. */
  madeLast(): Promise<Made | null>;
  /** Held, queued or being sent, for this report. */
  pendingFor(number: string): OutboxEntry | null;
  /** Decisions that the service did not take. */
  troubles: OutboxEntry[];
  /** How many the service has not heard of yet. */
  waiting: number;
  fault: Fault | null;
  clearFault(): void;
  /** True once the decision lies in the outbox. */
  decide(ticket: ReplicaTicket, body: ActionBody, files?: DecisionFiles): Promise<boolean>;
  /** The number whose decision was taken back; null when it was too late. */
  undo(entry: Made): Promise<string | null>;
  dismiss(entry: OutboxEntry): Promise<void>;
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
  const made = useRef<Promise<Made | null>>(Promise.resolve(null));
  const newestSeen = useRef(0);
  const newest = Math.max(newestSeen.current, ...outbox.map((entry) => entry.id ?? 0));
  newestSeen.current = newest;

  useEffect(() => {
    setSending((before) => {
      const kept = [...before].filter(([, entry]) => entry === null || entry > newest);
      return kept.length === before.size ? before : new Map(kept);
    });
  }, [newest]);

  const mark = useCallback((number: string, entry: number | null | undefined) => {
    setSending((before) => {
      const after = new Map(before);
      if (entry === undefined) after.delete(number);
      else after.set(number, entry);
      return after;
    });
  }, []);

  const decide = async (ticket: ReplicaTicket, body: ActionBody, files?: DecisionFiles): Promise<boolean> => {
    const { number } = ticket;
    const leaves = leavesQueue(ticket, body);
    setFault(null);
    if (leaves) mark(number, null);
    try {
      const attachments = files ? await replica.attachments.add({ files }) : undefined;
      const asked = ask('decide', {
        number,
        version: ticket.item.version,
        body,
        ...(attachments === undefined ? {} : { attachments }),
      });
      made.current = asked.then(
        (answer) => (answer.ok ? { id: answer.value.entry, number } : null),
        () => null,
      );
      const outcome = await asked;
      if (!outcome.ok) throw new Error(outcome.error.message);
      if (leaves) mark(number, outcome.value.entry > newestSeen.current ? outcome.value.entry : undefined);
      return true;
    } catch (error) {
      mark(number, undefined);
      setFault({ number, message: error instanceof Error ? error.message : t('desk.error.generic') });
      return false;
    }
  };

  const undo = async (entry: Made): Promise<string | null> => {
    if (entry.id === undefined) return null;
    const outcome = await ask('undo', { entry: entry.id });
    if (!outcome.ok) return null;
    mark(entry.number, undefined);
    return entry.number;
  };

  const dismiss = async (entry: OutboxEntry): Promise<void> => {
    if (entry.id !== undefined) await ask('dismiss', { entry: entry.id });
  };

  const onTheirWay = outbox.filter((entry) => entry.state !== 'conflict' && entry.state !== 'refused');
  return {
    leaving: new Set([...leavingNumbers(outbox), ...sending.keys()]),
    held: onTheirWay.findLast((entry) => entry.state === 'held') ?? null,
    madeLast: () => made.current,
    pendingFor: (number) => onTheirWay.findLast((entry) => entry.number === number) ?? null,
    troubles: outbox.filter((entry) => entry.state === 'conflict' || entry.state === 'refused'),
    waiting: onTheirWay.length,
    fault,
    clearFault: () => setFault(null),
    decide,
    undo,
    dismiss,
  };
}
