/**
 * What the adapter keeps on a libSQL server beside the schema: a server knows no temporary table, no `application_id`,
 * and does not say whether a batch whose answer was lost was done. No migrations: an embedded database has none of them.
 */

/** One row for each process: the number of its newest batch. */
const WRITERS = 'tuntas_writer';
/** What of the vouched tables was touched by the batch under way; empty between two. */
export const TOUCHED = 'tuntas_touched';
/** What kind of database this is. */
const MARK = 'tuntas_mark';

export const SERVER_TABLES = [WRITERS, TOUCHED, MARK];

export const CREATE_SERVER_TABLES = [
  `create table if not exists ${WRITERS} (id text primary key, n integer not null, at integer not null) strict`,
  `create table if not exists ${TOUCHED} (name text not null, key text not null, was text, primary key (name, key)) strict, without rowid`,
  `create table if not exists ${MARK} (one integer primary key check (one = 1), id integer not null) strict`,
  // Of processes that ended more than a day ago: nothing of theirs is under way any more.
  `delete from ${WRITERS} where at < unixepoch() - 86400`,
];

/**
 * Statements that fail where they find a row are how a batch is kept from going on: a step knows of those before it only
 * whether they failed.
 */
const FAIL = `json('not so')`;
/** How the server says that. */
export const IS_FOUND = /malformed JSON/;

/** Fails where this batch, or a later one of the same process, was done already. */
export const UNLESS_DONE = `select ${FAIL} from ${WRITERS} where id = ? and n >= ?`;

export const SET_DONE = `insert into ${WRITERS} (id, n, at) values (?, ?, unixepoch())
  on conflict (id) do update set n = excluded.n, at = excluded.at`;

export const READ_DONE = `select n from ${WRITERS} where id = ?`;

/** Fails where something vouched was touched. */
export const UNLESS_TOUCHED = `select ${FAIL} from ${TOUCHED} limit 1`;

export const CLEAR_TOUCHED = `delete from ${TOUCHED}`;

/** Fails where what `look` answers, one text, is another one than the parameter. */
export const unlessSame = (look: string): string => `select ${FAIL} where (${look}) is not ?`;

/** Fails where a row refers to none. */
export const UNLESS_BROKEN = `select ${FAIL} from pragma_foreign_key_check limit 1`;

export const SET_MARK = `insert into ${MARK} (one, id) values (1, ?) on conflict (one) do update set id = excluded.id`;

/** The file's own mark stands in where it was put on the server as it was. */
export const READ_MARK = `select coalesce((select id from ${MARK}), (select application_id from pragma_application_id))`;
