/** What a word is in its clause: a small word that rules verbs, a verb, or neither. */
import {
  ACTION_VERBS,
  ATTRIBUTES_OF,
  CLAUSE_WORDS,
  COPULAS,
  DOERS,
  DONE_WORDS,
  FILLERS,
  FINISH_WORDS,
  HOLDS,
  INTO,
  LATER_PAIRS,
  LATER_WORDS,
  PAPERS,
  QUEUES,
  SPANS,
  TO_COME,
} from './lexicon.ts';
import { movedReport, toldTo } from './passed.ts';
import type { Hold } from './told.ts';
import { isStem, type Verb, verbOf } from './verbs.ts';

export type Sign =
  | { is: 'hold'; hold: Hold }
  | { is: 'verb'; verb: Verb; word: string }
  | { is: 'done' | 'finish' | 'relative' | 'copula' | 'filler' | 'later' | 'doer' | 'other'; word: string };

export function signOf(words: readonly string[], at: number): Sign {
  const word = words[at] ?? '';
  const hold = holdAt(words, at);
  if (hold !== null) return { is: 'hold', hold };
  if (DONE_WORDS.has(word)) return { is: 'done', word };
  const verb = verbAt(words, at);
  if (verb !== null) return { is: 'verb', verb, word };
  if (word === 'yang') return { is: 'relative', word };
  if (FINISH_WORDS.has(word)) return { is: 'finish', word };
  if (COPULAS.has(word)) return { is: 'copula', word };
  const later = laterAt(words, at);
  if (later !== null) return { is: 'later', word: later };
  if (DOERS.has(word)) return { is: 'doer', word };
  return { is: FILLERS.has(word) || OPENERS.has(word) ? 'filler' : 'other', word };
}

const OPENERS: ReadonlySet<string> = new Set(Object.values(CLAUSE_WORDS).flatMap((words) => [...words]));

const KINDS = Object.entries(HOLDS) as [Hold['kind'], ReadonlySet<string>][];

function holdAt(words: readonly string[], at: number): Hold | null {
  const word = words[at] ?? '';
  const before = words[at - 1];
  const next = words[at + 1] ?? '';
  if (word === 'lagi' || word === 'tengah') return goesOn(words, at) ? { word, kind: 'going' } : null;
  // "segera kami angkut" promises, "petugas segera mengangkut" tells.
  if (word === 'segera') {
    const promised = /^(?:kami|kita|di\p{L}+)$/u.test(next) && !DONE_WORDS.has(before ?? '');
    return promised ? { word, kind: 'ahead' } : null;
  }
  // "sudah kami proses" says that it was worked on, "sesuai proses" nothing at all.
  if (word === 'proses' && before !== undefined && /^(?:kami|sudah|telah|di|sesuai)$/.test(before))
    return null;
  if (/^(?:mohon|harap)$/.test(word) && /^(?:maaf|izin|ijin|maklum)$/.test(next)) return null;
  if (before !== undefined && INTO.has(before) && QUEUES.has(word)) return { word, kind: 'strong' };
  const kind = KINDS.find(([, set]) => set.has(word))?.[0];
  return kind === undefined ? null : { word, kind };
}

/** "petugas lagi ngecat", "tengah ditangani"; but "dipasang lagi", "di tengah jalan". */
function goesOn(words: readonly string[], at: number): boolean {
  const next = verbAt(words, at + 1);
  return next !== null && !next.noun && verbAt(words, at - 1) === null;
}

const COUNT = /^(?:\d+|satu|dua|tiga|empat|lima|enam|beberapa)$/;

/** A time to come, in the words that say so: "besok", "minggu depan", "2 hari lagi"; but "Pasar Minggu depan ruko". */
function laterAt(words: readonly string[], at: number): string | null {
  const [earlier = '', before = '', word = ''] = [words[at - 2], words[at - 1], words[at]];
  if (LATER_WORDS.has(word)) return word;
  const pair = `${before} ${word}`;
  if (LATER_PAIRS.has(pair)) return pair;
  if (!SPANS.has(before)) return null;
  if (word === 'lagi') return COUNT.test(earlier) ? pair : null;
  return TO_COME.has(word) && !/^(?:pasar|stasiun|jalan|terminal)$/.test(earlier) ? pair : null;
}

function verbAt(words: readonly string[], at: number): Verb | null {
  const word = words[at];
  if (word === undefined) return null;
  const before = words[at - 1];
  if (isStem(word)) {
    // "di cat", "kami sapu", "dilakukan setting".
    const made =
      before !== undefined && (before === 'di' || DOERS.has(before) || verbOf(before)?.kind === 'light');
    return made ? { kind: 'deed', noun: false, active: before !== 'di' } : null;
  }
  if (word.endsWith('tindak') && words[at + 1]?.startsWith('lanjut'))
    return { kind: 'light', noun: false, active: false };
  const verb = verbOf(word);
  if (verb === null) return null;
  if (before !== undefined && isAttribute(before, word, verb)) return null;
  return verb.kind === 'told' || verb.kind === 'moved' ? given(verb, words, at) : verb;
}

/** "seksi Pembangunan", "terkait penebangan", "Jl. Mencos": a name or a subject, no deed. */
function isAttribute(before: string, word: string, verb: Verb): boolean {
  if (verb.noun) return ATTRIBUTES_OF.has(before);
  if (PAPERS.has(before) && ACTION_VERBS.includes(word)) return true;
  return NAMED_ROADS.has(before) && /^(?:me|ter|ber)/.test(word);
}

const NAMED_ROADS: ReadonlySet<string> = new Set(['jalan', 'gang', 'raya', 'kampung', 'pasar']);

/** Telling and moving hand a report over only where they say to whom, and what. */
function given(verb: Verb, words: readonly string[], at: number): Verb | null {
  if (verb.kind === 'told') return toldTo(words, at) ? { ...verb, kind: 'handover' } : null;
  return { ...verb, kind: movedReport(words, at) ? 'handover' : 'deed' };
}
