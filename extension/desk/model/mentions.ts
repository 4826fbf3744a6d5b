/** Which of the things asked of a narrative it names, read from the findings' measures. Pure. */
import type { Verdict } from '#shared/contract/evidence.ts';

const MENTIONS = ['action', 'place', 'words'] as const;

export interface Mention {
  what: (typeof MENTIONS)[number];
  present: boolean;
}

/** Findings after which there is nothing to speak of: no words, or none that say anything. */
const SAYS_NOTHING = ['NARRATIVE_MISSING', 'NARRATIVE_BOILERPLATE'];

/** Findings after which the check looked no further: there is no finished work to speak of. */
const NOTHING_FINISHED = ['NARRATIVE_NOT_DONE', 'NARRATIVE_PASSED_ON'];

/** Empty where the narrative tells of no finished work. */
export function mentionsOf({ reasons }: Pick<Verdict, 'reasons'>): Mention[] {
  if (reasons.some((reason) => NOTHING_FINISHED.includes(reason.code))) return [];
  const empty = reasons.some((reason) => SAYS_NOTHING.includes(reason.code));
  const missing = reasons.flatMap((reason) => {
    const lacks = reason.code === 'NARRATIVE_THIN' ? reason.measure?.missing : undefined;
    return Array.isArray(lacks) ? lacks : [];
  });
  return MENTIONS.map((what) => ({ what, present: !empty && !missing.includes(what) }));
}
