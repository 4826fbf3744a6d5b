/**
 * Categories of complaint as JAKI names them. They arrive with stray spaces and mixed case, so they are
 * compared by {@link categoryKey}. `office` only suggests who is usually in charge; it never moves a report.
 */
import categories from './categories.json' with { type: 'json' };

export interface Category {
  name: string;
  /** Code of the unit usually in charge; null where it is the kelurahan itself. */
  office: string | null;
}

export const CATEGORIES: readonly Category[] = categories;

/** Two names with the same key are the same category: case, spaces and spacing around `/` do not count. */
export function categoryKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s*\/\s*/g, '/')
    .replace(/\s+/g, ' ')
    .trim();
}

const BY_KEY = new Map(CATEGORIES.map((category) => [categoryKey(category.name), category]));

export function findCategory(name: string): Category | undefined {
  return BY_KEY.get(categoryKey(name));
}

/** Up to three known names that resemble an unknown one, best first: offered in the refusal. */
export function nearCategories(name: string): string[] {
  const wanted = pairs(categoryKey(name));
  return CATEGORIES.map((category) => ({
    name: category.name,
    score: dice(wanted, pairs(categoryKey(category.name))),
  }))
    .filter((candidate) => candidate.score >= 0.25)
    .sort((a, b) => b.score - a.score)
    .slice(0, 3)
    .map((candidate) => candidate.name);
}

function pairs(text: string): Set<string> {
  const found = new Set<string>();
  for (let i = 0; i + 2 <= text.length; i++) found.add(text.slice(i, i + 2));
  return found;
}

function dice(a: Set<string>, b: Set<string>): number {
  let both = 0;
  for (const pair of a) if (b.has(pair)) both++;
  return (2 * both) / (a.size + b.size);
}
