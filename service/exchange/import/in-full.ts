/** One import as it is told by itself: with what would come of it, and what was refused by reason and value. */
import type { ImportInFull, ImportJob } from '#shared/contract/imports.ts';
import type { Language } from '../../platform/http/language.ts';
import type { Imports } from './imports.ts';
import { toGroups } from './refusals.ts';
import { isRecognised, type NameDeps, near } from './unknown-names.ts';

export type ShownDeps = NameDeps & { imports: Imports };

/** Names asked about at once; the others follow. */
const MOST_NAMES = 100;

export async function inFull(job: ImportJob, services: ShownDeps, language: Language): Promise<ImportInFull> {
  const { imports } = services;
  const foreseen = await imports.foreseen(job);
  if (!foreseen) return { ...job, refusalGroups: toGroups(await imports.refusalGroups(job.id), language) };
  const { names, refused, ...preview } = foreseen;
  // Some were recognised since it was looked at.
  const unknown = names.filter((name) => !isRecognised(services, name)).slice(0, MOST_NAMES);
  const unknownNames = unknown.map((one) => ({ ...one, near: near(one.kind, one.name, services) }));
  return { ...job, preview: { ...preview, unknownNames }, refusalGroups: toGroups(refused, language) };
}
