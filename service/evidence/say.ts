/** A stored verdict in the reader's words. */
import type { Reason, Verdict } from '#shared/contract/evidence.ts';
import { type Actor, hasRole } from '#shared/contract/session.ts';
import { type Finding, verdictOf } from '#shared/evidence/finding.ts';
import { type FindingReader, sayFinding } from '#shared/evidence/messages.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import { speaker } from '#shared/words/speak.ts';
import type { Language } from '../platform/http/language.ts';
import type { StoredVerdict } from '../tables/ticket.ts';

/** Only validators and supervisors learn which other report a finding refers to. */
export function maySeeRef(actor: Actor): boolean {
  return hasRole(actor, 'validator', 'supervisor');
}

/** An office is told what to do itself; whoever judges as well, what to ask of the office. */
export function readerAs(actor: Actor): FindingReader {
  return hasRole(actor, 'unit_admin') && !maySeeRef(actor) ? 'office' : 'validator';
}

export interface Listener {
  actor: Actor;
  language: Language;
}

/**
 * Findings as reasons: message and advice are made on reading, in the reader's language. `photos` = how many
 * after-photos there are.
 */
export function sayReasons(
  findings: readonly Finding[],
  photos: number,
  { actor, language }: Listener,
): Reason[] {
  const reader = readerAs(actor);
  return findings.map(({ ref, otherPhoto, ...rest }) => {
    const other = {
      ...(ref === undefined ? {} : { ref }),
      ...(otherPhoto === undefined ? {} : { otherPhoto }),
    };
    const finding = maySeeRef(actor) ? { ...rest, ...other } : rest;
    return { ...finding, ...sayFinding(finding, speaker(language), { photos, reader }) };
  });
}

export function sayVerdict(stored: StoredVerdict, listener: Listener): Verdict {
  return {
    verdict: verdictOf(stored.findings),
    reasons: sayReasons(stored.findings, stored.photos, listener),
    checkedAt: toTimestamp(stored.checkedAt),
  };
}
