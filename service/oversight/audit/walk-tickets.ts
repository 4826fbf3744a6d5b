/** Every report by itself: its chain of events, the texts and photos they know, and the row they leave. */
import type { Break } from '#shared/contract/audit.ts';
import type { Db } from '../../platform/db/database.ts';
import type { EventRow, TicketRow } from '../../tables/ticket.ts';
import { eventHash, factsHash, textHash } from '../../tickets/ledger.ts';
import { differences, rebuild } from '../../tickets/record.ts';
import type { Breaks } from './breaks.ts';
import { type RawEvent, readStoredReports, type StoredReport } from './stored-reports.ts';

export interface Counted {
  tickets: number;
  events: number;
  texts: number;
  erased: number;
}

/** `rows`: also put each row together again from its events. */
export async function walkTickets(db: Db, breaks: Breaks, { rows }: { rows: boolean }): Promise<Counted> {
  const counted: Counted = { tickets: 0, events: 0, texts: 0, erased: 0 };
  for await (const report of readStoredReports(db)) {
    counted.tickets++;
    counted.events += report.events.length;
    const events = verifyChain(report, breaks);
    if (!events) continue;
    const contents = verifyContents(report, events, breaks);
    verifyFacts(report, events, breaks);
    counted.texts += contents.texts;
    counted.erased += contents.erased;
    if (rows) verifyRow(report, events, breaks);
  }
  return counted;
}

/** Answers the events where their chain holds; null after the first break, for nothing behind it can be told. */
function verifyChain({ row, events: raw }: StoredReport, breaks: Breaks): EventRow[] | null {
  const events: EventRow[] = [];
  const { number } = row;
  let head = { version: 0, seq: 0, hash: '' };
  for (const [index, one] of raw.entries()) {
    const { version, seq } = one;
    if (version !== head.version + 1) {
      breaks.add({ kind: 'event_deleted', number, version: head.version + 1, seq }, [head.seq, seq]);
      return null;
    }
    const parsed = eventOf(one);
    if (seq <= head.seq || !parsed || hashOf(head.hash, number, parsed) !== one.hash) {
      const next = raw[index + 1];
      const isReordered = seq <= head.seq || (next !== undefined && (next.seq < seq || next.at < one.at));
      breaks.add({ kind: isReordered ? 'event_reordered' : 'event_altered', number, version, seq });
      return null;
    }
    events.push(parsed);
    head = one;
  }
  if (row.version > head.version) {
    breaks.add({ kind: 'event_deleted', number, version: head.version + 1 }, [head.seq, Number.MAX_VALUE]);
    return null;
  }
  if (row.version !== head.version || row.headHash !== head.hash) {
    breaks.add({ kind: 'head_altered', number, version: row.version });
  }
  return events;
}

function hashOf(previous: string, number: string, row: EventRow): string {
  const { seq: _seq, ticketId: _ticketId, hash: _hash, ...plain } = row;
  return eventHash(previous, number, plain);
}

/** Null where the data is no JSON any more. */
function eventOf(raw: RawEvent): EventRow | null {
  const data = parse(raw.data);
  return typeof data === 'object' && data !== null ? { ...raw, data } : null;
}

