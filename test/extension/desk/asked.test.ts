import { describe, expect, it } from 'vitest';
import type { Report, TicketClock } from '#shared/contract/ticket.ts';
import { STATUSES } from '#shared/ticket/status.ts';
import { askedOf, isVerdictDue } from '../../../extension/desk/model/asked.ts';
import { whyNotOffered } from '../../../extension/desk/model/decisions.ts';
import { ticket } from '../fixtures.ts';

const clock = (name: TicketClock['clock'], metAt?: string): TicketClock => ({
  clock: name,
  since: '2025-03-08T09:00:00+07:00',
  dueAt: '2025-03-08T15:00:00+07:00',
  late: false,
  assumed: false,
  ...(metAt === undefined ? {} : { metAt }),
});
const MET = '2025-03-08T10:00:00+07:00';

function lying(changes: Partial<Report>): Report {
  return ticket({
    verdict: null,
    actions: ['proses', 'koordinasi', 'catat'],
    status: 'menunggu',
    ...changes,
  });
}

describe('a row of an office says', () => {
  it('to respond while the six hours run, to finish after that, and to redo what came back', () => {
    const both = [clock('response'), clock('completion')];
    const answered = [clock('response', MET), clock('completion')];
    expect(askedOf(lying({ clocks: both }))).toBe('respond');
    expect(askedOf(lying({ status: 'proses', actions: ['tindak_lanjut'], clocks: answered }))).toBe('finish');
    expect(askedOf(lying({ status: 'tl_ditolak', actions: ['tindak_lanjut'], clocks: answered }))).toBe(
      'redo',
    );
  });

  it('nothing where no clock of its own runs, or where it may only read', () => {
    expect(askedOf(lying({ clocks: [clock('response', MET), clock('completion', MET)] }))).toBeNull();
    expect(askedOf(lying({ actions: ['catat'], clocks: [clock('response')] }))).toBeNull();
    expect(askedOf(ticket({ clocks: [clock('completion')] }))).toBeNull();
  });
});

it('a verdict is due once a follow-up was handed in, and shown wherever there is one', () => {
  const due = STATUSES.filter((status) => isVerdictDue({ status, verdict: null }));
  expect(due).toEqual(['tindak_lanjut', 'validasi', 'selesai']);
  expect(isVerdictDue(ticket({ status: 'tl_ditolak' }))).toBe(true);
});

describe('a decision that is not offered says', () => {
  it('that it is never one’s own, before it speaks of a status', () => {
    expect(whyNotOffered(ticket({ status: 'validasi' }), 'setujui', ['unit_admin'])).toBe('right');
    expect(whyNotOffered(ticket({ status: 'proses' }), 'setujui', ['validator'])).toBe('status');
    expect(whyNotOffered(ticket({ status: 'proses' }), 'setujui', ['unit_admin', 'validator'])).toBe(
      'status',
    );
  });

  it('that a report is merged, or lies with somebody else', () => {
    const merged = ticket({ status: 'validasi', mergedInto: 'JK2503080001' });
    expect(whyNotOffered(merged, 'setujui', ['validator'])).toBe('merged');
    expect(whyNotOffered(ticket({ status: 'proses' }), 'tindak_lanjut', ['unit_admin'])).toBe('elsewhere');
  });
});
