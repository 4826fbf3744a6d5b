/** What facets and their values are called. */
import { URGENCIES } from '#shared/deadline/urgency.ts';
import { VERDICTS } from '#shared/evidence/finding.ts';
import { CHANNELS } from '#shared/ticket/channel.ts';
import { STATUSES } from '#shared/ticket/status.ts';
import { t } from '../../platform/i18n.ts';
import type { Facet } from '../model/filter.ts';

/** A value that is none of ours (a saved view of another time) is shown as it is, like the names of places. */
const VALUE_WORDS: Partial<Record<Facet, (value: string) => string>> = {
  due: among(URGENCIES, (value) => t(`common.urgency.${value}`)),
  verdict: among([...VERDICTS, 'none'] as const, (value) => t(`common.verdict.${value}`)),
  status: among(STATUSES, (value) => t(`common.status.${value}`)),
  channel: among(CHANNELS, (value) => t(`common.channel.${value}`)),
  proposed: among(['mine', 'none'] as const, (value) => t(`desk.filter.proposed_${value}`)),
  claim: among(['free', 'others'] as const, (value) => t(`desk.filter.claim_${value}`)),
};

export function facetWords(facet: Facet): string {
  return t(`desk.filter.facet_${facet}`);
}

export function valueWords(facet: Facet, value: string): string {
  return VALUE_WORDS[facet]?.(value) ?? value;
}

function among<T extends string>(known: readonly T[], say: (value: T) => string): (value: string) => string {
  return (value) => {
    const found = known.find((each) => each === value);
    return found === undefined ? value : say(found);
  };
}
