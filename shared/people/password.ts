/**
 * What a password must be. Length counts, drawn-out sameness does not, and what everyone tries first is refused;
 * no rule about capitals and digits. Source: NIST SP 800-63B, 3.1.1 (length and a list of the usual ones).
 */
import { here } from '../city/here.ts';

export const MIN_PASSWORD = 10;
export const MAX_PASSWORD = 200;

/** Parts that make a password guessable here, once what surrounds them is too little to matter. */
const USUAL = ['password', 'qwerty', 'rahasia', 'indonesia', 'admin', 'tuntas', '1234567', 'katasandi'];

export type PasswordFault = 'too-short' | 'too-long' | 'monotonous' | 'usual' | 'own-name';

/** Null when it will do. */
export function passwordFault(password: string, username: string): PasswordFault | null {
  if (password.length < MIN_PASSWORD) return 'too-short';
  if (password.length > MAX_PASSWORD) return 'too-long';
  if (new Set(password).size < 5) return 'monotonous';
  const plain = password.toLowerCase();
  if (leaves(plain, username.toLowerCase()) < 6) return 'own-name';
  return [...USUAL, here().name.toLowerCase()].some((usual) => leaves(plain, usual) < 5) ? 'usual' : null;
}

/** How many characters are left of it without that word. */
function leaves(password: string, word: string): number {
  return word === '' ? password.length : password.replaceAll(word, '').length;
}
