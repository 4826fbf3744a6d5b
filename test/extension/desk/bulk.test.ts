import { describe, expect, it } from 'vitest';
import {
  extendPicked,
  inCommon,
  NOTHING_PICKED,
  progressOf,
  sortOut,
  togglePicked,
} from '../../../extension/desk/model/bulk.ts';
import type { OutboxEntry, StoredTicket } from '../../../extension/store/database.ts';
import { rowOf } from '../../../extension/store/tickets.ts';
import { NOON, ticket } from '../fixtures.ts';

type Verdict = NonNullable<ReturnType<typeof ticket>['verdict']>;
const CHECKED = '2025-03-09T12:00:05+07:00';
const finding = (code: 'LOCATION_MISMATCH' | 'NARRATIVE_MISSING'): Verdict['reasons'][number] => ({
  code,
  severity: 'fail',
  message: code,
  advice: '',
});
const row = (number: string, verdict: Verdict['verdict'] | null, codes: Verdict['reasons'] = [], more = {}) =>
  rowOf(
    ticket({
      number,
      actions: ['setujui', 'kembalikan', 'tunda', 'catat'],
      verdict: verdict && { verdict, reasons: codes, checkedAt: CHECKED },
      ...more,
    }),
    ['validator'],
    NOON,
  );
const [OFF, BARE] = [finding('LOCATION_MISMATCH'), finding('NARRATIVE_MISSING')];
const GOOD = row('JK2503080001', 'pass');
const LOOK = row('JK2503080002', 'warn');
const BAD = row('JK2503080003', 'fail', [OFF, BARE]);
const OFF_ONLY = row('JK2503080004', 'fail', [OFF], { category: 'Pohon' });
const UNCHECKED = row('JK2503080005', null);
const READ_ONLY = row('JK2503080006', 'pass', [], { actions: ['catat'] });
const ALL = [GOOD, LOOK, BAD, OFF_ONLY, UNCHECKED, READ_ONLY];
const never = (): boolean => false;

describe('several reports at once', () => {
  it('are approved only where the check found nothing, and each other is counted with its reason', () => {
    expect(sortOut(ALL, 'setujui', never, never)).toEqual({
      fit: [GOOD],
      leftOut: [
        { why: 'fail', count: 2 },
        { why: 'warn', count: 1 },
        { why: 'unchecked', count: 1 },
        { why: 'not_allowed', count: 1 },
      ],
    });
  });

  it.each(['kembalikan', 'tunda'] as const)(
    'take %s whatever the check found, where it is allowed',
    (action) => {
      expect(sortOut(ALL, action, never, never)).toEqual({
        fit: [GOOD, LOOK, BAD, OFF_ONLY, UNCHECKED],
        leftOut: [{ why: 'not_allowed', count: 1 }],
      });
    },
  );

  it('leave out what is decided already and not yet sent', () => {
    expect(sortOut([GOOD, LOOK], 'tunda', (number) => number === GOOD.number, never)).toEqual({
      fit: [LOOK],
      leftOut: [{ why: 'pending', count: 1 }],
    });
  });

  it('leave out what has changed since it was picked', () => {
    expect(sortOut([GOOD, LOOK], 'tunda', never, ({ number }) => number === GOOD.number)).toEqual({
      fit: [LOOK],
      leftOut: [{ why: 'changed', count: 1 }],
    });
  });

  it('propose the reasons that are advised for each of them, and criteria of a category all have', () => {
    const reasons = (tickets: StoredTicket[]) =>
      inCommon(tickets)?.item.verdict?.reasons.map(({ code }) => code);
    expect(reasons([BAD, OFF_ONLY])).toEqual(['LOCATION_MISMATCH']);
    expect(reasons([BAD, OFF_ONLY, GOOD])).toEqual([]);
    expect(inCommon([BAD, OFF_ONLY])?.item.category).toBe('');
    expect(inCommon([BAD, GOOD])?.item.category).toBe('Jalan');
    expect(inCommon([])).toBeNull();
  });
});

describe('picking', () => {
  const numbers = (picking: typeof NOTHING_PICKED): string[] =>
    [...picking.picked].map((number) => number.slice(-1)).sort();
  const [one, two, three, four] = ALL.map(({ number }) => number);
  if (!one || !two || !three || !four) throw new Error('there are six reports');

  it('goes on from where extending began, and takes back what is walked back over', () => {
    let picking = extendPicked(NOTHING_PICKED, ALL, one, two);
    picking = extendPicked(picking, ALL, two, three);
    expect(numbers(picking)).toEqual(['1', '2', '3']);
    expect(numbers(extendPicked(picking, ALL, three, two))).toEqual(['1', '2']);
  });

  it('keeps what was picked singly before', () => {
    const single = togglePicked(NOTHING_PICKED, one);
    const second = togglePicked(single, three);
    expect(numbers(extendPicked(second, ALL, three, four))).toEqual(['1', '3', '4']);
    expect(numbers(togglePicked(second, one))).toEqual(['3']);
  });

  it('begins anew where the report it began at is no longer listed', () => {
    const picking = extendPicked(NOTHING_PICKED, ALL, one, two);
    const left = extendPicked(picking, ALL.slice(1), two, three);
    expect(left.anchor).toBeNull();
    expect(numbers(left)).toEqual(['1', '2']);
  });
});

describe('the progress of decisions made at once', () => {
  const entry = (id: number, state: OutboxEntry['state'], size = 4): OutboxEntry => ({
    id,
    number: `JK250308000${id}`,
    version: 4,
    body: { action: 'kembalikan', reasonCodes: ['foto_tidak_ada'] },
    idempotencyKey: String(id),
    accountId: 'v1',
    madeAt: NOON,
    sendAfter: NOON,
    attempts: 0,
    state,
    effect: { from: null, to: null, returned: false },
    batch: { id: 'b', size },
  });

  it('counts as sent what is no longer in the outbox', () => {
    expect(progressOf([entry(2, 'conflict'), entry(3, 'sending'), entry(4, 'held')])).toMatchObject([
      { size: 4, sent: 1, failed: 1 },
    ]);
  });

  it('says nothing before it begins, and nothing once all were answered', () => {
    expect(progressOf([1, 2, 3, 4].map((id) => entry(id, 'held')))).toEqual([]);
    expect(progressOf([entry(2, 'conflict')])).toEqual([]);
  });
});
