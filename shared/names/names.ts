/**
 * What is meant by a name as others write it. Only what one entry alone may be called by is taken: an unknown name can be
 * asked about, a wrong one is noticed by nobody.
 */
import { spell } from './fold.ts';
import { errorsBetween } from './typing-error.ts';

export interface Nameable {
  name: string;
  aliases: readonly string[];
  /** Other things may be called so too: taken only where it is written exactly so, and nothing else is. */
  bare?: readonly string[];
}

/** Of a subject in a city: what its words stand for, and which of them tell nothing apart. */
export interface Vocabulary {
  /** Words, and what is written for them here; in this order. */
  means: readonly (readonly [written: string, meant: string])[];
  /** Left out wherever they stand. */
  silent: readonly string[];
  /** A beginning of a name tells which one it is only by a word besides these. */
  general: readonly string[];
  /** What begins with this word only narrows the name before it. */
  narrowing: string;
}

export interface Names<T> {
  find(written: string): T | undefined;
  /** Up to three that resemble it, best first. */
  near(written: string): T[];
}

/** Names come by the thousand and are few: kept once understood, and forgotten together. */
const REMEMBERED = 5_000;
/** Characters; nobody is called by more. */
const LONGEST = 200;

/** `understand` asked once for each name. */
export function remembering<T>(understand: (written: string) => T): (written: string) => T {
  const remembered = new Map<string, { as: T }>();
  return (written) => {
    const known = remembered.get(written);
    if (known) return known.as;
    if (written.length > LONGEST) return understand(written);
    if (remembered.size >= REMEMBERED) remembered.clear();
    const as = understand(written);
    remembered.set(written, { as });
    return as;
  };
}

/** In all words of a name together. */
const MOST_ERRORS = 2;
const LEAST_ALIKE = 0.25;

export function openNames<T extends Nameable>(entries: readonly T[], vocabulary: Vocabulary): Names<T> {
  const { general, narrowing } = vocabulary;
  const { spoken, meant } = foldingBy(vocabulary);
  const exact = new Index<T>();
  const forms = entries.flatMap((entry) => {
    const called = [entry.name, ...entry.aliases]
      .map(spell)
      .flatMap(({ whole, outside }) => (isSame(whole, outside) ? [whole] : [whole, outside]))
      .map((words) => ({ words, meaning: meant(words) }));
    for (const { words, meaning } of called) exact.add([words, meaning], entry);
    for (const name of entry.bare ?? []) exact.add([meant(spell(name).whole)], entry);
    return called
      .flatMap(({ words, meaning }) => [spoken(words), meaning])
      .map((words) => ({ entry, words }));
  });
  const known = new Set(forms.flatMap(({ words }) => words));
  /** What two names have in common by their general words says nothing. */
  function telling(name: string): Set<string> {
    const words = spoken(spell(name).whole);
    const own = words.filter((word) => !general.includes(word));
    return pairsOf(own.length > 0 ? own : words);
  }

  function called(words: readonly string[]): T | undefined {
    return exact.get(words) ?? exact.get(meant(words));
  }

  /** The only one whose name begins so; the last word of a long one may be cut off. */
  function begun(words: readonly string[]): T | undefined {
    if (words.length < 2 || words.every((word) => general.includes(word))) return undefined;
    const cut = words.length > 3 ? words.length - 1 : words.length;
    return onlyOf(
      forms
        .filter(({ words: whole }) => words.length >= whole.length / 2 && words.length <= whole.length)
        .filter(({ words: whole }) =>
          words.every(
            (word, i) => word === whole[i] || (i >= cut && word.length > 2 && whole[i]?.startsWith(word)),
          ),
        ),
    );
  }

  function mistyped(words: readonly string[]): T | undefined {
    if (words.every((word) => known.has(word))) return undefined;
    const errorsIn = (word: string, other: string): number | null =>
      word !== other && known.has(word) ? null : errorsBetween(word, other);
    const near = forms.filter(({ words: whole }) => {
      const errors =
        whole.length === words.length ? words.map((word, i) => errorsIn(word, whole[i] ?? '')) : [null];
      return (
        !errors.includes(null) && errors.reduce((sum: number, one) => sum + (one ?? 0), 0) <= MOST_ERRORS
      );
    });
    return onlyOf(near);
  }

  function understood(written: string): T | undefined {
    const { whole, outside, inside } = spell(written);
    const found =
      called(whole) ?? called(outside) ?? (isShortFor(inside, outside) ? called(inside) : undefined);
    if (found) return found;
    const at = whole.lastIndexOf(narrowing);
    const wider = at > 0 ? called(whole.slice(0, at)) : undefined;
    if (wider) return wider;
    for (const words of [meant(whole), meant(outside), spoken(whole)]) {
      const one = begun(words) ?? mistyped(words);
      if (one) return one;
    }
    return undefined;
  }

  const find = remembering(understood);

  return {
    find: (written) => (written.length > LONGEST ? undefined : find(written)),

    near(written) {
      const wanted = telling(written.slice(0, LONGEST));
      const best = new Map<T, number>();
      for (const entry of entries) {
        const scores = [entry.name, ...entry.aliases].map((one) => alike(wanted, telling(one)));
        best.set(entry, Math.max(...scores));
      }
      return [...best]
        .filter(([, score]) => score >= LEAST_ALIKE)
        .sort(([, a], [, b]) => b - a)
        .slice(0, 3)
        .map(([entry]) => entry);
    },
  };
}

/** Words without the silent ones, and what they stand for, each once. */
function foldingBy({ means, silent }: Pick<Vocabulary, 'means' | 'silent'>) {
  const spoken = (words: readonly string[]): string[] => words.filter((word) => !silent.includes(word));
  const whole = means.map(([written, here]) => [` ${written} `, ` ${here} `] as const);
  const meant = (words: readonly string[]): string[] => {
    let text = ` ${spoken(words).join(' ')} `;
    for (const [written, here] of whole) {
      if (text.includes(written)) text = text.replaceAll(written, here);
    }
    return [...new Set(text.split(' '))].filter((word) => word !== '');
  };
  return { spoken, meant };
}

/** By letters, however words are joined, and by words in any order. What two may be called by is nobody's name. */
class Index<T> {
  readonly #found = new Map<string, T | null>();

  add(forms: readonly (readonly string[])[], entry: T): void {
    for (const key of forms.flatMap(keysOf)) {
      const before = this.#found.get(key);
      this.#found.set(key, before === undefined || before === entry ? entry : null);
    }
  }

  get(words: readonly string[]): T | undefined {
    const [letters, bag] = keysOf(words).map((key) => this.#found.get(key) ?? undefined);
    return letters ?? bag;
  }
}

function keysOf(words: readonly string[]): string[] {
  return words.length === 0 ? [] : [words.join(''), words.toSorted().join(' ')];
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((word, i) => word === other[i]);
}

function onlyOf<T>(found: readonly { entry: T }[]): T | undefined {
  const [first] = found;
  return first && found.every(({ entry }) => entry === first.entry) ? first.entry : undefined;
}

/** "Ruang Publik Terpadu Ramah Anak (RPTRA)": the one stands for the other, not beside it. */
function isShortFor([short = '', ...more]: readonly string[], words: readonly string[]): boolean {
  return more.length === 0 && short.length > 1 && short === words.map((word) => word[0]).join('');
}

function pairsOf(words: readonly string[]): Set<string> {
  const text = words.join(' ');
  return new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2)));
}

function alike(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let both = 0;
  for (const pair of one) if (other.has(pair)) both++;
  return (2 * both) / (one.size + other.size || 1);
}
