/**
 * The criteria that a new database starts with, from the city's pack: the legal chain of its CRM and what follows from it, in
 * short words of our own. Where only the year of a regulation is known it counts from the first of January. `assumed` marks what
 * no source says; a supervisor changes all of it.
 */
import { z } from 'zod';
import type { CityPack } from '#shared/city/pack.ts';
import { CriterionInput } from '#shared/contract/criteria.ts';
import type { Db } from '../../platform/db/database.ts';
import { criterionVersion } from '../../tables/rules.ts';
import { insertCriterion } from './library.ts';

const Seeds = z.array(CriterionInput.safeExtend({ validFrom: z.iso.date() }));

/** Fills the library where it is empty. `at`: ms UTC. */
export async function seedCriteria(db: Db, at: number, { criteria }: CityPack): Promise<void> {
  const [some] = await db.select({ id: criterionVersion.id }).from(criterionVersion).limit(1);
  if (some) return;
  for (const seed of Seeds.parse(criteria)) {
    await insertCriterion(db, { ...seed, version: 1, writtenBy: null, writtenAt: at }, null);
  }
}
