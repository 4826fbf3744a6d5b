/** Sends decisions to the worker's outbox and takes them back; knows which reports are leaving meanwhile. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { ActionBody } from '#shared/contract/action.ts';
import { t } from '../i18n.ts';
import { ask } from '../messages.ts';
import type { DecisionFiles, OutboxEntry, Replica, ReplicaTicket } from '../replica/database.ts';
import { leavingNumbers } from './model/queue.ts';

/** Actions after which the report stays on the same desk. */
const STAYING: readonly ActionBody['action'][] = ['proses', 'catat'];

export interface Fault {
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
  /** Decisions that the service did not take. */
  troubles: OutboxEntry[];
  /** How many the service has not heard of yet. */
  waiting: number;
  fault: Fault | null;
  clearFault(): void;
  /** True once the decision lies in the outbox. */
  decide(ticket: ReplicaTicket, body: ActionBody, files?: DecisionFiles): Promise<boolean>;
  /** The number whose decision was taken back; null when it was too late. */
  undo(entry: OutboxEntry): Promise<string | null>;
  dismiss(entry: OutboxEntry): Promise<void>;
}

export function useDecisions(replica: Replica, outbox: readonly OutboxEntry[]): Decisions {
  // Between the key press and the row's arrival in the outbox the report is already gone from the list.
  const [sending, setSending] = useState<ReadonlyMap<string, number | null>>(new Map());
  const [fault, setFault] = useState<Fault | null>(null);
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
    const leaves = !STAYING.includes(body.action);
    setFault(null);
    if (leaves) mark(number, null);
    try {
      const attachments = files ? await replica.attachments.add({ files }) : undefined;
      const outcome = await ask('decide', {
        number,
        version: ticket.item.version,
        body,
        ...(attachments === undefined ? {} : { attachments }),
      });
      if (!outcome.ok) throw new Error(outcome.error.message);
      if (leaves) mark(number, outcome.value.entry > newestSeen.current ? outcome.value.entry : undefined);
      return true;
    } catch (error) {
      mark(number, undefined);
      setFault({ number, message: error instanceof Error ? error.message : t('desk.error.generic') });
      return false;
    }
  };

  const undo = async (entry: OutboxEntry): Promise<string | null> => {
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
