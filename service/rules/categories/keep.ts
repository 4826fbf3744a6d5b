/** Adding and changing categories. A name stays, for reports are kept under it: what is no longer used is ended. */
import { eq } from 'drizzle-orm';
import type { CategoryInput, CategoryItem, NewCategory } from '#shared/contract/reference.ts';
import { completionLimit } from '#shared/rules/clocks.ts';
import { standoffOf } from '#shared/rules/evidence.ts';
import { categoryCode } from '#shared/ticket/category.ts';
import type { People } from '../../people/people.ts';
import { HttpProblem, invalid } from '../../platform/http/problem.ts';
import type { Platform } from '../../platform/platform.ts';
import { type CategoryRow, category } from '../../tables/rules.ts';
import type { Policies } from '../policy/policy.ts';
import type { Categories } from './register.ts';

export type CategoryDeps = Pick<Platform, 'config' | 'db' | 'clock'> &
  Pick<People, 'units' | 'accounts'> & { categories: Categories; policy: Policies };

type Needs = Pick<CategoryDeps, 'db' | 'clock' | 'units' | 'categories'>;

/** Throws 422 for a name that leads to a category already, and for an office that is none. */
export async function addCategory(
  services: Needs,
  { name, ...input }: NewCategory,
  by: string,
): Promise<CategoryRow> {
  const { db, clock, categories } = services;
  const code = categoryCode(name);
  if (code === '') throw invalid('name', 'format', 'rules.refused.category_without_letters');
  requireFree(categories, [name], 'name', code);
  const row = { code, name, ...checked(services, input, code), setBy: by, setAt: clock.now() };
  const added = await db
    .insert(category)
    .values(row)
    .onConflictDoNothing()
    .returning({ code: category.code });
  if (added.length === 0) throw taken('name', name, categories.get(code)?.name ?? name);
  await categories.reload();
  return row;
}

/** Writes it whole, but for its name. Throws 404, and 422 as {@link addCategory} does. */
export async function changeCategory(
  services: Needs,
  code: string,
  input: CategoryInput,
  by: string,
): Promise<CategoryRow> {
  const { db, clock, categories } = services;
  const row = findCategory(services, code);
  const next = { ...checked(services, input, code), setBy: by, setAt: clock.now() };
  await db.update(category).set(next).where(eq(category.code, code));
  await categories.reload();
  return { ...row, ...next };
}

/** Throws 404. */
export function findCategory({ categories }: Pick<Needs, 'categories'>, code: string): CategoryRow {
  const row = categories.get(code);
  if (!row) throw new HttpProblem('not-found');
  return row;
}

/** From now on other systems mean this one by that name. */
export function addAlias(services: Needs, row: CategoryRow, alias: string, by: string): Promise<CategoryRow> {
  const { code, aliases, office, validFrom: from, validUntil: until } = row;
  return changeCategory(services, code, { aliases: [...aliases, alias], office, from, until }, by);
}

function checked(
  { units, categories }: Needs,
  { aliases, office, from, until }: CategoryInput,
  code: string,
) {
  requireFree(categories, aliases, 'aliases', code);
  const unit = office === null ? null : units.get(office);
  if (unit === undefined || unit?.closedAt != null)
    throw invalid('office', 'unknown', 'rules.refused.unknown_office');
  return { aliases, office, validFrom: from, validUntil: until };
}

/** What two categories are called by leads to neither. Throws 422. */
function requireFree(categories: Categories, names: readonly string[], path: string, code: string): void {
  for (const name of names) {
    const other = categories.whoseName(name);
    if (other && other.code !== code) throw taken(path, name, other.name);
  }
}

function taken(path: string, name: string, other: string): HttpProblem {
  return invalid(path, 'taken', { key: 'rules.refused.name_is_anothers', values: { name, other } });
}

/** As the contract has it, with the limits of its own that the policy in force holds. */
export function shownCategory(
  { units, policy }: Pick<CategoryDeps, 'units' | 'policy'>,
  { code, name, aliases, office, validFrom, validUntil }: CategoryRow,
): CategoryItem {
  const { clocks } = policy.current();
  const { limit, own } = completionLimit(clocks, name);
  const evidence = policy.evidence();
  const standoffM = standoffOf(evidence, name);
  return {
    code,
    name,
    aliases,
    office: office === null ? null : units.named(office),
    from: validFrom,
    until: validUntil,
    limit: { ...limit, own },
    standoff: { metres: standoffM, own: standoffM !== evidence.location.standoffM },
  };
}
