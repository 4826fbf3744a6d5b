/** A sentence as its clauses, and how each of them begins. */
import { CLAUSE_WORDS, RESULT_PHRASES } from './lexicon.ts';
import { PAUSE } from './text.ts';

export interface Clause {
  opens: 'start' | 'pause' | keyof typeof CLAUSE_WORDS;
  words: string[];
}

export function clausesOf(sentence: readonly string[]): Clause[] {
  let clause: Clause = { opens: 'start', words: [] };
  const clauses = [clause];
  const begin = (opens: Clause['opens']) => {
    // "…, dan …": the word says more than the pause before it.
    if (clause.words.length === 0) clause.opens = opens;
    else {
      clause = { opens, words: [] };
      clauses.push(clause);
    }
  };
  for (const [i, word] of sentence.entries()) {
    const opens = OPENINGS.get(word);
    if (opens !== undefined) begin(opens);
    else if (startsResult(sentence, i)) begin('turn');
    if (word !== PAUSE) clause.words.push(word);
  }
  return clauses.filter(({ words }) => words.length > 0);
}

const OPENINGS: ReadonlyMap<string, Clause['opens']> = new Map([
  [PAUSE, 'pause'],
  ...Object.entries(CLAUSE_WORDS).flatMap(([opens, words]) =>
    [...words].map((word) => [word, opens as keyof typeof CLAUSE_WORDS] as const),
  ),
]);

function startsResult(words: readonly string[], at: number): boolean {
  return RESULT_PHRASES.some((phrase) => phrase.every((word, n) => words[at + n] === word));
}
