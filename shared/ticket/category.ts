/**
 * Categories of complaint as Tuntas knows them at first; a supervisor keeps them from then on. `office` only suggests who
 * is usually in charge; it never moves a report.
 */
import { type Nameable, type Names, openNames, type Vocabulary } from '../names/names.ts';
import vocabulary from '../names/vocabulary.json' with { type: 'json' };
import categories from './categories.json' with { type: 'json' };

export interface Category extends Nameable {
  /** Code of the unit usually in charge; null where it is the kelurahan itself. */
  office: string | null;
}

export const CATEGORIES: readonly Category[] = categories;

/** By this limits of its own are kept: case, spaces and spacing around `/` do not count. */
export function categoryKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s*\/\s*/g, '/')
    .replace(/\s+/g, ' ')
    .trim();
}

const { means, ...spoken } = vocabulary.categories;
const SPOKEN: Vocabulary = {
  ...spoken,
  means: means.map(([written = '', meant = '']) => [written, meant]),
};

export function categoryNames<T extends Nameable>(entries: readonly T[]): Names<T> {
  return openNames(entries, SPOKEN);
}

const SHIPPED = categoryNames(CATEGORIES);

export function findCategory(name: string): Category | undefined {
  return SHIPPED.find(name);
}

/** Up to three known names that resemble an unknown one, best first: offered in the refusal. */
export function nearCategories(name: string): string[] {
  return SHIPPED.near(name).map(({ name }) => name);
}
