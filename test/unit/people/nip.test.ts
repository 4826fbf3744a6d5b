/** Which numbers can be an officer's NIP. */
import { expect, it } from 'vitest';
import { isNip } from '#shared/contract/account-requests.ts';

it.each([
  ['198503152010011007', true],
  ['199002292015012001', false],
  ['199202292023211001', true],
  ['19850315201001100', false],
  ['198513152010011007', false],
  ['198503152010013007', false],
  ['１９８503152010011007', false],
])('%s as a NIP: %s', (nip, good) => {
  expect(isNip(nip)).toBe(good);
});
