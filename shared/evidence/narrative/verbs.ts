/** What a word does in a narrative, told by its form: Indonesian verbs show themselves by their affixes. */
import {
  ACTION_NOUNS,
  ACTION_STATES,
  ACTION_VERBS,
  HANDOVER_STEMS,
  LIGHT_STEMS,
  LIGHT_WORDS,
  NO_DEEDS,
  PLAN_STEMS,
  RESULT_VERBS,
  SURVEY_NOUNS,
  SURVEY_STEMS,
} from './lexicon.ts';

type VerbKind =
  /** Work on the thing itself. */
  | 'deed'
  /** What has come about, "terpasang", "berfungsi": stands for a deed once it is told as done. */
  | 'result'
  /** Says only that something was done: "dilakukan". */
  | 'light'
  | 'plan'
  | 'survey'
  /** Given to another office; told somebody; moved, which may be said of a report as well as of a thing. */
  | 'handover'
  | 'told'
  | 'moved';

export interface Verb {
  kind: VerbKind;
  /** "penambalan": a deed as a thing, of which the sentence has yet to say whether it was done. */
  noun: boolean;
  /** "menambal", "kami tambal": somebody did it. */
  active: boolean;
}

/** What a single word tells, whatever stands around it. Clitics such as -nya and -lah may hang on it. */
export function verbOf(word: string): Verb | null {
  const bare = word.replace(/(?:nya|lah|pun)$/, '');
  if (NO_DEEDS.has(word) || NO_DEEDS.has(bare)) return null;
  if (RESULT_VERBS.has(bare)) return { kind: 'result', noun: false, active: false };
  const kind = FORMS.get(word) ?? FORMS.get(bare) ?? kindByForm(bare);
  return kind === null
    ? null
    : { kind, noun: NOUN.test(bare) || LOAN_NOUN.test(bare), active: !bare.startsWith('di') };
}

/** A form of a stem of the lists, spelt as it should be. */
export function isKnownForm(word: string): boolean {
  return FORMS.has(word) || STEMS.has(word);
}

/** What only its neighbour makes a verb: a bare stem, "di cat", "kami sapu", or one with -kan, which may be a noun. */
export function isStem(word: string): boolean {
  return STEMS.has(word) || (CAUSATIVE.test(word) && !NO_DEEDS.has(word) && !FORMS.has(word));
}

const NOUN = /^pe\p{L}{4,}an$/u;
/** Work under a borrowed name, which di- or me- would make a verb. */
const LOAN_NOUN = /^(?!di|me)\p{L}{3,}[aiou]si$/u;

/** Letters that may follow each shape of me-; what is left out belongs to other words. */
const ACTIVE =
  /^(?:me[lrwy]\p{L}{4,}|mem[abefiopuv]\p{L}{2,}|men[acdeijotuz]\p{L}{2,}|meng[aeioughk]\p{L}{2,}|meny[aeiou]\p{L}{2,}|m[mn]\p{L}{4,}|ng[aeou]\p{L}{3,})$/u;
/** Typed in haste, the i is missing: "dbersihkan". */
const PASSIVE = /^(?:di\p{L}{4,}|d[bcgkpst]\p{L}{4,})$/u;
const CAUSATIVE = /^(?!ke|me|di|pe)\p{L}{3,}kan$/u;
const RESULT = /^[bt]er\p{L}{4,}$/u;

function kindByForm(word: string): VerbKind | null {
  if (NOUN.test(word) || ACTIVE.test(word) || PASSIVE.test(word)) return 'deed';
  return RESULT.test(word) ? 'result' : null;
}

const PREFIXES = ['me', 'men', 'meng', 'mem', 'memper', 'diper', 'meny'];

/** Stems of what is said, seen or planned rather than done. */
const TELLING: readonly (readonly [VerbKind, readonly string[]])[] = [
  ['light', LIGHT_STEMS],
  ['plan', PLAN_STEMS],
  ['survey', SURVEY_STEMS],
  ['handover', HANDOVER_STEMS.always],
  ['told', HANDOVER_STEMS.told],
  ['moved', HANDOVER_STEMS.moved],
];

/** Their usual forms: mistyped, they would pass for deeds. */
export const TELLING_FORMS: readonly string[] = TELLING.flatMap(([, stems]) => stems.flatMap(usual));

function usual(stem: string): string[] {
  const nasals = nasalsOf(stem);
  const verbs = [`di${stem}`, ...[...nasals, stem].map((begin) => `me${begin}`)];
  return [
    ...verbs.flatMap((verb) => [verb, `${verb}kan`, `${verb}i`]),
    ...nasals.map((nasal) => `pe${nasal}an`),
  ];
}

const STEMS: ReadonlySet<string> = new Set(ACTION_NOUNS);
const FORMS: ReadonlyMap<string, VerbKind> = forms();

/**
 * Every form of the stems whose kind their form does not tell, or that are written without an affix: di-, me-, ter-
 * and the nasal forms as spoken, with -kan, -i, -in; nouns of the deed in pe-…-an. Stem and -an alone (galian,
 * angkutan) is a thing, and so is pe- alone (penutup).
 */
function forms(): Map<string, VerbKind> {
  const all = new Map<string, VerbKind>();
  const add = (kind: VerbKind, words: readonly string[]) => {
    for (const word of words) all.set(word, kind);
  };
  for (const stem of [...ACTION_VERBS, ...ACTION_NOUNS]) add('deed', affixed(stem));
  for (const stem of ACTION_STATES) add('deed', caused(stem));
  add('deed', ACTION_VERBS);
  for (const [kind, stems] of TELLING) {
    for (const stem of stems) add(kind, [...affixed(stem), `ber${stem}`]);
  }
  add(
    'survey',
    SURVEY_STEMS.filter((stem) => !SURVEY_NOUNS.has(stem)),
  );
  add('light', LIGHT_WORDS);
  add('handover', ['koordinasi', 'disposisi']);
  return all;
}

function affixed(stem: string): string[] {
  const nasals = nasalsOf(stem);
  const verbs = [
    ...[`di${stem}`, `ter${stem}`, ...PREFIXES.map((prefix) => prefix + stem)],
    ...nasals,
    ...nasals.map((nasal) => `me${nasal}`),
  ];
  const nouns = [`pe${stem}`, `per${stem}`, ...nasals.map((nasal) => `pe${nasal}`)];
  return [
    ...verbs.flatMap((verb) => [verb, `${verb}kan`, `${verb}i`, `${verb}in`]),
    ...nouns.map((noun) => `${noun}an`),
    ...[`${stem}kan`, `${stem}i`, `${stem}in`],
  ];
}

/** "merapikan", "diratakan", "pemadatan": without -kan a state stays a state. */
function caused(stem: string): string[] {
  const nasals = nasalsOf(stem);
  const verbs = [stem, `di${stem}`, `me${stem}`, ...nasals, ...nasals.map((nasal) => `me${nasal}`)];
  return [...verbs.flatMap((verb) => [`${verb}kan`, `${verb}in`]), ...nasals.map((nasal) => `pe${nasal}an`)];
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