function verifyContents(
  { row: { number }, texts, photos }: StoredReport,
  events: readonly EventRow[],
  breaks: Breaks,
): { texts: number; erased: number } {
  const erased = new Set(
    events.flatMap(({ data }) => [...(data.erased?.texts ?? []), ...(data.erased?.photos ?? [])]),
  );
  const kept = new Map(texts.map((text) => [text.id, text]));
  const shown = new Map(photos.map((photo) => [photo.id, photo]));
  let gone = 0;
  const note = (found: Found, where: Omit<Break, 'kind'>): void => {
    if (found === 'gone') gone++;
    else if (found !== null) breaks.add({ kind: found, ...where });
  };
  for (const { version, seq, at, data } of events) {
    for (const [what, { id, hash }] of Object.entries(data.texts ?? {})) {
      const text = kept.get(id);
      kept.delete(id);
      const isSame = text?.kind === what && text.at === at && textHash(text.salt, text.body) === hash;
      note(textFound(text, isSame, erased.has(id)), { number, version, seq, what });
    }
    for (const { id, kind, sha256 } of data.photos ?? []) {
      const photo = shown.get(id);
      shown.delete(id);
      const isSame = photo?.kind === kind && photo.sha256 === sha256;
      note(photoFound(photo, isSame, erased.has(id)), { number, version, seq, what: kind });
    }
  }
  for (const { kind } of kept.values()) breaks.add({ kind: 'text_added', number, what: kind });
  for (const { kind } of shown.values()) breaks.add({ kind: 'photo_added', number, what: kind });
  return { texts: texts.length, erased: gone };
}

/** What was read from each photo: hashed when it came, and again when it was read later. */
function verifyFacts(
  { row: { number }, photos }: StoredReport,
  events: readonly EventRow[],
  breaks: Breaks,
): void {
  const hashes = new Map<string, { hash: string; version: number; seq: number }>();
  for (const { version, seq, data } of events) {
    const came = (data.photos ?? []).flatMap(({ id, facts }) => (facts === undefined ? [] : [[id, facts]]));
    for (const [id = '', hash = ''] of [...came, ...Object.entries(data.photoFacts ?? {})]) {
      hashes.set(id, { hash, version, seq });
    }
  }
  for (const photo of photos) {
    const known = hashes.get(photo.id);
    if (!known || photo.erasedAt !== null || photo.isUnread || isAsRead(photo, known.hash)) continue;
    const { version, seq } = known;
    breaks.add({ kind: 'facts_altered', number, version, seq, what: photo.kind });
  }
}

function isAsRead({ facts, factsSalt }: StoredReport['photos'][number], hash: string): boolean {
  const parsed = parse(facts);
  return parsed !== null && factsSalt !== null && factsHash(factsSalt, parsed) === hash;
}

/** What is wrong with it; `gone` where it was erased as the log says, null where it is as it was. */
type Found = Break['kind'] | 'gone' | null;

function textFound(
  text: StoredReport['texts'][number] | undefined,
  isSame: boolean,
  isErased: boolean,
): Found {
  if (!text) return isErased ? 'gone' : 'text_deleted';
  if (!isSame) return 'text_altered';
  return isErased ? 'not_erased' : null;
}

/** Of an erased photo its row stays. */
function photoFound(
  photo: StoredReport['photos'][number] | undefined,
  isSame: boolean,
  isErased: boolean,
): Found {
  if (!photo) return 'photo_deleted';
  if (!isSame) return 'photo_altered';
  if (isErased) return photo.erasedAt === null ? 'not_erased' : 'gone';
  return photo.erasedAt === null ? null : 'photo_deleted';
}

function verifyRow({ row, texts, heldBy }: StoredReport, events: readonly EventRow[], breaks: Breaks): void {
  const bodies = new Map(texts.map(({ id, body }) => [id, body]));
  const rebuilt = rebuild(row.number, events, (id) => bodies.get(id));
  const stored = {
    ...row,
    clocks: parse(row.clocks) ?? [],
    verdict: row.verdict === null ? null : parse(row.verdict),
  } as TicketRow;
  const wrong: string[] = rebuilt ? differences(stored, rebuilt) : ['version'];
  const left = events.flatMap(({ unitFrom, unitTo }) =>
    unitFrom !== null && unitFrom !== unitTo ? [unitFrom] : [],
  );
  if ([...new Set(left)].sort().join() !== heldBy.toSorted().join()) wrong.push('heldBy');
  if (wrong.length > 0) breaks.add({ kind: 'row_altered', number: row.number, what: wrong.join(', ') });
}

function parse(json: string): object | null {
  try {
    return JSON.parse(json) as object | null;
  } catch {
    return null;
  }
}
