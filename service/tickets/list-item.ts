/**
 * Reports as lists show them. SQLite writes each as JSON out of what its row keeps; here only what the reader's rights
 * take away and the names of offices are laid on, so that no row is read into objects to be written out again.
 */
import { type SQL, sql } from 'drizzle-orm';
import { alias, type SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Actor } from '#shared/contract/session.ts';
import type { ListItem } from '#shared/contract/ticket.ts';
import { zoneOffset, zoneSuffix } from '#shared/time/zone.ts';
import type { UnitDirectory } from '../people/units/directory.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db/database.ts';
import { user } from '../tables/account.ts';
import { claim, ticket } from '../tables/ticket.ts';
import { maySeePrivatePhotos } from './photos/show-photos.ts';
import { knowsProposals } from './read.ts';
import { standingsOf } from './standing.ts';

export interface ListItems {
  /** JSON of an array: these reports in this order, all of which the actor may see. */
  of(ids: readonly number[], actor: Actor): Promise<string>;
}

type Row = [
  unit: string | null,
  kelurahan: string | null,
  filedBy: string,
  fieldAskedAt: number | null,
  item: string,
];

const holder = alias(user, 'holder');
const validator = alias(user, 'validator');

/** `,"name":` and what follows it; nothing at all where that is NULL. */
const optional = (name: string, json: SQL) => sql`coalesce(${sql.raw(`',"${name}":'`)} || ${json}, '')`;
const always = (name: string, json: SQL) => sql`${sql.raw(`',"${name}":'`)} || ${json}`;
const quoted = (column: SQLiteColumn) => sql`json_quote(${column})`;
/** `toTimestamp`, in SQL. */
const instant = (column: SQLiteColumn) =>
  sql`strftime(${sql.raw(`'"%Y-%m-%dT%H:%M:%f${zoneSuffix()}"'`)}, ${column} / 1000.0 + ${sql.raw(String(zoneOffset() / 1_000))}, 'unixepoch')`;
/** SQLite writes 15 digits; the few numbers that need more are written out. */
const real = (column: SQLiteColumn) =>
  sql`iif(cast('' || ${column} as real) is ${column}, '' || ${column}, printf('%!.17g', ${column}))`;
/** NULL where nobody was joined: quoted, that would be a word. */
const thereBy = (id: SQLiteColumn) => sql`iif(${id} is null, null, '')`;
const isMe = (column: SQLiteColumn) => sql`iif(${column} = ${sql.placeholder('me')}, 'true', 'false')`;

/** Everything but the offices, as the inside of a JSON object; by the city's clock, which is set once a program. */
const itemJson = () =>
  sql
    .join(
      [
        sql`'"number":' || ${quoted(ticket.number)}`,
        always('version', sql`${ticket.version}`),
        always('status', quoted(ticket.status)),
        optional('mergedInto', sql`'"' || ${ticket.mergedInto} || '"'`),
        always('category', quoted(ticket.category)),
        always('channel', quoted(ticket.channel)),
        always('private', sql`iif(${ticket.private}, 'true', 'false')`),
        always('receivedAt', instant(ticket.receivedAt)),
        always('nextDueAt', sql`coalesce(${instant(ticket.nextDueAt)}, 'null')`),
        optional('dueClock', sql`'"' || ${ticket.nextClock} || '"'`),
        optional('heldUntil', instant(ticket.heldUntil)),
        optional(
          'fieldAsked',
          sql`iif(${ticket.fieldAnsweredAt} is null and ${ticket.desk} = 'validator', ${instant(ticket.fieldAskedAt)}, null)`,
        ),
        always('verdict', sql`coalesce(${ticket.verdictBrief}, 'null')`),
        optional('repeatOf', sql`'"' || ${ticket.repeatOf} || '"'`),
        optional(
          'point',
          sql`'{"lat":' || ${real(ticket.lat)} || ',"lon":' || ${real(ticket.lon)} || ${optional('accuracyM', real(ticket.accuracyM))} || '}'`,
        ),
        always('description', quoted(ticket.headline)),
        always(
          'photos',
          sql`(${ticket.photos} - iif(${ticket.private} and not ${sql.placeholder('privatePhotos')}, ${ticket.reportPhotos}, 0))`,
        ),
        optional(
          'claim',
          sql`${thereBy(holder.id)} || '{"by":' || ${quoted(holder.name)} || ',"until":' || ${instant(claim.until)} || ',"mine":' || ${isMe(claim.officer)} || '}'`,
        ),
        optional(
          'proposed',
          sql`${thereBy(validator.id)} || '{"username":' || json_quote(coalesce(${validator.username}, '')) || ',"name":' || ${quoted(validator.name)} || ',"mine":' || ${isMe(validator.id)} || '}'`,
        ),
      ],
      sql` || `,
    )
    .mapWith(String);

export function openListItems(db: Db, units: UnitDirectory, clock: Clock): ListItems {
  const wanted = db
    .select({
      unit: ticket.unit,
      kelurahan: ticket.kelurahan,
      filedBy: ticket.filedBy,
      fieldAskedAt: ticket.fieldAskedAt,
      item: itemJson(),
    })
    // In the order of the ids: the cross join keeps SQLite to it.
    .from(sql`json_each(${sql.placeholder('ids')}) as "wanted"`)
    .crossJoin(ticket)
    .leftJoin(claim, sql`${claim.ticketId} = ${ticket.id} and ${claim.until} > ${sql.placeholder('now')}`)
    .leftJoin(holder, sql`${holder.id} = ${claim.officer}`)
    .leftJoin(
      validator,
      sql`${validator.id} = ${ticket.proposedValidator} and ${sql.placeholder('proposals')}`,
    )
    .where(sql`${ticket.id} = "wanted"."value"`)
    .prepare();

  return {
    async of(ids, actor) {
      if (ids.length === 0) return '[]';
      const rows = (await wanted.values({
        ids: JSON.stringify(ids),
        now: clock.now(),
        me: actor.id,
        proposals: knowsProposals(actor) ? 1 : 0,
        privatePhotos: maySeePrivatePhotos(actor) ? 1 : 0,
      })) as Row[];
      return `[${rows.map((row) => itemOf(row, actor, units)).join()}]`;
    },
  };
}

/** How a reader stands to a report that they may see in no way but that they had it once: its status is theirs to read. */
function itemOf(
  [unit, kelurahan, filedBy, fieldAskedAt, item]: Row,
  actor: Actor,
  units: UnitDirectory,
): string {
  const office = unit === null ? 'null' : units.json(unit);
  const place = kelurahan === null ? '' : `,"kelurahan":${units.json(kelurahan)}`;
  const whole = `{${item},"unit":${office}${place}}`;
  const standings = standingsOf(actor, { unit, kelurahan, filedBy, fieldAskedAt }, [], units);
  return standings.length > 0 ? whole : JSON.stringify(statusOf(JSON.parse(whole) as ListItem));
}

function statusOf({
  point: _point,
  claim: _claim,
  fieldAsked: _fieldAsked,
  proposed: _proposed,
  ...item
}: ListItem): ListItem {
  return { ...item, description: '', photos: 0, verdict: null };
}
