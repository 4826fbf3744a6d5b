/** What every new report begins with, whether it is filed here or comes from another system. */
import { sql } from 'drizzle-orm';
import type { Db } from '../platform/db/database.ts';
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

export function draftOf(known: Beginning): Draft {
  const empty: Omit<Draft, keyof Beginning> = {
    version: 0,
    status: null,
    mergedInto: null,
    heldUntil: null,
    unit: null,
    sentBy: null,
    lat: null,
    lon: null,
    accuracyM: null,
    followUps: 0,
    closedAt: null,
    steppedAt: 0,
    fieldAskedAt: null,
    fieldAnsweredAt: null,
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
    headHash: '',
  };
  return { ...empty, ...known };
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
  return db.run(
    sql`insert into ticket_search (rowid, description)
        values ((select id from ticket where number = ${number}), ${description})`,
  );
}
