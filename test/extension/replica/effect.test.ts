import { describe, expect, it } from 'vitest';
import type { ActionBody } from '#shared/contract/action.ts';
import type { Ticket } from '#shared/contract/ticket.ts';
import type { CallerRole } from '#shared/ticket/role.ts';
import { effectOf, isInQueue } from '../../../extension/replica/effect.ts';
import { NOON, ticket } from '../fixtures.ts';

const UNTIL = '2025-03-13T09:00:00+07:00';

const to = (body: ActionBody, changes: Partial<Ticket> = {}, role: CallerRole = 'validator') =>
  effectOf(ticket(changes), body, [role], NOON, true).to;

describe('what a decision does to the queue at once', () => {
  it('is that a postponed report waits until then', () => {
    const due = ticket({ nextDueAt: '2025-03-10T10:30:00+07:00' });
    expect(effectOf(due, { action: 'catat', note: 'x' }, ['validator'], NOON, true).from).toBe('due1h');
    expect(to({ action: 'tunda', until: UNTIL, reason: 'menunggu alat' })).toBe('waiting');
  });

  it('is nothing to the limit of an office that postpones', () => {
    const working: Partial<Ticket> = { status: 'proses', actions: ['tunda'] };
    const clocks = ticket().clocks.map((clock) => ({ ...clock, clock: 'completion' as const }));
    const postponed = to(
      { action: 'tunda', until: UNTIL, reason: 'x' },
      { ...working, clocks },
      'unit_admin',
    );
    expect(postponed).toBe('dueToday');
  });

  it('is more time by the first work ticket only, and never less', () => {
    const [clock] = ticket().clocks;
    const completion = { ...clock, clock: 'completion' as const, since: UNTIL, late: false, assumed: true };
    const dueAt = '2025-03-10T14:00:00+07:00';
    const working = (more: object): Partial<Ticket> => ({
      status: 'proses',
      actions: ['tiket'],
      clocks: [{ ...completion, dueAt, ...more }],
    });
    const opened: ActionBody = { action: 'tiket', to: '31.74', estimate: UNTIL, reason: 'alat berat' };
    expect(to(opened, working({}), 'unit_admin')).toBe('waiting');
    expect(to({ ...opened, estimate: '2025-03-10T11:00:00+07:00' }, working({}), 'unit_admin')).toBe(
      'dueToday',
    );
    const move = { why: 'tiket' as const, at: dueAt, from: dueAt, to: dueAt };
    expect(to(opened, working({ moves: [move] }), 'unit_admin')).toBe('dueToday');
  });

  it('is that a visited report leaves the field validator and stays with the validator', () => {
    const answer: ActionBody = { action: 'hasil_lapangan', finding: 'sesuai', note: 'rata' };
    const asked: Partial<Ticket> = {
      visit: { askedAt: '2025-03-10T08:00:00+07:00' },
      actions: ['hasil_lapangan', 'catat'],
    };
    expect(to(answer, asked, 'field_validator')).toBeNull();
    expect(to(answer, asked, 'validator')).toBe('dueToday');
  });

  it.each<[string, ActionBody]>([
    ['passed across', { action: 'koordinasi', to: 'dinas-bina-marga', reason: 'kewenangan' }],
    ['merged', { action: 'gabung', into: 'JK2503080009', reason: 'sama' }],
    ['refused', { action: 'tolak', reasonCode: 'laporan_uji', reason: 'uji' }],
  ])('is that a report %s is gone', (_, body) => {
    expect(to(body, { status: 'menunggu', actions: ['proses'] }, 'unit_admin')).toBeNull();
  });
});

it('a report visited already is no field validator’s work, one asked for again is', () => {
  const actions: Ticket['actions'] = ['hasil_lapangan', 'catat'];
  const askedAt = '2025-03-10T08:00:00+07:00';
  const visited = ticket({ actions, visit: { askedAt, answeredAt: '2025-03-10T09:00:00+07:00' } });
  expect(isInQueue(visited, ['field_validator'])).toBe(false);
  expect(isInQueue(ticket({ actions, visit: { askedAt } }), ['field_validator'])).toBe(true);
});
