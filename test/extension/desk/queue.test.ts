import { describe, expect, it } from 'vitest';
import { NO_FILTER } from '../../../extension/desk/model/filter.ts';
import { arrangeQueue, nextAfter, step } from '../../../extension/desk/model/queue.ts';
import {
  layOut,
  ROW_HEIGHT,
  TITLE_HEIGHT,
  topToReveal,
  visibleRows,
} from '../../../extension/desk/queue/window.ts';
import type { StoredTicket } from '../../../extension/store/database.ts';
import { ticket } from '../fixtures.ts';

const now = Date.parse('2025-03-10T10:00:00+07:00');
const NOTHING: ReadonlySet<string> = new Set();

function row(last: number, due: string | null, changes: Partial<StoredTicket> = {}): StoredTicket {
  const number = `JK250308${String(last).padStart(4, '0')}`;
  const item = ticket({ number, nextDueAt: due, clocks: [] });
  const nextDueAt = due === null ? Number.POSITIVE_INFINITY : Date.parse(due);
  return { number, inQueue: true, nextDueAt, item, syncedAt: now, ...changes };
}

function claimed(base: StoredTicket, until: string): StoredTicket {
  return { ...base, item: { ...base.item, claim: { by: 'Validator Dua', until, mine: false } } };
}

const LATE = row(1, '2025-03-10T07:00:00+07:00');
const SOON = row(2, '2025-03-10T10:42:00+07:00');
const TODAY = row(3, '2025-03-10T16:00:00+07:00');
const LATER = row(4, '2025-03-12T16:00:00+07:00');
const UNDATED = row(5, null);
const OTHERS = claimed(row(6, '2025-03-10T06:00:00+07:00'), '2025-03-10T10:04:00+07:00');
const ALL = [LATE, SOON, TODAY, LATER, UNDATED, OTHERS];

const arrange = (rows: StoredTicket[], search = '', leaving = NOTHING) =>
  arrangeQueue(rows, { now, leaving, filter: { ...NO_FILTER, search } });

describe('the queue', () => {
  const held = row(7, '2025-03-10T07:00:00+07:00');
  const asked = claimed(row(8, '2025-03-10T07:00:00+07:00'), '2025-03-10T10:04:00+07:00');
  held.item = { ...held.item, heldUntil: '2025-03-11T07:00:00+07:00' };
  asked.item = { ...asked.item, visit: { askedAt: '2025-03-10T08:00:00+07:00' } };
  const named = (groups: ReturnType<typeof arrange>['groups']) =>
    groups.map((group) => [group.name, group.tickets.map((each) => each.number.slice(-1))]);

  it('groups by urgency in due order, whoever looks at what, and folds what nobody is to decide now', () => {
    const { groups, aside, order, overdue, today, toDecide } = arrange([...ALL, held, asked].reverse());
    expect(named(groups)).toEqual([
      ['overdue', ['6', '1']],
      ['due1h', ['2']],
      ['dueToday', ['3']],
      ['waiting', ['4', '5']],
    ]);
    expect([order.length, overdue, today, toDecide]).toEqual([6, 2, 4, 6]);
    expect(aside).toEqual([
      { name: 'postponed', count: 1, at: Date.parse('2025-03-11T07:00:00+07:00'), isFolded: true },
      { name: 'atField', count: 1, at: Date.parse('2025-03-10T08:00:00+07:00'), isFolded: true },
    ]);
  });

  it('lists what is set aside last where it is unfolded, searched for or asked for by the filter', () => {
    const view = { now, leaving: NOTHING, filter: NO_FILTER, unfolded: new Set(['atField'] as const) };
    expect(named(arrangeQueue([...ALL, held, asked], view).groups).slice(-2)).toEqual([
      ['waiting', ['4', '5']],
      ['atField', ['8']],
    ]);
    expect(arrange([...ALL, held, asked], '0007').order).toEqual([held]);
    const filter = { search: '', facets: { due: ['postponed'] } };
    expect(arrangeQueue([...ALL, held, asked], { now, leaving: NOTHING, filter }).order).toEqual([held]);
  });

  it('of several put off tells the first to end', () => {
    const later = row(9, '2025-03-10T07:00:00+07:00');
    later.item = { ...later.item, heldUntil: '2025-03-12T07:00:00+07:00' };
    expect(arrange([later, held]).aside).toMatchObject([
      { count: 2, at: Date.parse('2025-03-11T07:00:00+07:00') },
    ]);
  });

  it('is moved by no proposal, to oneself or to another', () => {
    const proposed = (given: StoredTicket, mine: boolean): StoredTicket => ({
      ...given,
      item: { ...given.item, proposedValidator: { username: 'ani', name: 'Ani', mine } },
    });
    const { order } = arrange([proposed(LATER, false), proposed(UNDATED, true), TODAY]);
    expect(order.map((each) => each.number.slice(-1))).toEqual(['3', '4', '5']);
  });

  it('counts what others are checking as late all the same', () => {
    const { waiting, overdue } = arrange(ALL);
    expect([waiting.length, overdue]).toEqual([6, 2]);
  });

  it('lists neither what has left the queue nor what a decision is taking out of it', () => {
    const left = { ...SOON, inQueue: false };
    expect(arrange([LATE, left, TODAY], '', new Set([LATE.number])).order).toEqual([TODAY]);
  });

  it('orders reports that are due at the same instant by number, so that none changes places', () => {
    const a = row(8, '2025-03-10T16:00:00+07:00');
    const b = row(7, '2025-03-10T16:00:00+07:00');
    expect(arrange([a, b]).order).toEqual([b, a]);
  });
});

