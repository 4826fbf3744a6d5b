/** Duty rosters as they are kept: written whole, every version for ever, the newest one ready to be asked. */
import { and, desc, eq, gt, inArray, lt } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import { z } from 'zod';
import type { DutyHistory, DutyInput, DutyRoster, OfficerName, OwnDuty } from '#shared/contract/roster.ts';
import { type Actor, grantsOf } from '#shared/contract/session.ts';
import { dutyAt } from '#shared/people/roster-period.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import { isUniqueViolation } from '../../platform/db/database.ts';
import { fromCursor, pageOf } from '../../platform/http/cursor.ts';
import { HttpProblem, invalid } from '../../platform/http/problem.ts';
import { officerGrant, user } from '../../tables/account.ts';
import {
  type DutyVersionRow,
  dutyPeriod,
  dutyVersion,
  type PlannedDuty,
  type RosterName,
} from '../../tables/duty.ts';
import { officerNames } from '../accounts/look-up.ts';
import type { PeopleDeps } from '../deps.ts';

type RosterStore = Pick<PeopleDeps, 'db' | 'clock'>;

/** `unit`: the code of an office; null for the validators. */
export function rosterName(unit: string | null): RosterName {
  return unit === null ? 'validators' : `unit/${unit}`;
}

const DEFAULT_LIMIT = 20;
const Place = z.tuple([z.number()]);

export async function readRoster({ db }: Pick<RosterStore, 'db'>, roster: RosterName): Promise<DutyRoster> {
  const [newest] = await toRosters(db, await newestVersion(db, roster));
  return newest ?? { version: 0, setAt: null, setBy: null, periods: [] };
}

export async function rosterHistory(
  { db }: Pick<RosterStore, 'db'>,
  roster: RosterName,
  query: { cursor?: string | undefined; limit?: number | undefined },
): Promise<DutyHistory> {
  const limit = query.limit ?? DEFAULT_LIMIT;
  const before = query.cursor === undefined ? null : fromCursor(query.cursor, Place);
  const rows = await db
    .select()
    .from(dutyVersion)
    .where(
      and(eq(dutyVersion.roster, roster), before === null ? undefined : lt(dutyVersion.version, before[0])),
    )
    .orderBy(desc(dutyVersion.version))
    .limit(limit + 1);
  const { page, next } = pageOf(rows, limit, ({ version }) => [version]);
  return { items: await toRosters(db, page), next };
}

/**
 * Writes the version after `before`. Throws 422 for an officer who cannot have this duty, and 412 when somebody
 * else wrote first.
 */
export async function writeRoster(
  services: RosterStore,
  { roster, input, before, by }: { roster: RosterName; input: DutyInput; before: number; by: string },
): Promise<DutyRoster> {
  const { db, clock } = services;
  const now = clock.now();
  const periods = await planned(services, roster, input);
  try {
    await db.batch(newVersion(db, { roster, version: before + 1, periods, setAt: now, setBy: by }));
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new HttpProblem('stale-version', { version: (await readRoster(services, roster)).version });
  }
  return readRoster(services, roster);
}

/**
 * For a batch: whoever leaves has no duty from now on. Each roster they are planned in gets a version without them;
 * where somebody else writes one meanwhile, the batch breaks.
 */
export async function leaveRosters(
  { db, clock }: RosterStore,
  officer: string,
  by: string,
): Promise<BatchItem<'sqlite'>[]> {
  const now = clock.now();
  const own = await db
    .selectDistinct({ roster: dutyPeriod.roster })
    .from(dutyPeriod)
    .where(and(eq(dutyPeriod.officer, officer), gt(dutyPeriod.until, now)));
  const statements: BatchItem<'sqlite'>[] = [];
  for (const { roster } of own) {
    const [newest] = await newestVersion(db, roster);
    if (!newest) continue;
    const periods = newest.periods.flatMap((period) => {
      if (period.officer !== officer || period.until <= now) return period;
      return period.from < now ? { ...period, until: now } : [];
    });
    const version = newest.version + 1;
    statements.push(...newVersion(db, { roster, version, periods, setAt: now, setBy: by }));
  }
  return statements;
}

