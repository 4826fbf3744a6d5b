/**
 * What of the queue is listed: words that must occur, and per facet the values of which one must fit. A facet
 * without a value filters nothing. Also counted: how many reports each value would show. Pure.
 */
import { z } from 'zod';
import { WORK_GROUPS, workGroupOf, workOf } from '#shared/deadline/urgency.ts';
import { VERDICTS } from '#shared/evidence/finding.ts';
import { STATUSES } from '#shared/ticket/status.ts';
import type { StoredTicket } from '../../store/database.ts';
import { isWithOthers } from '../../store/tickets.ts';

export const FACETS = [
  'due',
  'verdict',
  'status',
  'category',
  'kelurahan',
  'unit',
  'channel',
  'proposed',
  'claim',
] as const;
export type Facet = (typeof FACETS)[number];

/** As it is kept in a saved view; facets of an older version that are no longer known are dropped. */
export const QueueFilter = z.object({
  search: z.string().max(200),
  facets: z.partialRecord(z.enum(FACETS), z.array(z.string().max(200)).min(1)),
});
export type QueueFilter = z.infer<typeof QueueFilter>;

export const NO_FILTER: QueueFilter = { search: '', facets: {} };
/** What is proposed to oneself, in turn with the others on duty. */
export const FOR_ME: QueueFilter = { search: '', facets: { proposed: ['mine'] } };

/** Values whose order says something; the others stand by how many reports they show. */
const ORDERED: Partial<Record<Facet, readonly string[]>> = {
  due: WORK_GROUPS,
  verdict: [...VERDICTS, 'none'],
  status: STATUSES,
  proposed: ['mine', 'none'],
  claim: ['free', 'others'],
};

/** Names rather than codes where people know names: a view stays readable when its office has no report left. */
const VALUE_OF: Record<Facet, (ticket: StoredTicket, now: number) => string | null> = {
  due: ({ item }, now) => workGroupOf(workOf(item), now),
  verdict: ({ item }) => item.verdict?.verdict ?? 'none',
  status: ({ item }) => item.status,
  category: ({ item }) => item.category,
  kelurahan: ({ item }) => item.kelurahan?.name ?? null,
  unit: ({ item }) => item.unit?.name ?? null,
  channel: ({ item }) => item.channel,
  proposed: ({ item: { proposedValidator } }) => {
    if (!proposedValidator) return 'none';
    return proposedValidator.mine ? 'mine' : proposedValidator.name;
  },
  claim: (ticket, now) => (isWithOthers(ticket, now) ? 'others' : 'free'),
};

export function isFiltering({ search, facets }: QueueFilter): boolean {
  return search.trim() !== '' || Object.keys(facets).length > 0;
}

export function sameFilter(a: QueueFilter, b: QueueFilter): boolean {
  const plain = ({ search, facets }: QueueFilter): string =>
    JSON.stringify([search.trim(), FACETS.map((facet) => [...(facets[facet] ?? [])].sort())]);
  return plain(a) === plain(b);
}

/** With the value where it was without, and the other way round. */
export function toggleValue(filter: QueueFilter, facet: Facet, value: string): QueueFilter {
  const { [facet]: chosen = [], ...others } = filter.facets;
  const values = chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value];
  return { ...filter, facets: values.length === 0 ? others : { ...others, [facet]: values } };
}

/** A test for single reports. `now`: ms, the service's clock. */
export function fits(filter: QueueFilter, now: number): (ticket: StoredTicket) => boolean {
  const words = searchWords(filter.search);
  const facets = FACETS.filter((facet) => filter.facets[facet]);
  return (ticket) =>
    facets.every((facet) => fitsFacet(filter, facet, VALUE_OF[facet](ticket, now))) && matches(ticket, words);
}

interface FacetValue {
  value: string;
  /** Reports listed if this facet asked for this value only, the other facets staying as they are. */
  count: number;
  chosen: boolean;
}

export interface FacetCount {
  facet: Facet;
  values: FacetValue[];
}

/** The facets worth asking for: those that would part the reports, and those that already filter. */
export function countFacets(tickets: Iterable<StoredTicket>, filter: QueueFilter, now: number): FacetCount[] {
  const counts = new Map(FACETS.map((facet) => [facet, new Map<string, number>()]));
  const words = searchWords(filter.search);
  for (const ticket of tickets) {
    const values = FACETS.map((facet) => VALUE_OF[facet](ticket, now));
    const against = FACETS.filter((facet, index) => !fitsFacet(filter, facet, values[index] ?? null));
    if (against.length > 1 || !matches(ticket, words)) continue;
    // What only one facet keeps out would be shown by another choice of that facet.
    for (const [index, facet] of FACETS.entries()) {
      const value = values[index];
      if (value == null || (against.length === 1 && against[0] !== facet)) continue;
      const ofFacet = counts.get(facet);
      ofFacet?.set(value, (ofFacet.get(value) ?? 0) + 1);
    }
  }
  return FACETS.map((facet) => ({ facet, values: valuesOf(facet, counts.get(facet), filter) })).filter(
    ({ values }) => values.length > 1 || values.some(({ chosen }) => chosen),
  );
}

function valuesOf(
  facet: Facet,
  counts: ReadonlyMap<string, number> | undefined,
  filter: QueueFilter,
): FacetValue[] {
  const chosen = filter.facets[facet] ?? [];
  const names = new Set([...(counts?.keys() ?? []), ...chosen]);
  const values = [...names].map((value) => ({
    value,
    count: counts?.get(value) ?? 0,
    chosen: chosen.includes(value),
  }));
  const order = ORDERED[facet];
  // Names stand behind the values that are ours.
  const place = (value: string): number =>
    order?.includes(value) ? order.indexOf(value) : Number.POSITIVE_INFINITY;
  const inPlace = (a: FacetValue, b: FacetValue): number => {
    const [ofA, ofB] = [place(a.value), place(b.value)];
    return ofA === ofB ? 0 : ofA - ofB;
  };
  return values.sort((a, b) => inPlace(a, b) || b.count - a.count || (a.value < b.value ? -1 : 1));
}

function fitsFacet(filter: QueueFilter, facet: Facet, value: string | null): boolean {
  const wanted = filter.facets[facet];
  return wanted === undefined || (value !== null && wanted.includes(value));
}

function searchWords(search: string): string[] {
  return search.toLowerCase().split(/\s+/).filter(Boolean);
}

/** Every word must occur somewhere in what an officer would call the report by. */
function matches({ item }: StoredTicket, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = [
    item.number,
    item.externalNumber,
    item.category,
    item.unit?.name,
    item.kelurahan?.name,
    item.address,
    item.description,
  ]
    .join('\n')
    .toLowerCase();
  return words.every((word) => text.includes(word));
}
