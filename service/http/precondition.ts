/** `If-Match`: a decision names the version it was made on, and stops when that is no longer the newest. */
import { HttpProblem } from './problem.ts';

/** ETag of a report: exactly `"<version>"`, strong. */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/** Throws 428 when the header is missing, 412 when it names another version. `*` matches any. */
export function requireVersion(header: string | undefined, version: number): void {
  if (header === undefined || header.trim() === '') throw new HttpProblem('precondition-required');
  const named = header.split(',').map((tag) => tag.trim());
  if (named.includes('*') || named.includes(etagOf(version))) return;
  throw new HttpProblem('stale-version', { version });
}

/** Does `If-None-Match` already hold this tag? Weak comparison, as RFC 9110 has it for GET. */
export function isHeld(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  const plain = etag.replace(/^W\//, '');
  return header.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === plain);
}
