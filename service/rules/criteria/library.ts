/** Reading and writing criteria: what holds on a day, every version there was, and a new version for each change. */
import { and, asc, desc, eq, gt, isNull, or, type Placeholder, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type {
  CriteriaPage,
  CriteriaQuery,
  Criterion,
  CriterionInput,
  CriterionWithHistory,
} from '#shared/contract/criteria.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import type { People } from '../../people/people.ts';
import { isUniqueViolation } from '../../platform/db/database.ts';
import { onceOf } from '../../platform/db/recipe.ts';
import { fromCursor, toCursor } from '../../platform/http/cursor.ts';
import { HttpProblem, invalid } from '../../platform/http/problem.ts';
import type { Platform } from '../../platform/platform.ts';
import { toMatch } from '../../tables/full-text.ts';
import { type CriterionRow, criterionVersion } from '../../tables/rules.ts';
import type { TicketRow } from '../../tables/ticket.ts';
import type { Categories } from '../categories/register.ts';

export type CriteriaDeps = Pick<Platform, 'config' | 'db' | 'clock'> &
  Pick<People, 'accounts'> & { categories: Categories };

const DEFAULT_LIMIT = 100;
const Place = z.tuple([z.number()]);

type Deps = Pick<CriteriaDeps, 'db' | 'clock' | 'categories'>;

/**
 * Of each criterion the newest version that had begun on `day`, unless that one has ended: a change takes the
 * place of what was before it, from its first day on.
 */
function inForce(day: string | Placeholder): SQL | undefined {
  return and(
    sql`${criterionVersion.version} = (select max(other.version) from criterion_version other
      where other.criterion = ${criterionVersion.criterion} and other.valid_from <= ${day})`,
    or(isNull(criterionVersion.validUntil), gt(criterionVersion.validUntil, day)),
  );
}

function forCategory(category: string | Placeholder): SQL | undefined {
  return or(isNull(criterionVersion.category), eq(criterionVersion.category, category));
}

export async function findCriteria(
  { db, clock, categories }: Deps,
  query: CriteriaQuery,
): Promise<CriteriaPage> {
  const limit = query.limit ?? DEFAULT_LIMIT;
  const [from] = query.cursor === undefined ? [0] : fromCursor(query.cursor, Place);
  const match = query.text === undefined ? null : toMatch(query.text);
  if (query.text !== undefined && match === null) return { items: [], next: null };
  const rows = await db
    .select()
    .from(criterionVersion)
    .where(
      and(
        inForce(dayOf(query.at === undefined ? clock.now() : Date.parse(query.at))),
        query.category === undefined
          ? undefined
          : forCategory(categories.find(query.category)?.name ?? query.category),
        query.reason &&
          sql`exists (select 1 from json_each(${criterionVersion.reasonCodes}) where value = ${query.reason})`,
        match === null
          ? undefined
          : sql`${criterionVersion.id} in (select rowid from criterion_search where criterion_search match ${match})`,
        gt(criterionVersion.criterion, from),
      ),
    )
    .orderBy(asc(criterionVersion.criterion))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(toCriterion),
    next: rows.length > limit && last ? toCursor([last.criterion]) : null,
  };
}

/** Asked with each decision. */
const idsInForce = onceOf((db) =>
  db
    .select({ id: criterionVersion.id })
    .from(criterionVersion)
    .where(and(inForce(sql.placeholder('day')), forCategory(sql.placeholder('category'))))
    .orderBy(asc(criterionVersion.id))
    .prepare(),
);

/** Ids of the versions that hold for a category at `at` (ms UTC). */
async function criteriaInForce({ db }: Pick<Deps, 'db'>, category: string, at: number): Promise<number[]> {
  return (await idsInForce(db).all({ day: dayOf(at), category })).map(({ id }) => id);
}

/**
 * What a decision puts on record: the criteria that held for its category, and those the officer named. Throws 422 for
 * a version that does not hold for this report now.
 */
