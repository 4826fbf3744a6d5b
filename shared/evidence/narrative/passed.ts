/** Whether a clause says that the work is another's, or that somebody else was told of it. */
import { ASKED, COPULAS, DUTY_WORDS, OWNED_WORDS, REPORT_WORDS, TOLD_TO, TURN_TO } from './lexicon.ts';

/** The words that say so: "bukan kewenangan", "merupakan aset", "salah alamat". */
export function notOurs(words: readonly string[]): string[] {
  return words.flatMap((word, i) => {
    const before = words[i - 1] ?? '';
    if (disowns(words, i)) return [withDenial(words, i)];
    if (NOT_OURS.has(`${before} ${word}`)) return [`${before} ${word}`];
    const asked = TURN_TO.has(word) && near(words, i, 4).some((one) => ASKED.has(one));
    return asked ? [word] : [];
  });
}

const NOT_OURS: ReadonlySet<string> = new Set([
  'salah alamat',
  'salah disposisi',
  'salah wilayah',
  'salah sasaran',
  'salah kirim',
  'masuk wilayah',
]);

/** Whose it is: always of "kewenangan", of "aset" and the like only where it is denied or stated. */
function disowns(words: readonly string[], at: number): boolean {
  const word = words[at] ?? '';
  const before = words[at - 1] ?? '';
  if (DUTY_WORDS.has(word.replace(/nya$/, ''))) return before !== 'sesuai';
  if (!OWNED_WORDS.has(word)) return false;
  if (near(words, at, 2).some(denies)) return true;
  // "manhole tersebut milik …", "pohonnya milik Kodam."
  return OWNING.has(word) && (POINTS.has(before) || at === words.length - 2);
}

const OWNING: ReadonlySet<string> = new Set(['milik', 'aset', 'punya']);
const POINTS: ReadonlySet<string> = new Set(['tersebut', 'itu', 'ini']);

function denies(word: string): boolean {
  return word === 'luar' || COPULAS.has(word);
}

function withDenial(words: readonly string[], at: number): string {
  const before = near(words, at, 2);
  const from = before.findIndex(denies);
  return [...(from < 0 ? [] : before.slice(from)), words[at]].join(' ');
}

function near(words: readonly string[], at: number, reach: number): readonly string[] {
  return words.slice(Math.max(0, at - reach), at);
}

/** The verb at this place has somebody to whom: "disampaikan ke Satpel". */
export function toldTo(words: readonly string[], at: number): boolean {
  return words.slice(at + 1, at + 6).some((word) => TOLD_TO.has(word));
}

/** It is a report that was moved, not a thing. */
export function movedReport(words: readonly string[], at: number): boolean {
  const around = [...near(words, at, 6), ...words.slice(at + 1, at + 3)];
  return around.some((word) => REPORT_WORDS.has(word.replace(/nya$/, ''))) && toldTo(words, at);
}
