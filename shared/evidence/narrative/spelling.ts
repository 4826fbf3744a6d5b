/** Officers write in haste: short forms, `gorong2`, typing errors. A word as it was meant. */
import {
  ABBREVIATIONS,
  CLAUSE_WORDS,
  COPULAS,
  DONE_WORDS,
  FILLERS,
  FINISH_WORDS,
  HOLDS,
  NO_DEEDS,
  OFTEN_MISTYPED,
  PLACE_WORDS,
  STOP_WORDS,
  TEMPLATE_WORDS,
  WORDS_OF_THEIR_OWN,
} from './lexicon.ts';
import { isKnownForm, TELLING_FORMS } from './verbs.ts';

/** `word` is lower case. */
export function meant(word: string): string {
  const plain = word.replace(/(\p{L})\1{2,}/gu, '$1').replace(/^(\p{L}{3,})2(?=nya$|an$|$)/u, '$1');
  const full = ABBREVIATIONS.get(plain) ?? WITHOUT_VOWELS.get(plain);
  if (full !== undefined) return full;
  return isRight(plain) ? plain : (mistyped(plain) ?? plain);
}

/** Nothing to put right, or nothing that could be told. */
function isRight(word: string): boolean {
  if (word.length < 4 || word.length > LONGEST) return true;
  return KNOWN.has(word) || OTHER_WORDS.has(word) || isKnownForm(word);
}

/** Right as they are, however near to one of the others. */
const OTHER_WORDS: ReadonlySet<string> = new Set([
  ...WORDS_OF_THEIR_OWN,
  ...STOP_WORDS,
  ...FILLERS,
  ...COPULAS,
  ...NO_DEEDS,
]);

/** Small words that rule a verb, and those of courtesy. */
const SMALL: readonly string[] = [
  ...Object.values(HOLDS).flatMap((words) => [...words]),
  ...DONE_WORDS,
  ...FINISH_WORDS,
  ...TEMPLATE_WORDS,
  ...OFTEN_MISTYPED,
  ...Object.values(CLAUSE_WORDS).flatMap((words) => [...words]),
].filter((word) => word.length > 3);

/** Words on which a verdict may hang; of the long lists only those that hardly another word resembles. */
const KNOWN: ReadonlySet<string> = new Set([
  ...SMALL,
  ...[...PLACE_WORDS].filter((word) => word.length > 4),
  ...[...NO_DEEDS, ...TELLING_FORMS].filter((word) => word.length > 6),
]);

const LONGEST = Math.max(...[...KNOWN].map((word) => word.length)) + 1;

/** Two letters exchanged, one typed twice, one left out, one missed by a key; the first letter is always right. */
function mistyped(word: string): string | undefined {
  for (let i = 1; i < word.length; i++) {
    const [before, letter, after] = [word.slice(0, i), word.charAt(i), word.slice(i + 1)];
    const candidates = [before + after.charAt(0) + letter + after.slice(1)];
    if (letter === word.charAt(i - 1)) candidates.push(before + after);
    if (word.length > 4) for (const key of NEXT_KEYS[letter] ?? '') candidates.push(before + key + after);
    const found = candidates.find((candidate) => KNOWN.has(candidate));
    if (found !== undefined) return found;
  }
  return ONE_MISSING.get(word);
}

/** Beside each other on the keyboard of a phone. */
const NEXT_KEYS: Readonly<Record<string, string>> = {
  a: 'sq',
  b: 'vnh',
  c: 'xv',
  d: 'sfe',
  e: 'wrd',
  f: 'dg',
  g: 'fht',
  h: 'gjy',
  i: 'uok',
  j: 'hk',
  k: 'jli',
  l: 'ko',
  m: 'n',
  n: 'mb',
  o: 'ipl',
  p: 'o',
  r: 'et',
  s: 'ad',
  t: 'ry',
  u: 'yi',
  w: 'qe',
  y: 'tu',
};

/** By what is written where any of its letters but the first is missing. */
const ONE_MISSING: ReadonlyMap<string, string> = readAs(
  [...KNOWN].filter((word) => word.length > 5),
  (word) => [...word].slice(1).map((_, i) => word.slice(0, i + 1) + word.slice(i + 2)),
);

/** Some vowels left out, as in haste; never the first letter: sdh, sudh, sdah. */
const WITHOUT_VOWELS: ReadonlyMap<string, string> = readAs(SMALL, (word) => {
  let forms = [''];
  for (const [i, letter] of [...word].entries()) {
    const dropped = i > 0 && 'aeiou'.includes(letter) ? forms : [];
    forms = [...forms.map((form) => form + letter), ...dropped];
  }
  return forms.filter((form) => form.length > 2);
});

/** The first word that may be written so; none where that is a word itself. */
function readAs(words: readonly string[], written: (word: string) => string[]): Map<string, string> {
  const read = new Map<string, string>();
  for (const word of words) {
    for (const form of written(word)) {
      if (!KNOWN.has(form) && !OTHER_WORDS.has(form) && !read.has(form)) read.set(form, word);
    }
  }
  return read;
}