function newVersion(
  db: RosterStore['db'],
  version: Omit<DutyVersionRow, 'id'>,
): [BatchItem<'sqlite'>, ...BatchItem<'sqlite'>[]] {
  const { roster, periods } = version;
  const rows = periods.map((period) => ({ roster, ...period }));
  return [
    db.insert(dutyVersion).values(version),
    db.delete(dutyPeriod).where(eq(dutyPeriod.roster, roster)),
    ...(rows.length === 0 ? [] : [db.insert(dutyPeriod).values(rows)]),
  ];
}

function newestVersion(db: RosterStore['db'], roster: RosterName): Promise<DutyVersionRow[]> {
  return db
    .select()
    .from(dutyVersion)
    .where(eq(dutyVersion.roster, roster))
    .orderBy(desc(dutyVersion.version))
    .limit(1);
}

/** An officer's own duty at the service's time, by what they are now: whoever lost a role has no duty in it. */
export async function ownRoster({ db, clock }: RosterStore, actor: Actor): Promise<OwnDuty> {
  const now = clock.now();
  const own = grantsOf(actor).flatMap(({ role, unit }) => {
    if (role === 'validator') return [rosterName(null)];
    return role === 'unit_admin' && unit ? [rosterName(unit.code)] : [];
  });
  if (own.length === 0) return { onDuty: false, until: null, next: null };
  const periods = await db
    .select({ from: dutyPeriod.from, until: dutyPeriod.until })
    .from(dutyPeriod)
    .where(and(eq(dutyPeriod.officer, actor.id), gt(dutyPeriod.until, now), inArray(dutyPeriod.roster, own)));
  const { onDuty, until, next } = dutyAt(periods, now);
  return {
    onDuty,
    until: until === null ? null : toTimestamp(until),
    next: next === null ? null : toTimestamp(next),
  };
}

/** The periods by account, in order of their beginning. */
async function planned(
  { db, clock }: RosterStore,
  roster: RosterName,
  input: DutyInput,
): Promise<PlannedDuty[]> {
  const now = clock.now();
  const names = [...new Set(input.periods.map(({ officer }) => officer))];
  if (names.length === 0) return [];
  const accounts = await db
    .select({ id: user.id, username: user.username, disabledAt: user.disabledAt })
    .from(user)
    .where(inArray(user.username, names));
  const fit = new Set(
    (await db.select({ officer: officerGrant.officer }).from(officerGrant).where(grantFor(roster))).map(
      ({ officer }) => officer,
    ),
  );
  const known = new Map(accounts.map((account) => [account.username, account]));
  return input.periods
    .map(({ officer, from, until }, index) => {
      const account = known.get(officer);
      const period = { from: Date.parse(from), until: Date.parse(until) };
      // What is over may name somebody who has left since.
      const isFit = account && account.disabledAt === null && fit.has(account.id);
      if (!account || (period.until > now && !isFit)) throw unfit(index, officer, roster);
      return { officer: account.id, ...period };
    })
    .toSorted((a, b) => a.from - b.from);
}

function grantFor(roster: RosterName) {
  if (roster === 'validators') return eq(officerGrant.role, 'validator');
  return and(eq(officerGrant.role, 'unit_admin'), eq(officerGrant.unit, roster.slice('unit/'.length)));
}

function unfit(index: number, username: string, roster: RosterName): HttpProblem {
  const what =
    roster === 'validators' ? 'people.refused.active_validator' : 'people.refused.active_admin_unit';
  return invalid(`periods.${index}.officer`, 'unknown', {
    key: 'people.refused.not_of_roster',
    values: { username, what: { say: what } },
  });
}

async function toRosters(db: RosterStore['db'], rows: readonly DutyVersionRow[]): Promise<DutyRoster[]> {
  const ids = rows.flatMap(({ periods, setBy }) => [setBy, ...periods.map(({ officer }) => officer)]);
  const byId = await officerNames(db, ids);
  const named = (id: string): OfficerName => byId.get(id) ?? { username: '', name: '' };
  return rows.map(({ version, periods, setAt, setBy }) => ({
    version,
    setAt: toTimestamp(setAt),
    setBy: named(setBy),
    periods: periods.map(({ officer, from, until }) => ({
      officer: named(officer),
      from: toTimestamp(from),
      until: toTimestamp(until),
    })),
  }));
}
