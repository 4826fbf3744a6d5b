/** What pages, cards and pre-checks get to know of reports: from the service, or from the store while it is away. */
import { ProblemError, UnreachableError } from '#shared/contract/client.ts';
import type { LookupItem, Report, Ticket } from '#shared/contract/ticket.ts';
import type { BadgeFacts, Badges, CardReport, EvidenceBasis, Outcome } from '../../connection/messages.ts';
import { call, outcome, type WorkerContext } from '../../connection/service.ts';
import { decisionsOn, unsent } from '../../store/outbox.ts';

/** A page asks again after every redraw: for this long the answer of a moment ago will do. */
const FRESH_MS = 20_000;
const MOST_REMEMBERED = 2_000;

interface Remembered {
  item: LookupItem | null;
  at: number;
}

/** Lives as long as the worker; {@link forget} empties it whenever something changed. */
const remembered = new Map<string, Remembered>();

export function forget(): void {
  remembered.clear();
}

export async function lookup(context: WorkerContext, numbers: readonly string[]): Promise<Outcome<Badges>> {
  return outcome(async () => {
    const items = await itemsOf(context, numbers);
    const decided = await decidedNumbers(context);
    const badges: BadgeFacts[] = items.map((item) => ({
      number: item.number,
      status: item.status,
      nextDueAt: item.nextDueAt === null ? null : Date.parse(item.nextDueAt),
      verdict: item.verdict?.verdict ?? null,
      decided: decided.has(item.number),
    }));
    const known = new Set(badges.map((badge) => badge.number));
    const offset = (await context.db.meta.get('sync'))?.clockOffset ?? 0;
    return { badges, unknown: numbers.filter((number) => !known.has(number)), clockOffset: offset };
  });
}

export async function cardReport(
  context: WorkerContext,
  number: string,
): Promise<Outcome<CardReport | null>> {
  return outcome(async () => {
    const [item] = await itemsOf(context, [number]);
    if (!item) return null;
    const row = await context.db.tickets.get(number);
    const session = await context.db.session.get('session');
    const entries = session ? await decisionsOn(context.db, number, session.actor.id) : [];
    const newest = entries.at(-1);
    return {
      item,
      category: row?.item.category ?? null,
      place: row?.item.kelurahan?.name ?? null,
      clockOffset: (await context.db.meta.get('sync'))?.clockOffset ?? 0,
      entry: newest ? pick(newest) : null,
    };
  });
}

function pick(entry: NonNullable<CardReport['entry']>): NonNullable<CardReport['entry']> {
  const { state, sendAfter, body } = entry;
  return {
    ...(entry.id === undefined ? {} : { id: entry.id }),
    ...(entry.problem === undefined ? {} : { problem: entry.problem }),
    state,
    sendAfter,
    body,
  };
}

async function itemsOf(context: WorkerContext, numbers: readonly string[]): Promise<LookupItem[]> {
  const now = context.now();
  const isFresh = (number: string): boolean => now - (remembered.get(number)?.at ?? 0) < FRESH_MS;
  const asked = [...new Set(numbers)].filter((number) => !isFresh(number));
  if (asked.length > 0) {
    try {
      const { data } = await call(context, 'lookup', { body: { numbers: asked } });
      if (remembered.size + asked.length > MOST_REMEMBERED) remembered.clear();
      for (const number of asked) remembered.set(number, { item: null, at: now });
      for (const item of data.items) remembered.set(item.number, { item, at: now });
    } catch (error) {
      if (!(error instanceof UnreachableError)) throw error;
      const rows = await context.db.tickets.bulkGet([...numbers]);
      return rows.flatMap((row) => (row ? [row.item] : []));
    }
  }
  return numbers.flatMap((number) => remembered.get(number)?.item ?? []);
}

async function decidedNumbers({ db }: WorkerContext): Promise<Set<string>> {
  const session = await db.session.get('session');
  const entries = session ? await unsent(db, session.actor.id) : [];
  return new Set(entries.filter(({ body }) => body.action !== 'catat').map(({ number }) => number));
}

/** What a pre-check judges by. From the store where the report is in it: then not even its number leaves this machine. */
export async function evidenceBasis(
  context: WorkerContext,
  number: string,
): Promise<Outcome<EvidenceBasis | null>> {
  return outcome(async () => {
    const row = await context.db.tickets.get(number);
    const report = row?.item ?? (await fromService(context, number));
    if (!report) return null;
    const meta = await context.db.meta.get('sync');
    return {
      point: report.point ?? null,
      reportedAt: Date.parse(report.reportedAt),
      category: report.category,
      thresholds: meta?.thresholds ?? null,
      clockOffset: meta?.clockOffset ?? 0,
    };
  });
}

async function fromService(context: WorkerContext, number: string): Promise<Report | Ticket | null> {
  try {
    return (await call(context, 'getTicket', { params: { number } })).data;
  } catch (error) {
    if (error instanceof ProblemError && error.word === 'not-found') return null;
    throw error;
  }
}
