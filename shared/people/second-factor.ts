/** Who says a code beside the password: who must, and what becomes of it. */
import type { CallerRole } from '../ticket/role.ts';

/** Whose password alone would open everybody's rights and every report. */
const NEED_IT: readonly CallerRole[] = ['supervisor', 'operator'];

export function needsSecondFactor(roles: readonly CallerRole[]): boolean {
  return roles.some((role) => NEED_IT.includes(role));
}
