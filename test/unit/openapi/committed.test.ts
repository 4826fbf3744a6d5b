/** A change of the contract is a decision: it is seen in a file that others build on, and not only in the code. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { COMMITTED, committedText } from '../../../service/openapi/document.ts';

it('docs/openapi.json says what the service says', () => {
  const isSame = readFileSync(COMMITTED, 'utf8') === committedText();
  expect(
    isSame,
    'The contract has changed. Run `npm run docs:openapi` and look at the difference: what others may rely on (a call, a field of an answer, a value) goes only on purpose.',
  ).toBe(true);
});
