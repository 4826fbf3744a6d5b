/** `If-Match`: a decision names the version it was made on, and stops when that is no longer the newest. */
import type { Phrase } from '#shared/words/phrase.ts';
import { HttpProblem } from './problem.ts';

/** Strong tags in their quotation marks (RFC 9110): by anything else one would be told for ever that something changed. */
const WELL_FORMED = /^\s*(?:\*|"[^"]*"(?:\s*,\s*"[^"]*")*)\s*$/;

/** ETag of a report: exactly `"<version>"`, strong. */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/** Does `If-Match` name this version? `*` matches any. */
export function namesVersion(header: string | undefined, version: number): boolean {
  const named = (header ?? '').split(',').map((tag) => tag.trim());
  return named.includes('*') || named.includes(etagOf(version));
}

/**
 * Throws 428 when the header is missing, 412 when it names neither `version` nor one before it down to `oldest`:
 * the first that says the same as the newest.
 */
export function requireVersion(header: string | undefined, version: number, oldest = version): void {
  if (header === undefined || header.trim() === '') throw new HttpProblem('precondition-required');
  for (let same = version; same >= oldest; same--) if (namesVersion(header, same)) return;
  if (WELL_FORMED.test(header)) throw new HttpProblem('stale-version', { version });
  const detail: Phrase = { key: 'problems.refused.if_match_quotes', values: { version } };
  throw new HttpProblem('stale-version', { version, detail });
}

/** Does `If-None-Match` already hold this tag? Weak comparison, as RFC 9110 has it for GET. */
export function isHeld(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  const plain = etag.replace(/^W\//, '');
  return header.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === plain);
}
