/** Reports, accounts and a service small enough to hold in one's head, for tests of worker and store. */
import type { Policy } from '#shared/contract/policy.ts';
import type { Counters } from '#shared/contract/queue.ts';
import type { Session } from '#shared/contract/session.ts';
import type { Ticket } from '#shared/contract/ticket.ts';
import { CLOCK_POLICY } from '#shared/rules/clocks.ts';
import { EVIDENCE_POLICY, thresholdsOf } from '#shared/rules/evidence.ts';
import { PERFORMANCE_POLICY } from '#shared/rules/performance.ts';
import { RETENTION_POLICY } from '#shared/rules/retention.ts';

/** 10 Mar 2025, 10.00 WIB. */
export const NOON = Date.parse('2025-03-10T10:00:00+07:00');

export const NUMBER = 'JK2503080007';

export function ticket(changes: Partial<Ticket> = {}): Ticket {
  return {
    number: NUMBER,
    version: 4,
    status: 'validasi',
    unit: { code: '31.74.03.1002', name: 'Kelurahan Bangka' },
    category: 'Jalan',
    channel: 'jaki',
    private: true,
    points: [],
    description: 'Jalan berlubang',
    reportedAt: '2025-03-08T09:00:00+07:00',
    receivedAt: '2025-03-08T09:01:00+07:00',
    clocks: [
      {
        clock: 'validation',
        since: '2025-03-09T12:00:00+07:00',
        dueAt: '2025-03-10T14:00:00+07:00',
        late: false,
        assumed: false,
      },
    ],
    nextDueAt: '2025-03-10T14:00:00+07:00',
    verdict: { verdict: 'pass', reasons: [], checkedAt: '2025-03-09T12:00:05+07:00' },
    photos: [],
    actions: ['setujui', 'kembalikan', 'catat'],
    events: [],
    ...changes,
  };
}

export function counters(changes: Partial<Counters> = {}): Counters {
  return {
    overdue: 0,
    due1h: 0,
    dueToday: 0,
    waiting: 0,
    postponed: 0,
    atField: 0,
    returned: 0,
    nextChangeAt: null,
    ...changes,
  };
}

export function session(changes: Partial<Session['actor']> = {}): Session {
  return {
    token: 'token-of-the-validator',
    expiresAt: '2025-03-11T10:00:00+07:00',
    actor: {
      id: 'v1',
      username: 'validator',
      name: 'Validator Satu',
      role: 'validator',
      unit: null,
      ...changes,
    },
    sites: ['http://localhost:8787/demo/laporan*'],
  };
}

export function policy(): Policy {
  const evidence = thresholdsOf(EVIDENCE_POLICY);
  const from = '2025-01-01T00:00:00+07:00';
  return {
    version: 1,
    from,
    recompute: false,
    reason: 'Awal',
    setAt: from,
    clocks: CLOCK_POLICY,
    evidence,
    retention: RETENTION_POLICY,
    performance: PERFORMANCE_POLICY,
  };
}
