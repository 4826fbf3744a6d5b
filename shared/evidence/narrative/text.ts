/** A narrative as sentences of words: what ends one, what is one word, and what was only said again. */
import { DOTTED } from './lexicon.ts';
import { meant } from './spelling.ts';

/** A pause inside a sentence, among its words. */
export const PAUSE = ',';

/** Words in lower case as they were meant, with a `PAUSE` where the sentence pauses. Each sentence once. */
export function sentencesOf(text: string): string[][] {
  const sentences = new Map<string, string[]>();
  for (const sentence of spoken(text)) {
    const words = sentence.filter((token) => token !== PAUSE);
    if (words.length > 0 && !sentences.has(words.join(' '))) sentences.set(words.join(' '), sentence);
  }
  return [...sentences.values()];
}

/** All words of a text, in order, as they were meant. */
export function wordsOf(text: string): string[] {
  return spoken(text)
    .flat()
    .filter((token) => token !== PAUSE);
}

function spoken(text: string): string[][] {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('&amp;', '&')
    .replace(/&#?\w{1,8};/g, ' ')
    .replace(/(?<=\p{L})['’`](?=\p{L})/gu, '')
    .replaceAll('di-', 'di ');
  const sentences: string[][] = [];
  let sentence: string[] = [];
  let written = '';
  for (const { 0: token, index } of plain.matchAll(/[\p{L}\p{N}]+|[&+.!?;:,()\n\r–—-]/gu)) {
    if (/^[\p{L}\p{N}]/u.test(token)) {
      written = token;
      sentence.push(meant(token));
    } else if (token === '&' || token === '+') {
      sentence.push('dan');
    } else if ('!?;\n\r'.includes(token) || (token === '.' && endsSentence(plain, index, written))) {
      sentences.push(sentence);
      sentence = [];
    } else if (token !== '.' && token !== '-') {
      sentence.push(PAUSE);
    } else if (token === '-' && /\s/.test(plain.charAt(index - 1))) {
      sentence.push(PAUSE);
    }
  }
  return [...sentences, sentence];
}

/** A dot behind "Jl", "No", "H" or between digits ends nothing. */
function endsSentence(plain: string, at: number, before: string): boolean {
  if (before === '' || !plain.endsWith(before, at)) return true;
  if (DOTTED.has(before) || /^\p{L}$/u.test(before)) return false;
  return !(/\p{N}$/u.test(before) && /\p{N}/u.test(plain.charAt(at + 1)));
}

/** The longest run of words that is looked for again right behind itself. */
const LONGEST_RUN = 12;

/** Words said again at once count once: "sudah dikuras sudah dikuras sudah dikuras". */
export function withoutEcho(words: readonly string[]): string[] {
  const kept: string[] = [];
  for (const word of words) {
    kept.push(word);
    for (let run = 2; run <= LONGEST_RUN && run * 2 <= kept.length; run++) {
      if (repeats(kept, run)) kept.length -= run;
    }
  }
  return kept;
}

function repeats(words: readonly string[], run: number): boolean {
  for (let i = 1; i <= run; i++) if (words.at(-i) !== words.at(-i - run)) return false;
  return true;
}