describe('the search', () => {
  it('finds every word anywhere, in any case, and still counts the whole queue', () => {
    const found = arrange(ALL, '  BANGKA 0003 ');
    expect(found.order).toEqual([TODAY]);
    expect([found.waiting.length, found.overdue]).toEqual([6, 2]);
  });

  it('takes signs for signs, not for a pattern', () => {
    expect(arrange(ALL, '.*').order).toEqual([]);
  });
});

describe('walking through the queue', () => {
  const order = [LATE, SOON, TODAY];

  it('stays at both ends', () => {
    expect(step(order, { number: LATE.number, lastIndex: 0 }, -1)).toBe(LATE.number);
    expect(step(order, { number: TODAY.number, lastIndex: 2 }, 1)).toBe(TODAY.number);
  });

  it('goes on from where a report was that somebody else has decided meanwhile', () => {
    const gone = { number: 'JK2503089999', lastIndex: 1 };
    expect(step(order, gone, 1)).toBe(SOON.number);
    expect(step(order, gone, -1)).toBe(LATE.number);
  });

  it('goes nowhere in an empty list', () => {
    expect(step([], { number: null, lastIndex: 0 }, 1)).toBeNull();
  });

  it('after a decision shows the next one, after the last the one before, then none', () => {
    expect(nextAfter(order, SOON.number, now)).toBe(TODAY.number);
    expect(nextAfter(order, TODAY.number, now)).toBe(SOON.number);
    expect(nextAfter([LATE], LATE.number, now)).toBeNull();
  });

  it('passes over what somebody else looks at just now, unless nothing else is left', () => {
    const taken = claimed(SOON, '2025-03-10T10:04:00+07:00');
    expect(nextAfter([LATE, taken, TODAY], LATE.number, now)).toBe(TODAY.number);
    expect(nextAfter([LATE, taken], LATE.number, now)).toBe(taken.number);
    const ended = claimed(SOON, '2025-03-10T10:00:00+07:00');
    expect(nextAfter([LATE, ended, TODAY], LATE.number, now)).toBe(ended.number);
  });
});

describe('the window on a long list', () => {
  const layout = layOut([3, 2000]);
  const [, long] = layout.bands;
  if (!long) throw new Error('two groups make two bands');

  it('draws the row that has the keyboard as well, once, wherever one looks', () => {
    const far = visibleRows(long, { top: 50_000, height: 480 }, 3 + 7).map(({ index }) => index);
    expect(far).toContain(7);
    expect(far).toHaveLength(visibleRows(long, { top: 50_000, height: 480 }).length + 1);
    const near = visibleRows(long, { top: 0, height: 480 }, 3 + 2).map(({ index }) => index);
    expect(near).toHaveLength(new Set(near).size);
  });

  it('is as high as all rows and titles', () => {
    expect(layout.height).toBe(2 * TITLE_HEIGHT + 2003 * ROW_HEIGHT);
  });

  it('draws a handful of two thousand rows, wherever one looks', () => {
    for (const top of [0, 48_000, layout.height - 800]) {
      const rows = visibleRows(long, { top, height: 800 });
      expect(rows.length).toBeLessThan(35);
      const wanted = Math.floor((top + 400 - long.top - TITLE_HEIGHT) / ROW_HEIGHT);
      expect(rows.map((each) => each.index)).toContain(wanted);
    }
  });

  it('draws nothing of a group that is out of sight', () => {
    expect(visibleRows({ ...long, top: 0, rows: 3 }, { top: 50_000, height: 800 })).toEqual([]);
  });

  it('scrolls no further than it must', () => {
    const sight = { top: 0, height: 480 };
    expect(topToReveal(layout, 4, sight)).toBe(0);
    expect(topToReveal(layout, 20, sight)).toBe(2 * TITLE_HEIGHT + 21 * ROW_HEIGHT - 480);
  });

  it('shows a row above below the title that sticks to the top', () => {
    expect(topToReveal(layout, 20, { top: 40_000, height: 480 })).toBe(TITLE_HEIGHT + 20 * ROW_HEIGHT);
  });

  it('shows the first row with its title', () => {
    expect(topToReveal(layout, 0, { top: 900, height: 480 })).toBe(0);
  });
});
