/**
 * Writing on a libSQL server: one batch a call, one call at a time from this process, because a server whose write lock
 * is fought over may lose it for good. A batch whose answer was lost is asked for again under its own number, which the
 * database keeps: it is done once, however often it arrives.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { databaseFault } from './database.ts';
import {
  type DatabaseError,
  type Hrana,
  NoAnswer,
  type Outcome,
  type Rows,
  type Statement,
  type Step,
} from './hrana.ts';
import { IS_FOUND, SET_DONE, UNLESS_DONE } from './server-tables.ts';

/**
 * So long a batch is tried again, ms, from when it was asked for, and that long after a try. A proxy's queue and a restart
 * are waited for.
 */
const PATIENCE_MS = 8_000;
const ASK_AGAIN_MS = 40;
/** And so long at least once it is its turn: an answer that is lost then is asked for again as well. */
const LEAST_MS = 2_000;

/** Its last two are written around what is asked for. */
export interface Batch {
  /** Before the transaction: pragmas that count for its connection. */
  before?: readonly string[];
  statements: readonly Statement[];
  /** Statements that fail where it may not be kept, behind the others. */
  checks?: readonly Statement[];
}

/** A check that failed, or null for a statement; by its place among its own kind. */
export interface Broken {
  error: DatabaseError;
  check: number | null;
}

export type ServerWriter = ReturnType<typeof openServerWriter>;

export interface Told {
  /** How far the server's log then reaches, with the batch of this number. */
  written(index: string, number: number): void;
  /** There was no answer; it is asked for again. */
  away(): void;
}

/** `id`: by which the database knows this process's batches. */
export function openServerWriter(hrana: Hrana, id: string, { written, away }: Told) {
  let n = 0;
  let last: Promise<unknown> = Promise.resolve();
  let isAway = false;

  /** The rows of every statement; null where an earlier try had done it. Throws what went wrong with the server. */
  async function attempt(number: number, { before = [], statements, checks = [] }: Batch) {
    const own = [
      { sql: UNLESS_DONE, args: [id, number] },
      { sql: SET_DONE, args: [id, number] },
    ];
    const steps = chained([...before.map(plain), BEGIN, ...own, ...statements, ...checks, COMMIT]);
    const commit = steps.length - 1;
    const { outcomes, index } = await hrana.batch([...steps, { ...ROLLBACK, when: { notOk: commit } }]);
    if (index !== undefined) written(index, number);
    const first = before.length + 1 + own.length;
    const failed = firstFault(outcomes);
    if (failed === null) {
      return { rows: statements.map((_, i) => rowsOf(outcomes[first + i])) };
    }
    if (failed.at === before.length + 1 && IS_FOUND.test(failed.error.message)) return { rows: null };
    const check = failed.at - first - statements.length;
    return { broken: { error: failed.error, check: check >= 0 && check < checks.length ? check : null } };
  }

  async function write(batch: Batch, until: number): Promise<{ rows: Rows[] | null } | { broken: Broken }> {
    n++;
    const number = n;
    for (;;) {
      try {
        const answer = await attempt(number, batch);
        isAway = false;
        const isBusy = 'broken' in answer && databaseFault(answer.broken.error) === 'locked';
        if (!isBusy || performance.now() > until) return answer;
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
        isAway = true;
        away();
        if (performance.now() > until) throw error;
      }
      await pause(ASK_AGAIN_MS);
    }
  }

  /** `until`: as long as it may try, by `performance.now()`. Whoever has waited for that long is not made to wait again. */
  function inTurn<T>(work: (until: number) => Promise<T>): Promise<T> {
    const until = performance.now() + PATIENCE_MS;
    const go = (): Promise<T> => {
      const now = performance.now();
      if (isAway && now > until) throw new NoAnswer('the server is away');
      return work(Math.max(until, now + LEAST_MS));
    };
    const done = last.then(go, go);
    last = done.catch(() => {});
    return done;
  }

  return {
    inTurn,
    /** What may be done twice, ahead of the tables that a batch's number is kept in. */
    async prepare(statements: readonly Statement[]): Promise<void> {
      const steps = chained([BEGIN, ...statements, COMMIT]);
      const rollback = { ...ROLLBACK, when: { notOk: steps.length - 1 } };
      const { outcomes, index } = await persistently(() => hrana.batch([...steps, rollback]));
      const failed = firstFault(outcomes);
      if (failed !== null) throw failed.error;
      // What a start reads is at least as new.
      if (index !== undefined) written(index, 0);
    },
    /** To be called in turn. What was written stays written; what is broken left nothing. */
    write,
    /** What the statements would answer, and the looks behind them, without a trace. To be called in turn. */
    async rehearse(statements: readonly Statement[]): Promise<{ rows: Rows[] } | { broken: Broken }> {
      const steps = chained([BEGIN, ...statements]);
      const { outcomes } = await persistently(() =>
        hrana.batch([...steps, { ...ROLLBACK, when: { ok: 0 } }]),
      );
      const failed = firstFault(outcomes);
      if (failed !== null) return { broken: { error: failed.error, check: null } };
      return { rows: statements.map((_, i) => rowsOf(outcomes[1 + i])) };
    },
    /** What it answers, done again as long as there is no answer. For what changes nothing. */
    persistently,
  };
}

/** Of a batch that only reads: one moment of the database. */
export async function readTogether(hrana: Hrana, statements: readonly Statement[]): Promise<Rows[]> {
  const steps = chained([{ sql: 'begin', args: [] }, ...statements]);
  const { outcomes } = await persistently(() => hrana.batch([...steps, { ...ROLLBACK, when: { ok: 0 } }]));
  const failed = firstFault(outcomes);
  if (failed !== null) throw failed.error;
  return statements.map((_, i) => rowsOf(outcomes[1 + i]));
}

export async function persistently<T>(ask: () => Promise<T>): Promise<T> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof NoAnswer) || performance.now() > until) throw error;
    }
    await pause(ASK_AGAIN_MS);
  }
}

export const plain = (sql: string): Statement => ({ sql, args: [] });

/** In this way a BUSY meets the beginning alone. */
const BEGIN = plain('begin immediate');
const COMMIT = plain('commit');
const ROLLBACK = plain('rollback');

/** Each only where the one before it was done. */
function chained(statements: readonly Statement[]): Step[] {
  return statements.map((statement, i) => (i === 0 ? statement : { ...statement, when: { ok: i - 1 } }));
}

function firstFault(outcomes: readonly Outcome[]): { at: number; error: DatabaseError } | null {
  const at = outcomes.findIndex((outcome) => outcome !== null && 'error' in outcome);
  const outcome = outcomes[at];
  return outcome && 'error' in outcome ? { at, error: outcome.error } : null;
}

function rowsOf(outcome: Outcome | undefined): Rows {
  return outcome && 'rows' in outcome ? outcome.rows : [];
}
