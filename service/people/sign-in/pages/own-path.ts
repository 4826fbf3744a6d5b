/** Where somebody is led after signing in: a path of this service, whatever the address asked for. */

const HERE = 'http://here.invalid';

/** Pages that lead on to others themselves. */
const DOORS = /^\/(masuk|sso|keluar)(\/|$)/;

/** Null for anything that a browser could take for another site (`//evil`, `/\evil`, `/.//evil`) or that leads round. */
export function ownPath(wanted: string | undefined): string | null {
  if (wanted === undefined || !wanted.startsWith('/') || !URL.canParse(wanted, HERE)) return null;
  const { origin, pathname, search } = new URL(wanted, HERE);
  if (origin !== HERE || pathname.startsWith('//') || DOORS.test(pathname)) return null;
  return pathname + search;
}
