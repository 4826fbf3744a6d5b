/**
 * Categories of complaint: a new city starts with those of its pack, a supervisor keeps them from then on. `office` only
 * suggests who is usually in charge; it never moves a report.
 */
import { type Nameable, type Names, openNames, type Vocabulary } from '../names/names.ts';
import vocabulary from '../names/vocabulary.json' with { type: 'json' };

export interface Category extends Nameable {
  /** Code of the unit usually in charge; null where it is the kelurahan itself. */
  office: string | null;
}

/** By this limits of its own are kept: case, spaces and spacing around `/` do not count. */
export function categoryKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s*\/\s*/g, '/')
    .replace(/\s+/g, ' ')
    .trim();
}

/** What a set kept by {@link categoryKey} says of a category as written; what every object inherits says nothing. */
export function saidOf<V>(set: Readonly<Record<string, V>>, category: string): V | undefined {
  const key = categoryKey(category);
  return Object.hasOwn(set, key) ? set[key] : undefined;
}

/** `Saluran Air/Kali/Sungai` → `saluran-air-kali-sungai`: a code that outlives the order of the list. */
export function categoryCode(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

const { means, ...spoken } = vocabulary.categories;
const SPOKEN: Vocabulary = {
  ...spoken,
  means: means.map(([written = '', meant = '']) => [written, meant]),
};

export function categoryNames<T extends Nameable>(entries: readonly T[]): Names<T> {
  return openNames(entries, SPOKEN);
}
