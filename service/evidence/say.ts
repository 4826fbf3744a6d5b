/** A stored verdict in the reader's words. */
import type { Verdict } from '#shared/contract/evidence.ts';
import { toWibString } from '#shared/deadline/wib.ts';
import { verdictOf } from '#shared/evidence/finding.ts';
import type { StoredVerdict } from '../db/schema/ticket.ts';
import type { Language } from '../http/language.ts';

/** Only validators and supervisors learn which other report a finding refers to. */
export function maySeeRef(role: string): boolean {
  return role === 'validator' || role === 'supervisor';
}

export function sayVerdict(
  stored: StoredVerdict,
  _reader: { actor: { role: string }; language: Language },
): Verdict {
  return {
    verdict: verdictOf(stored.findings),
    reasons: [],
    checkedAt: toWibString(stored.checkedAt),
  };
}
