/** What pages, cards and pre-checks get to know of reports: from the service, or from the store while it is away. */
import { ProblemError, UnreachableError } from '#shared/contract/client.ts';
import type { Reason } from '#shared/contract/evidence.ts';
import type { LookupItem, Report, Ticket } from '#shared/contract/ticket.ts';
import type { Finding } from '#shared/evidence/finding.ts';
import type {
  BadgeFacts,
  Badges,
  CardPhotos,
  CardReport,
  EvidenceBasis,
  Outcome,
} from '../../connection/messages.ts';
import { call, outcome, type WorkerContext } from '../../connection/service.ts';
import { afterPhotos, beforePhotos } from '../../desk/model/photos.ts';
import { isByPhotos } from '../../overlay/card/offers.ts';
import { basisOf } from '../../precheck/precheck.ts';
import { decisionsOn, unsent } from '../../store/outbox.ts';
import { fetchPhoto } from './photos.ts';

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
      photos: item.actions.some((action) => isByPhotos({ action })) ? await photosOf(context, item) : null,
      category: row?.item.category ?? null,
      place: row?.item.kelurahan?.name ?? null,
      clockOffset: (await context.db.meta.get('sync'))?.clockOffset ?? 0,
      entry: newest ? pick(newest) : null,
    };
  });
}

/** Null where they cannot be had: what is decided by them is then decided elsewhere. */
async function photosOf(
  context: WorkerContext,
  { number, version }: Pick<LookupItem, 'number' | 'version'>,
): Promise<CardPhotos | null> {
  const kept = (await context.db.tickets.get(number))?.item;
  try {
    const report = kept && kept.version >= version ? kept : await fromService(context, number);
    const ids = (photos: readonly { id: string }[]): string[] => photos.map(({ id }) => id);
    return report && { before: ids(beforePhotos(report)), after: ids(afterPhotos(report)) };
  } catch (error) {
    if (error instanceof UnreachableError || error instanceof ProblemError) return null;
    throw error;
  }
}

/** Null where the photo is none of this report's. */
export async function cardPhoto(
  context: WorkerContext,
  number: string,
  id: string,
): Promise<Outcome<{ url: string }> | null> {
  const version = remembered.get(number)?.item?.version ?? 0;
  const photos = await photosOf(context, { number, version });
  if (!photos || ![...photos.before, ...photos.after].includes(id)) return null;
  return outcome(async () => {
    await fetchPhoto(context, id, 'display');
    const { blob } = (await context.db.photos.get(`${id}:display`)) ?? {};
    if (!blob) throw new UnreachableError(null);
    return { url: await dataAddress(blob) };
  });
}

/** Messages carry text alone, and an object's address made here would be the worker's. */
export async function dataAddress(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  // All at once, a large photo would be more arguments than a call takes.
  const parts = Array.from({ length: Math.ceil(bytes.length / 8_192) }, (_, i) =>
    String.fromCharCode(...bytes.subarray(i * 8_192, (i + 1) * 8_192)),
  );
  return `data:${blob.type};base64,${btoa(parts.join(''))}`;
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
    return basisOf(report, await context.db.meta.get('sync'));
  });
}

async function reportOf(context: WorkerContext, number: string): Promise<Ticket> {
  return (await call(context, 'getTicket', { params: { number } })).data;
}

async function fromService(context: WorkerContext, number: string): Promise<Report | Ticket | null> {
  try {
    return await reportOf(context, number);
  } catch (error) {
    if (error instanceof ProblemError && error.word === 'not-found') return null;
    throw error;
  }
}

interface FollowUpDraft {
  number: string;
  narrative: string;
  /** Row with its photos; it goes with the asking. */
  attachments?: number;
}

/** Has the service judge a follow-up that is being written: it alone knows which photos and words were used before. */
export async function checkFollowUp(
  context: WorkerContext,
  { number, narrative, attachments }: FollowUpDraft,
): Promise<Outcome<Finding[]>> {
  const { db } = context;
  return outcome(async () => {
    const kept = attachments === undefined ? undefined : await db.attachments.get(attachments);
    if (attachments !== undefined) await db.attachments.delete(attachments);
    const row = await db.tickets.get(number);
    const { point, reportedAt, category } = row?.item ?? (await reportOf(context, number));
    const { after = [], before = [] } = kept?.files ?? {};
    const { data } = await call(context, 'checkEvidence', {
      body: { report: { ...(point && { point }), reportedAt, category }, narrative, ticket: number },
      files: { after, before },
    });
    return data.reasons.map(toFinding);
  });
}

/** Worded again where it is shown, in the language that is spoken then. */
function toFinding({ code, severity, photo, measure, ref }: Reason): Finding {
  return {
    code,
    severity,
    ...(photo === undefined ? {} : { photo }),
    ...(measure === undefined ? {} : { measure }),
    ...(ref === undefined ? {} : { ref }),
  };
}
