/** Why a password will not do, in the officer's words. */
import { MAX_PASSWORD, MIN_PASSWORD, type PasswordFault } from '#shared/people/password.ts';
import type { Said } from '../../platform/http/language.ts';
import { type HttpProblem, invalid } from '../../platform/http/problem.ts';

const WHY: Record<PasswordFault | 'same', Said> = {
  'too-short': {
    id: `Kata sandi paling sedikit ${MIN_PASSWORD} karakter.`,
    en: `A password has at least ${MIN_PASSWORD} characters.`,
  },
  'too-long': {
    id: `Kata sandi paling banyak ${MAX_PASSWORD} karakter.`,
    en: `A password has at most ${MAX_PASSWORD} characters.`,
  },
  monotonous: {
    id: 'Kata sandi mengulang terlalu sedikit karakter. Pakai beberapa kata yang berbeda.',
    en: 'The password repeats too few characters. Use several different words.',
  },
  usual: {
    id: 'Kata sandi ini mudah ditebak. Pakai beberapa kata yang tidak berkaitan.',
    en: 'This password is easily guessed. Use several unrelated words.',
  },
  'own-name': {
    id: 'Kata sandi jangan memuat nama pengguna.',
    en: 'A password must not contain the username.',
  },
  same: { id: 'Kata sandi baru harus berbeda.', en: 'The new password has to be a different one.' },
};

export function passwordRefused(fault: PasswordFault | 'same'): HttpProblem {
  return invalid('next', fault, WHY[fault]);
}
