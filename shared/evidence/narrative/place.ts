/** Whether a sentence says where: a word for a kind of place, a house's number, or a name behind "di". */
import {
  FILLERS,
  NAMED_PLACES,
  NO_NAMES,
  NO_PLACES,
  PLACE_PAIRS,
  PLACE_PREPOSITIONS,
  PLACE_WORDS,
  SPANS,
  STOP_WORDS,
} from './lexicon.ts';
import { PAUSE } from './text.ts';
import { isStem, verbOf } from './verbs.ts';

export function namesPlace(words: readonly string[]): boolean {
  return words.some(
    (word, i) => isPlaceWord(words, i) || isPlacePair(words, i) || isNamed(word, words[i + 1]),
  );
}

function isPlacePair(words: readonly string[], at: number): boolean {
  return PLACE_PAIRS.has(`${words[at]} ${words[at + 1]}`);
}

function isPlaceWord(words: readonly string[], at: number): boolean {
  const [before = '', word = '', next = ''] = [words[at - 1], words[at], words[at + 1]];
  // `rt05` is written as often as `rt 05`.
  if (/^r[tw]\d+$/.test(word)) return true;
  if (!PLACE_WORDS.has(word)) return false;
  if (NAMED_PLACES.has(word)) return isName(next);
  // "dibawa ke puskesmas" tells where something went, "ke depan" when.
  if (before === 'ke' || before === 'kepada') return false;
  switch (word) {
    case 'nomor':
      return /^(?:\d|[a-z]\d)/.test(next);
    case 'samping':
      return next !== 'itu';
    case 'depan':
      return !SPANS.has(before);
    case 'kali':
      return !/^(?:\d+|dua|tiga|empat|lima|beberapa|berapa|setiap)$/.test(before);
    default:
      return true;
  }
}

/** "di Cikini"; but "di cat", the prefix written apart, and "di trotoar", which is everywhere. */
function isNamed(word: string, name: string | undefined): boolean {
  if (name === undefined || !PLACE_PREPOSITIONS.has(word)) return false;
  if (NO_PLACES.has(name) || PLACE_WORDS.has(name) || FILLERS.has(name) || STOP_WORDS.has(name)) return false;
  return /^\p{L}{3,}$/u.test(name) && !isStem(name) && verbOf(name) === null;
}

/** "Jalan Kemang"; but "jalan rusak", "jalan diperbaiki", "petugas kelurahan." */
function isName(word: string): boolean {
  if (word === '' || word === PAUSE || STOP_WORDS.has(word)) return false;
  if (FILLERS.has(word) || NO_NAMES.has(word)) return false;
  return /^[mp]e/.test(word) || verbOf(word) === null;
}
