/** Which of the things asked of a narrative it names, read from the findings' measures. Pure. */
import type { Verdict } from '#shared/contract/evidence.ts';

const MENTIONS = ['action', 'place', 'words'] as const;

export interface Mention {
  what: (typeof MENTIONS)[number];
  present: boolean;
}

/** Findings after which there is nothing to speak of: no words, or none that say anything. */
const SAYS_NOTHING = ['NARRATIVE_MISSING', 'NARRATIVE_BOILERPLATE'];

/** Empty where the narrative says the work is not done: the check stopped there and did not look further. */
export function mentionsOf({ reasons }: Pick<Verdict, 'reasons'>): Mention[] {
  if (reasons.some((reason) => reason.code === 'NARRATIVE_NOT_DONE')) return [];
  const empty = reasons.some((reason) => SAYS_NOTHING.includes(reason.code));
  const missing = reasons.flatMap((reason) => {
    const lacks = reason.code === 'NARRATIVE_THIN' ? reason.measure?.missing : undefined;
    return Array.isArray(lacks) ? lacks : [];
  });
  return MENTIONS.map((what) => ({ what, present: !empty && !missing.includes(what) }));
}
