/** Which photos the service has copies of, for showing in any browser. */
import type { Photo } from '#shared/contract/ticket.ts';

/** Not of HEIC, whose pixels the service cannot read, nor of what is no photo. */
export function hasCopies({ facts }: Photo): boolean {
  return !facts?.unreadable && facts?.format !== 'heic';
}
