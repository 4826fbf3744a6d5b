/** A narrative as words and clauses, and which of its words name a deed. */
import {
  ABBREVIATIONS,
  ACTION_NOUNS,
  ACTION_STATES,
  ACTION_VERBS,
  CLAUSE_WORDS,
  DOERS,
  NO_ACTIONS,
  RESULT_PHRASES,
} from './lexicon.ts';

/** Words of each clause, lower case, abbreviations expanded. Ends of clauses: punctuation and a few words. */
export function clausesOf(text: string): string[][] {
  const clauses: string[][] = [];
  const plain = text.normalize('NFKC').toLowerCase().replaceAll('&', ' dan ');
  for (const part of plain.split(/[,.;!?\n\r]+/)) {
    let clause: string[] = [];
    const words = wordsIn(part);
    for (const [i, word] of words.entries()) {
      if (CLAUSE_WORDS.has(word) || startsResult(words, i)) {
        clauses.push(clause);
        clause = [];
      }
      clause.push(word);
    }
    clauses.push(clause);
  }
  return clauses.filter((clause) => clause.length > 0);
}

function wordsIn(text: string): string[] {
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)].map(([word]) =>
    Object.hasOwn(ABBREVIATIONS, word) ? (ABBREVIATIONS[word] ?? word) : word,
  );
}

function startsResult(words: readonly string[], at: number): boolean {
  return RESULT_PHRASES.some((phrase) => phrase.every((word, n) => words[at + n] === word));
}

/** Positions in a clause at which a deed is named. */
export function hasAction(clause: readonly string[]): boolean {
  return clause.some((word, i) => {
    if (VERBS.has(word)) return true;
    // "di angkut", "di cat": the prefix written apart, a common slip.
    const before = clause[i - 1];
    return NOUNS.has(word) && before !== undefined && (before === 'di' || DOERS.has(before));
  });
}

/** Words of text compared three by three, digits masked, so that only house numbers and dates may differ. */
export function gramsOf(text: string): ReadonlySet<string> {
  const words = clausesOf(text)
    .flat()
    .map((word) => word.replace(/\p{N}+/gu, '#'));
  const grams = new Set<string>();
  for (let i = 0; i + 3 <= words.length; i++) grams.add(words.slice(i, i + 3).join(' '));
  return grams;
}

/** Share of grams that both have among all that either has; 0 where a text is too short to have any. */
export function jaccard<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let both = 0;
  for (const gram of a) if (b.has(gram)) both++;
  return both / (a.size + b.size - both);
}

const PREFIXES = ['me', 'men', 'meng', 'mem', 'memper', 'diper', 'meny'];

const NOUNS: ReadonlySet<string> = new Set(ACTION_NOUNS);
const VERBS: ReadonlySet<string> = affixed();

/**
 * Every form in which a deed is named: di-, me-, ter- and the nasal forms as spoken, with -kan, -i, -in; nouns of
 * the deed in pe-…-an. Stem and -an alone (galian, angkutan) is a thing, and so is pe- alone (penutup).
 */
function affixed(): Set<string> {
  const forms = new Set<string>();
  const add = (begins: readonly string[], ends: readonly string[]) => {
    for (const begin of begins) for (const end of ends) forms.add(begin + end).add(`${begin + end}nya`);
  };
  for (const stem of [...ACTION_VERBS, ...ACTION_NOUNS]) {
    const nasals = nasalsOf(stem);
    const verbs = [`di${stem}`, `ter${stem}`, ...PREFIXES.map((prefix) => prefix + stem), ...nasals];
    add([...verbs, ...nasals.map((nasal) => `me${nasal}`)], ['', 'kan', 'i', 'in']);
    add([`pe${stem}`, `per${stem}`, ...nasals.map((nasal) => `pe${nasal}`)], ['an']);
    add([stem], ['kan', 'i', 'in']);
  }
  for (const stem of ACTION_VERBS) forms.add(stem);
  for (const stem of ACTION_STATES) {
    const nasals = nasalsOf(stem);
    add([stem, `di${stem}`, `me${stem}`, ...nasals, ...nasals.map((nasal) => `me${nasal}`)], ['kan', 'in']);
    add(
      nasals.map((nasal) => `pe${nasal}`),
      ['an'],
    );
  }
  for (const word of NO_ACTIONS) forms.delete(word);
  return forms;
}

/** The stem as it sounds behind me-: memangkas, menambal, menguras, menyapu, mengecat; spoken without me-. */
function nasalsOf(stem: string): string[] {
  const rest = stem.slice(1);
  // Loan words keep their consonant; both are written.
  switch (stem.charAt(0)) {
    case 'p':
      return [`m${rest}`, `m${stem}`];
    case 't':
      return [`n${rest}`, `n${stem}`];
    case 'k':
      return [`ng${rest}`, `ng${stem}`];
    case 's':
      return [`ny${rest}`, `n${stem}`];
    case 'b':
    case 'f':
      return [`m${stem}`, `nge${stem}`];
    case 'c':
    case 'd':
    case 'j':
      return [`n${stem}`, `nge${stem}`, `ny${rest}`];
    case 'l':
    case 'r':
      return [`nge${stem}`];
    default:
      return [`ng${stem}`];
  }
}
