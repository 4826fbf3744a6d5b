/** Why a password will not do, in the officer's words. */
import { MAX_PASSWORD, MIN_PASSWORD, type PasswordFault } from '#shared/people/password.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { type HttpProblem, invalid } from '../../platform/http/problem.ts';

export function passwordRefused(fault: PasswordFault | 'same'): HttpProblem {
  return invalid('next', fault, whyOf(fault));
}

function whyOf(fault: PasswordFault | 'same'): Phrase {
  if (fault === 'too-short') return { key: 'people.password.too-short', values: { least: MIN_PASSWORD } };
  if (fault === 'too-long') return { key: 'people.password.too-long', values: { most: MAX_PASSWORD } };
  return `people.password.${fault}`;
}
