import { describe, expect, it } from 'vitest';
import {
  countFacets,
  type Facet,
  FOR_ME,
  fits,
  NO_FILTER,
  QueueFilter,
  sameFilter,
  toggleValue,
} from '../../../extension/desk/model/filter.ts';
import type { StoredTicket } from '../../../extension/store/database.ts';
import { rowOf } from '../../../extension/store/tickets.ts';
import { NOON, ticket } from '../fixtures.ts';

const row = (number: string, changes: Parameters<typeof ticket>[0]): StoredTicket =>
  rowOf(ticket({ number, clocks: [], ...changes }), ['validator'], NOON);

const LATE_ROAD = row('JK2503080001', { category: 'Jalan', nextDueAt: '2025-03-10T07:00:00+07:00' });
const ROAD = row('JK2503080002', { category: 'Jalan', nextDueAt: '2025-03-12T07:00:00+07:00' });
const LATE_TREE = row('JK2503080003', {
  category: 'Pohon',
  channel: 'lapor',
  verdict: null,
  nextDueAt: '2025-03-10T07:00:00+07:00',
});
const CLAIMED = row('JK2503080004', {
  category: 'Sampah',
  nextDueAt: '2025-03-12T07:00:00+07:00',
  claim: { by: 'Validator Dua', until: '2025-03-10T10:05:00+07:00', mine: false },
});
const ALL = [LATE_ROAD, ROAD, LATE_TREE, CLAIMED];

const asking = (facet: Facet, ...values: string[]): QueueFilter =>
  values.reduce((filter, value) => toggleValue(filter, facet, value), NO_FILTER);
const shown = (filter: QueueFilter, now = NOON): string[] =>
  ALL.filter(fits(filter, now)).map((each) => each.number.slice(-1));
const counted = (filter: QueueFilter, facet: Facet) =>
  countFacets(ALL, filter, NOON)
    .find((each) => each.facet === facet)
    ?.values.map(({ value, count, chosen }) => [value, count, chosen]);

describe('a filter', () => {
  it('lets everything through while it asks for nothing', () => {
    expect(shown(NO_FILTER)).toEqual(['1', '2', '3', '4']);
  });

  it('takes any of the values of one facet, and asks every facet', () => {
    expect(shown(asking('category', 'Jalan', 'Pohon'))).toEqual(['1', '2', '3']);
    expect(shown(toggleValue(asking('category', 'Jalan', 'Pohon'), 'due', 'overdue'))).toEqual(['1', '3']);
  });

  it('asks the search as well', () => {
    expect(shown({ ...asking('due', 'overdue'), search: 'pohon' })).toEqual(['3']);
  });

  it('knows what is proposed to oneself, to a colleague by name, and to nobody', () => {
    const proposed = (number: string, name: string, mine: boolean) =>
      row(number, { proposedValidator: { username: name.toLowerCase(), name, mine } });
    const tickets = [proposed('JK2503080011', 'Rina', true), proposed('JK2503080012', 'Budi', false), ROAD];
    const listed = (filter: QueueFilter) =>
      tickets.filter(fits(filter, NOON)).map(({ number }) => number.slice(-1));
    expect(listed(FOR_ME)).toEqual(['1']);
    expect(listed(asking('proposed', 'Budi'))).toEqual(['2']);
    const values = countFacets(tickets, NO_FILTER, NOON).find(({ facet }) => facet === 'proposed')?.values;
    expect(values?.map(({ value }) => value)).toEqual(['mine', 'none', 'Budi']);
  });

  it('knows a report that was not checked yet as one', () => {
    expect(shown(asking('verdict', 'none'))).toEqual(['3']);
  });

  it('shows a report again as free once the claim on it has run out, though nothing was written', () => {
    expect(shown(asking('claim', 'others'))).toEqual(['4']);
    expect(shown(asking('claim', 'others'), NOON + 5 * 60_000)).toEqual([]);
  });

  it('is without the facet again once its last value is taken away', () => {
    expect(toggleValue(asking('channel', 'lapor'), 'channel', 'lapor')).toEqual(NO_FILTER);
  });

  it('is the same whatever the order in which it was put together', () => {
    expect(sameFilter(asking('category', 'Jalan', 'Pohon'), asking('category', 'Pohon', 'Jalan'))).toBe(true);
    expect(sameFilter(asking('category', 'Jalan'), { ...asking('category', 'Jalan'), search: 'x' })).toBe(
      false,
    );
  });

  it('is read from storage only where it is one', () => {
    expect(QueueFilter.safeParse({ search: '', facets: { due: ['overdue'] } }).success).toBe(true);
    for (const broken of [{ search: '' }, { search: '', facets: { due: 'overdue' } }, null]) {
      expect(QueueFilter.safeParse(broken).success).toBe(false);
    }
  });
});

describe('the counts beside the values', () => {
  it('say how many reports a value would show, the other facets staying as they are', () => {
    const filter = asking('due', 'overdue');
    expect(counted(filter, 'category')).toEqual([
      ['Jalan', 1, false],
      ['Pohon', 1, false],
    ]);
    expect(counted(filter, 'due')).toEqual([
      ['overdue', 2, true],
      ['waiting', 2, false],
    ]);
  });

  it('follow the search', () => {
    expect(counted({ ...NO_FILTER, search: 'jalan 0002' }, 'category')).toBeUndefined();
    expect(counted({ ...NO_FILTER, search: '000' }, 'category')).toEqual([
      ['Jalan', 2, false],
      ['Pohon', 1, false],
      ['Sampah', 1, false],
    ]);
  });

  it('leave out a facet in which all reports are alike, unless it filters', () => {
    expect(counted(NO_FILTER, 'status')).toBeUndefined();
    expect(counted(asking('status', 'proses'), 'status')).toEqual([
      ['proses', 0, true],
      ['validasi', 4, false],
    ]);
  });

  it('keep a chosen value in sight that shows nothing any more', () => {
    expect(counted(asking('category', 'Trotoar'), 'category')).toContainEqual(['Trotoar', 0, true]);
  });
});
