import { describe, expect, it } from 'vitest';
import type { ActionBody } from '#shared/contract/action.ts';
import type { Ticket } from '#shared/contract/ticket.ts';
import { happenedSince, outlookOf } from '../../../extension/desk/model/changed.ts';
import type { OutboxEntry, StoredTicket } from '../../../extension/store/database.ts';
import { rowOf } from '../../../extension/store/tickets.ts';
import { NOON, NUMBER, ticket } from '../fixtures.ts';

const mine = (body: ActionBody, state: OutboxEntry['state'] = 'conflict'): OutboxEntry => ({
  id: 1,
  number: NUMBER,
  version: 4,
  body,
  idempotencyKey: 'k',
  accountId: 'v1',
  madeAt: NOON,
  sendAfter: NOON,
  attempts: 1,
  state,
  effect: { from: null, to: null, returned: false },
});
const now = (changes: Partial<Ticket>): StoredTicket => rowOf(ticket(changes), ['validator'], NOON);
const event = (version: number): Ticket['events'][number] => ({
  seq: version,
  version,
  at: '2025-03-10T09:00:00+07:00',
  action: 'catat',
  actor: { role: 'validator' },
  from: 'validasi',
  to: 'validasi',
});

describe('a decision that came too late', () => {
  it('can be made again where the report as it now is still takes it', () => {
    expect(outlookOf(mine({ action: 'setujui' }), now({ version: 5 }))).toBe('again');
  });

  it('waits until the newer version has been read: nobody decides on what they have not seen', () => {
    expect(outlookOf(mine({ action: 'setujui' }), now({ version: 4 }))).toBe('unread');
    expect(outlookOf(mine({ action: 'setujui' }), undefined)).toBe('unread');
  });

  it('can be made no more where somebody else has decided', () => {
    const decided = now({ version: 5, status: 'selesai', actions: ['catat'] });
    expect(outlookOf(mine({ action: 'kembalikan', reasonCodes: ['foto_lama'] }), decided)).toBe('closed');
  });

  it('needs a reason where the evidence has come to advise a return', () => {
    const verdict = { verdict: 'fail' as const, reasons: [], checkedAt: '2025-03-10T09:00:00+07:00' };
    const checkedAgain = now({ version: 5, verdict });
    expect(outlookOf(mine({ action: 'setujui' }), checkedAgain)).toBe('reason_needed');
    expect(outlookOf(mine({ action: 'setujui', reason: 'Titik laporan salah' }), checkedAgain)).toBe('again');
  });

  it('can be made again on the same version where it was refused for another reason', () => {
    expect(outlookOf(mine({ action: 'setujui' }, 'refused'), now({ version: 4 }))).toBe('again');
  });

  it('stands beside what happened after the version it was made on', () => {
    const read = now({ version: 6, events: [3, 4, 5, 6].map(event) });
    const since = happenedSince(mine({ action: 'setujui' }), read);
    expect(since?.map(({ version }) => version)).toEqual([5, 6]);
    const { events: _, ...item } = ticket({ version: 6 });
    expect(happenedSince(mine({ action: 'setujui' }), { ...read, item })).toBeNull();
  });
});
