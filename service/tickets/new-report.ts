/** What every new report begins with, whether it is filed here or comes from another system. */
import { sql } from 'drizzle-orm';
import type { Db } from '../platform/db/database.ts';
import { recipe } from '../platform/db/recipe.ts';
import { type TicketRow, ticketText } from '../tables/ticket.ts';
import type { Draft } from './ledger.ts';

/** What is known of a report before its first event; all else follows from events. */
export type Beginning = Pick<
  TicketRow,
  | 'number'
  | 'externalNumber'
  | 'category'
  | 'channel'
  | 'private'
  | 'kelurahan'
  | 'reportedAt'
  | 'receivedAt'
  | 'filedBy'
  | 'trackingSalt'
  | 'reporterKey'
  | 'repeatOf'
  | 'probableDuplicate'
>;

/** In one piece: a copy of so many columns costs more than all that is decided of it. */
export function draftOf(known: Beginning): Draft {
  return {
    number: known.number,
    externalNumber: known.externalNumber,
    version: 0,
    status: null,
    mergedInto: null,
    heldUntil: null,
    unit: null,
    category: known.category,
    channel: known.channel,
    private: known.private,
    repeatOf: known.repeatOf,
    sentBy: null,
    lat: null,
    lon: null,
    accuracyM: null,
    kelurahan: known.kelurahan,
    reportedAt: known.reportedAt,
    receivedAt: known.receivedAt,
    closedAt: null,
    steppedAt: 0,
    reporterKey: known.reporterKey,
    probableDuplicate: known.probableDuplicate,
    fieldAskedAt: null,
    fieldAnsweredAt: null,
    followUps: 0,
    clocks: [],
    nextDueAt: null,
    nextClock: null,
    sameDayDueAt: null,
    desk: null,
    verdict: null,
    verdictBrief: null,
    headline: '',
    photos: 0,
    reportPhotos: 0,
    proposedValidator: null,
    filedBy: known.filedBy,
    trackingSalt: known.trackingSalt,
    headHash: '',
  };
}

/**
 * Statement that lets nobody find the words of this description any more. By the text itself, while it is still there:
 * without it the index cannot find its words to take them out.
 */
export function unsearchable(db: Db, textId: string) {
  return db.run(
    sql`insert into ticket_search (ticket_search, rowid, description)
        select 'delete', ${ticketText.ticketId}, ${ticketText.body} from ${ticketText} where ${ticketText.id} = ${textId}`,
  );
}

/** Statement that lets its words be found; belongs into the batch, behind the report's row. */
export function searchable(db: Db, number: string, description: string) {
  return insertWords(db, { number, description });
}

const insertWords = recipe<{ number: string; description: string }>((db) => {
  const [number, description] = [sql.placeholder('number'), sql.placeholder('description')];
  return db.run(
    sql`insert into ticket_search (rowid, description)
        values ((select id from ticket where number = ${number}), ${description})`,
  );
});