export async function reliedOn(
  services: Pick<Deps, 'db'>,
  ticket: Pick<TicketRow, 'category'>,
  named: readonly number[] | undefined,
  now: number,
): Promise<{ criteriaInForce: number[]; criteria?: number[] }> {
  const held = await criteriaInForce(services, ticket.category, now);
  const foreign = named?.find((id) => !held.includes(id));
  if (foreign !== undefined) {
    throw invalid('criteria', 'not-in-force', {
      key: 'rules.refused.version_criteria_does_not',
      values: { foreign },
    });
  }
  return { criteriaInForce: held, ...(named === undefined ? {} : { criteria: [...named] }) };
}

/** `id` as an address has it. Throws 404. */
export async function findCriterion(deps: Pick<Deps, 'db'>, id: string): Promise<CriterionWithHistory> {
  const found = /^[1-9]\d{0,9}$/.test(id) ? await criterionWithHistory(deps, Number(id)) : null;
  if (!found) throw new HttpProblem('not-found');
  return found;
}

/** Null when there is no such criterion. */
async function criterionWithHistory(
  { db }: Pick<Deps, 'db'>,
  id: number,
): Promise<CriterionWithHistory | null> {
  const rows = await db
    .select()
    .from(criterionVersion)
    .where(eq(criterionVersion.criterion, id))
    .orderBy(desc(criterionVersion.version));
  const history = rows.map(toCriterion);
  const [newest] = history;
  return newest ? { ...newest, history } : null;
}

/**
 * Writes version `before.version + 1` of a criterion, or the first of a new one (`before` null). Throws 422, and
 * 412 when somebody else was first.
 */
export async function writeCriterion(
  deps: Deps,
  input: CriterionInput,
  before: Pick<Criterion, 'id' | 'version'> | null,
  officer: string,
): Promise<CriterionWithHistory> {
  const { db, clock } = deps;
  const now = clock.now();
  const validFrom = input.validFrom ?? dayOf(now);
  if (input.validUntil !== null && input.validUntil <= validFrom) {
    throw invalid('validUntil', 'too-early', 'rules.refused.last_day_must_come');
  }
  const version = {
    ...input,
    category: input.category === null ? null : deps.categories.require(input.category).name,
    validFrom,
    version: (before?.version ?? 0) + 1,
    writtenBy: officer,
    writtenAt: now,
  };
  try {
    const id = await insertCriterion(db, version, before?.id ?? null);
    const written = await criterionWithHistory(deps, id);
    if (!written) throw new HttpProblem('internal');
    return written;
  } catch (error) {
    if (!before || !isUniqueViolation(error)) throw error;
    const newer = await criterionWithHistory(deps, before.id);
    throw new HttpProblem('stale-version', {
      ...(newer ? { version: newer.version } : {}),
      detail: 'rules.refused.criterion_changed_since_opened',
    });
  }
}

/** Version and search index in one batch. Answers the criterion's id; `criterion` null = a new one. */
export async function insertCriterion(
  db: Deps['db'],
  values: Omit<CriterionRow, 'id' | 'criterion'>,
  criterion: number | null,
): Promise<number> {
  const { title, text, citation } = values;
  const cited = [citation.regulation, citation.article, citation.meetingDate].filter(Boolean).join(' ');
  const [rows] = await db.batch([
    db
      .insert(criterionVersion)
      .values({
        ...values,
        criterion: criterion ?? sql`(select coalesce(max(criterion), 0) + 1 from criterion_version)`,
      })
      .returning({ criterion: criterionVersion.criterion }),
    db.run(sql`insert into criterion_search (rowid, title, text, cited)
      values ((select max(id) from criterion_version), ${title}, ${text}, ${cited})`),
  ]);
  const [row] = rows;
  if (!row) throw new Error('A criterion was written and is not there');
  return row.criterion;
}

function toCriterion(row: CriterionRow): Criterion {
  const { id, criterion, writtenBy: _, writtenAt, ...rest } = row;
  return { ...rest, id: criterion, versionId: id, writtenAt: toTimestamp(writtenAt) };
}

function dayOf(at: number): string {
  return toTimestamp(at).slice(0, 10);
}
