import { describe, expect, it } from 'vitest';
import type { ActionBody } from '#shared/contract/action.ts';
import type { Ticket } from '#shared/contract/ticket.ts';
import { nextDue, sameDayDue } from '#shared/deadline/stored-clock.ts';
import { urgencyOf } from '#shared/deadline/urgency.ts';
import type { CallerRole } from '#shared/ticket/role.ts';
import { effectOf, isInQueue, leavingNumbers } from '../../../extension/store/effect.ts';
import { sayClock } from '../../../service/tickets/say-clock.ts';
import { FILED, handedIn, live, type Told } from '../../unit/deadline/days.ts';
import { NOON, NUMBER, ticket } from '../fixtures.ts';

const UNTIL = '2025-03-13T09:00:00+07:00';

const to = (body: ActionBody, changes: Partial<Ticket> = {}, role: CallerRole = 'validator') =>
  effectOf(ticket(changes), body, [role], NOON, true).to;

describe('what a decision does to the queue at once', () => {
  it('is that a postponed report waits until then', () => {
    const due = ticket({ nextDueAt: '2025-03-10T10:30:00+07:00' });
    expect(effectOf(due, { action: 'catat', note: 'x' }, ['validator'], NOON, true).from).toBe('due1h');
    expect(to({ action: 'tunda', until: UNTIL, reason: 'menunggu alat' })).toBe('postponed');
  });

  it('is a report set aside for an office that postpones', () => {
    const working: Partial<Ticket> = { status: 'proses', actions: ['tunda'] };
    const clocks = ticket().clocks.map((clock) => ({ ...clock, clock: 'completion' as const }));
    const postponed = to(
      { action: 'tunda', until: UNTIL, reason: 'x' },
      { ...working, clocks },
      'unit_admin',
    );
    expect(postponed).toBe('postponed');
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

  it('is that a report waits for the visit that was asked for, and a decision ends a postponement', () => {
    expect(to({ action: 'cek_lapangan', note: 'Mohon dicek' })).toBe('atField');
    const held: Partial<Ticket> = { status: 'proses', actions: ['tiket'], heldUntil: UNTIL };
    expect(to({ action: 'catat', note: 'x' }, held, 'unit_admin')).toBe('postponed');
    expect(
      to(
        { action: 'disposisi_unit', officer: 'PPSU' },
        { ...held, actions: ['disposisi_unit'] },
        'unit_admin',
      ),
    ).toBe('dueToday');
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

describe('the count a decision leads to is the one the service’s own clocks give', () => {
  const inProcess: Told[] = [FILED, ['2025-03-03 09:00', 'proses']];
  const reopened: Told[] = [...handedIn('2025-03-07 09:00'), ['2025-03-10 09:30', 'buka_kembali']];
  const why = 'menunggu alat';

  it.each<[string, Told[], Ticket['status'], CallerRole, ActionBody]>([
    ['a note', handedIn('2025-03-07 09:00'), 'validasi', 'validator', { action: 'catat', note: 'x' }],
    [
      'an office’s first answer',
      [['2025-03-10 05:00', 'lapor']],
      'menunggu',
      'unit_admin',
      { action: 'proses' },
    ],
    [
      'an answer after a reopening',
      reopened,
      'proses',
      'unit_admin',
      { action: 'disposisi_unit', officer: 'petugas' },
    ],
    [
      'a first work ticket',
      inProcess,
      'proses',
      'unit_admin',
      { action: 'tiket', to: '31.74', estimate: UNTIL, reason: why },
    ],
  ])('after %s', (_, story, status, role, body) => {
    const before = live(story).clocks;
    const until = body.action === 'tiket' ? body.estimate : null;
    const more = {
      from: status,
      ...(until === null ? {} : { until: Date.parse(until) }),
      ...(body.action === 'tiket' ? { firstEstimate: true } : {}),
    };
    const after = live([...story, ['2025-03-10 10:00', body.action, more]]).clocks;
    const due = nextDue(before);
    const item = ticket({
      status,
      actions: [body.action, 'catat'],
      clocks: before.map((clock) => sayClock(clock, NOON, 'id')),
      nextDueAt: due === null ? null : new Date(due).toISOString(),
    });
    const { from, to } = effectOf(item, body, [role], NOON, true);
    expect(from).toBe(urgencyOf({ nextDueAt: due, sameDayDueAt: sameDayDue(before) }, NOON));
    expect(to).toBe(urgencyOf({ nextDueAt: nextDue(after), sameDayDueAt: sameDayDue(after) }, NOON));
  });
});

describe('a report that a decision takes out of the queue', () => {
  const decided = { number: NUMBER, effect: { from: 'waiting', to: null, returned: false } } as const;

  it.each(['held', 'queued', 'sending'] as const)('is out of it while the decision is %s', (state) => {
    expect(leavingNumbers([{ ...decided, state }])).toEqual(new Set([NUMBER]));
  });

  it.each(['conflict', 'refused'] as const)('is back in it once the service answered %s', (state) => {
    expect(leavingNumbers([{ ...decided, state }])).toEqual(new Set());
  });

  it('stays in it where it enters another count', () => {
    const effect = { ...decided.effect, to: 'waiting' as const };
    expect(leavingNumbers([{ ...decided, effect, state: 'held' }])).toEqual(new Set());
  });
});
