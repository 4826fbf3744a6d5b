import { describe, expect, it } from 'vitest';
import type { OwnDecisions } from '#shared/contract/queue.ts';
import { ownDay } from '../../../extension/desk/model/own-day.ts';
import type { OutboxEntry } from '../../../extension/store/database.ts';

const now = Date.parse('2025-03-10T10:00:00+07:00');
const HEARD: OwnDecisions = {
  since: '2025-03-10T00:00:00+07:00',
  decided: 41,
  items: [
    {
      ...{ number: 'JK2503080001', category: 'Jalan', status: 'selesai', version: 5, action: 'setujui' },
      at: '2025-03-10T09:00:00+07:00',
    },
  ],
};

function onTheWay(action: 'setujui' | 'catat', madeAt = now - 1_000): OutboxEntry {
  return {
    ...{ number: 'JK2503080002', version: 4, idempotencyKey: 'x', accountId: 'a', madeAt, sendAfter: madeAt },
    body: action === 'catat' ? { action, note: 'x' } : { action },
    ...{ attempts: 0, state: 'held', effect: { from: 'overdue', to: null, returned: false } },
  };
}

const day = (heard: OwnDecisions | undefined, entries: OutboxEntry[], at = now, clockOffset = 0) =>
  ownDay(heard, entries, new Map(), { now: at, clockOffset });

describe('one’s own day', () => {
  it('counts what the service has heard of and what is on its way, the unsent first', () => {
    const { decided, items } = day(HEARD, [onTheWay('setujui')]);
    expect(decided).toBe(42);
    expect(items.map(({ number, isSent }) => [number, isSent])).toEqual([
      ['JK2503080002', false],
      ['JK2503080001', true],
    ]);
  });

  it('lists a note and does not count it as decided', () => {
    expect(day(HEARD, [onTheWay('catat')])).toMatchObject({ decided: 41, items: [{ action: 'catat' }, {}] });
  });

  it('begins anew at midnight, though nothing was read since and yesterday’s decisions still wait', () => {
    const midnight = Date.parse('2025-03-11T00:00:00+07:00');
    expect(day(HEARD, [onTheWay('setujui', midnight - 1)], midnight)).toEqual({ decided: 0, items: [] });
    expect(day(undefined, [onTheWay('setujui', midnight)], midnight).decided).toBe(1);
  });

  it('tells the service’s time of what was decided on a machine whose clock is off', () => {
    const { items } = day(undefined, [onTheWay('setujui', now - 3_600_000)], now, 3_600_000);
    expect(Date.parse(items[0]?.at ?? '')).toBe(now);
  });
});
