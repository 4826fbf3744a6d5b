/** Whether a password is among the first that somebody would try who knows Indonesian and what people use. */
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as indonesian } from '@zxcvbn-ts/language-id';
import { MAX_PASSWORD } from '#shared/people/password.ts';

/** "Safely unguessable": more than 10⁸ guesses. */
const LEAST_SCORE = 3;

/** What anybody would try here beside what the lists hold. */
const HERE = ['tuntas', 'pemprov', 'kelurahan', 'kecamatan', 'katasandi'];

const zxcvbn = new ZxcvbnFactory({
  graphs: adjacencyGraphs,
  dictionary: { ...common, ...indonesian },
  maxLength: MAX_PASSWORD,
});

/** `own`: what is known of whose it is to be, and where. Takes up to a second. */
export function isGuessable(password: string, own: readonly string[]): boolean {
  return zxcvbn.check(password, [...HERE, ...own]).score < LEAST_SCORE;
}
