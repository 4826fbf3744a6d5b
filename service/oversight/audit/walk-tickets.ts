/** Every report by itself: its chain of events, the texts and photos they know, and the row they leave. */
import type { Db } from '../../platform/db/database.ts';
import type { EventRow, TicketRow } from '../../tables/ticket.ts';
import { eventHash, textHash } from '../../tickets/ledger.ts';
import { differences, rebuild } from '../../tickets/record.ts';
import { type Books, type RawEvent, readBooks } from './books.ts';
import type { Breaks } from './breaks.ts';

export interface Counted {
  tickets: number;
  events: number;
  texts: number;
  erased: number;
}

/** `rows`: also put each row together again from its events. */
export async function walkTickets(db: Db, breaks: Breaks, { rows }: { rows: boolean }): Promise<Counted> {
  const counted: Counted = { tickets: 0, events: 0, texts: 0, erased: 0 };
  for await (const books of readBooks(db)) {
    counted.tickets++;
    counted.events += books.events.length;
    const events = verifyChain(books, breaks);
    if (!events) continue;
    const contents = verifyContents(books, events, breaks);
    counted.texts += contents.texts;
    counted.erased += contents.erased;
    if (rows) verifyRow(books, events, breaks);
  }
  return counted;
}

/** Answers the events where their chain holds; null after the first break, for nothing behind it can be told. */
function verifyChain({ row, events: raw }: Books, breaks: Breaks): EventRow[] | null {
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
  { row: { number }, texts, photos }: Books,
  events: readonly EventRow[],
  breaks: Breaks,
): { texts: number; erased: number } {
  const erased = new Set(
    events.flatMap(({ data }) => [...(data.erased?.texts ?? []), ...(data.erased?.photos ?? [])]),
  );
  const kept = new Map(texts.map((text) => [text.id, text]));
  const shown = new Map(photos.map((photo) => [photo.id, photo]));
  let gone = 0;
  for (const { version, seq, at, data } of events) {
    for (const [what, { id, hash }] of Object.entries(data.texts ?? {})) {
      const text = kept.get(id);
      kept.delete(id);
      const where = { number, version, seq, what };
      if (!text && erased.has(id)) gone++;
      else if (!text) breaks.add({ kind: 'text_deleted', ...where });
      else if (text.kind !== what || text.at !== at || textHash(text.salt, text.body) !== hash) {
        breaks.add({ kind: 'text_altered', ...where });
      } else if (erased.has(id)) breaks.add({ kind: 'not_erased', ...where });
    }
    for (const { id, kind, sha256 } of data.photos ?? []) {
      const photo = shown.get(id);
      shown.delete(id);
      const where = { number, version, seq, what: kind };
      if (!photo) breaks.add({ kind: 'photo_deleted', ...where });
      else if (photo.kind !== kind || photo.sha256 !== sha256)
        breaks.add({ kind: 'photo_altered', ...where });
      else if (erased.has(id) && photo.erasedAt === null) breaks.add({ kind: 'not_erased', ...where });
      else if (erased.has(id)) gone++;
      else if (photo.erasedAt !== null) breaks.add({ kind: 'photo_deleted', ...where });
    }
  }
  for (const { kind } of kept.values()) breaks.add({ kind: 'text_added', number, what: kind });
  for (const { kind } of shown.values()) breaks.add({ kind: 'photo_added', number, what: kind });
  return { texts: texts.length, erased: gone };
}

function verifyRow({ row, texts, heldBy }: Books, events: readonly EventRow[], breaks: Breaks): void {
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
