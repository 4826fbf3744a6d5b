/** The policy as data: set by a supervisor without a release, in force from its instant, told to whoever asks. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Policy, PolicyHistory } from '#shared/contract/policy.ts';
import { ChangesPage, Counters, QueuePage } from '#shared/contract/queue.ts';
import type { ClockName, Ticket } from '#shared/contract/ticket.ts';
import { EVIDENCE_POLICY } from '#shared/rules/evidence.ts';
import { HOUR } from '#shared/time/zone.ts';
import { event } from '../../../service/tables/ticket.ts';
import { audit } from '../audit.ts';
import { type House, MONDAY, NARRATIVE, type Officer, openHouse } from '../harness.ts';

let house: House;
let supervisor: Officer;
let admin: Officer;

const clockOf = (ticket: Ticket, name: ClockName) => {
  const clock = ticket.clocks.find(({ clock: own }) => own === name);
  if (!clock) throw new Error(`${ticket.number} has no ${name}`);
  return clock;
};
const hoursOf = (ticket: Ticket, name: ClockName): number => {
  const { since, dueAt } = clockOf(ticket, name);
  return (Date.parse(dueAt) - Date.parse(since)) / HOUR;
};
const current = async () => (await supervisor.get('/policy')).as(Policy);

/** The policy in force with another completion limit. */
async function withCompletion(hours: number, more: object = {}) {
  const { clocks, evidence } = await current();
  const completion = { hours, assumed: false, source: 'Rapat bersama 10 Maret 2025' };
  return { reason: 'Keputusan rapat bersama', clocks: { ...clocks, completion }, evidence, ...more };
}

/** Recomputations are not waited for by the call; here they are. */
const recomputed = () => house.service.jobs.runDue();

beforeAll(async () => {
  house = await openHouse();
  supervisor = await house.as('supervisor');
  admin = await house.as('admin');
});
afterAll(async () => {
  expect((await audit(house.db)).faults).toEqual([]);
  await house.close();
});
beforeEach(() => house.moveTo(house.now() + 60_000));

it('starts with what the sources state, and marks what they do not', async () => {
  const policy = await current();
  expect(policy.version).toBe(1);
  expect(policy.clocks.response).toMatchObject({ hours: 6, assumed: false });
  expect(policy.clocks.completion).toMatchObject({ hours: 168, assumed: true });
  expect(policy.evidence.location.standoffM).toBe(EVIDENCE_POLICY.location.standoffM);
});

describe('setting it', () => {
  it.each(['validator', 'admin', 'dinas', 'kanal', 'operator', 'lapangan'] as const)(
    'is not for %s, who may read it',
    async (name) => {
      const officer = await house.as(name);
      expect((await officer.put('/policy', await withCompletion(1))).refusal()).toBe('forbidden');
      expect((await officer.put('/policy', {})).refusal()).toBe('forbidden');
      expect((await officer.get('/policy')).status).toBe(200);
      expect((await officer.get('/policy/history')).status).toBe(200);
    },
  );

  it('nor for anyone who is not signed in', async () => {
    expect((await house.call('GET', '/policy')).refusal()).toBe('unauthenticated');
  });

  it.each([
    ['without a reason', { reason: ' ' }],
    ['from the past', { from: '2025-03-10T08:59:59.999+07:00' }],
    ['with a field that does not exist', { clock: {} }],
  ] as const)('%s is refused', async (_, wrong) => {
    const reply = await supervisor.put('/policy', { ...(await withCompletion(24)), ...wrong });
    expect(reply.refusal()).toBe('invalid');
  });

  it.each([0, -1, 1e9, '24', null])('with %s hours is refused', async (hours) => {
    const body = await withCompletion(24);
    const completion = { ...body.clocks.completion, hours };
    const reply = await supervisor.put('/policy', { ...body, clocks: { ...body.clocks, completion } });
    expect(reply.refusal()).toBe('invalid');
  });

  it('refused ones leave no trace', async () => {
    const { items } = (await supervisor.get('/policy/history')).as(PolicyHistory);
    expect(items).toHaveLength(1);
  });
});

describe('a policy that changes mid-report', () => {
  it('moves only the clocks that start afterwards', async () => {
    const before = await admin.file();
    house.moveTo(house.now() + 1000);
    await supervisor.put('/policy', await withCompletion(72));
    await recomputed();
    const after = await admin.file();
    expect(hoursOf(await admin.ticket(before.number), 'completion')).toBe(168);
    expect((await admin.ticket(before.number)).version).toBe(1);
    expect(hoursOf(after, 'completion')).toBe(72);
    expect(clockOf(after, 'completion').assumed).toBe(false);
  });

  it('with recompute moves running ones too: stored, told by an event, next due and feed with them', async () => {
    const { number } = await admin.file();
    await admin.act(number, { action: 'proses' });
    const before = await house.row(number);
    const { seq } = (await admin.get('/queue')).as(QueuePage);
    house.moveTo(house.now() + 1000);
    await supervisor.put('/policy', await withCompletion(48, { recompute: true }));
    await recomputed();

    const ticket = await admin.ticket(number);
    expect(hoursOf(ticket, 'completion')).toBe(48);
    expect(clockOf(ticket, 'completion').moves).toMatchObject([{ why: 'policy' }]);
    expect(clockOf(ticket, 'completion').explanation).toContain('Ketentuan baru berlaku');
    expect(ticket.nextDueAt).toBe(clockOf(ticket, 'completion').dueAt);
    expect((await house.row(number)).nextDueAt).toBe(before.receivedAt + 48 * HOUR);
    expect(ticket.events.at(-1)).toMatchObject({ action: 'hitung_ulang', actor: { role: 'sistem' } });
    expect(ticket.version).toBe(before.version + 1);
    const { items } = (await admin.get(`/changes?after=${seq}`)).as(ChangesPage);
    const news = items.find((item) => item.number === number);
    expect(news).toMatchObject({ action: 'hitung_ulang', ticket: { nextDueAt: ticket.nextDueAt } });
  });

  it('where the new one comes to the same, nothing is written', async () => {
    await supervisor.put('/policy', await withCompletion(48, { recompute: true }));
    await recomputed();
    const before = await house.db.$count(event);
    house.moveTo(house.now() + 1000);
    await supervisor.put('/policy', await withCompletion(48, { recompute: true }));
    await recomputed();
    expect(await house.db.$count(event)).toBe(before);
  });

  it('leaves closed reports as they were', async () => {
    const number = await house.inValidasi();
    const validator = await house.as('validator');
    await validator.act(number, { action: 'setujui', reason: 'Dilihat di tempat' });
    const before = await house.row(number);
    house.moveTo(house.now() + 1000);
    await supervisor.put('/policy', await withCompletion(24, { recompute: true }));
    await recomputed();
    expect(await house.row(number)).toEqual(before);
  });

  it('whoever decides on the version before the recomputation is told that it is stale', async () => {
    const { number, version } = await admin.file();
    house.moveTo(house.now() + 1000);
    await supervisor.put('/policy', await withCompletion(36, { recompute: true }));
    await recomputed();
    const stale = await admin.try(number, { action: 'proses' }, { version });
    expect(stale.refusal()).toBe('stale-version');
  });

  it('a policy of the future waits for its instant, and is named until then', async () => {
    const { number } = await admin.file();
    const from = house.now() + HOUR;
    const body = await withCompletion(12, { recompute: true, from: new Date(from).toISOString() });
    expect((await supervisor.put('/policy', body)).as(Policy).clocks.completion.hours).toBe(12);
    await recomputed();
    expect((await current()).clocks.completion.hours).not.toBe(12);
    expect(hoursOf(await admin.ticket(number), 'completion')).not.toBe(12);
    const { items } = (await supervisor.get('/policy/history')).as(PolicyHistory);
    expect(items[0]?.clocks.completion.hours).toBe(12);

    house.moveTo(from);
    await recomputed();
    expect((await current()).clocks.completion.hours).toBe(12);
    expect(hoursOf(await admin.ticket(number), 'completion')).toBe(12);
  });

  it('counters follow: what became overdue is counted as such', async () => {
    const { number } = await admin.file();
    await admin.act(number, { action: 'proses' });
    const counts = async () => (await admin.get('/queue/counters')).as(Counters);
    const before = await counts();
    house.moveTo(house.now() + 30 * 60_000);
    await supervisor.put('/policy', await withCompletion(0.25, { recompute: true }));
    await recomputed();
    expect((await counts()).overdue).toBeGreaterThan(before.overdue);
  });
});

it('a category has a limit of its own, however its name is written', async () => {
  const { clocks, evidence } = await current();
  const lamp = { hours: 30, assumed: true, source: 'Usulan Dinas Bina Marga' };
  const stored = await supervisor.put('/policy', {
    reason: 'Lampu jalan lebih cepat',
    clocks: { ...clocks, completionByCategory: { ' lampu  pju': lamp } },
    evidence,
  });
  expect(stored.status).toBe(200);
  const report = await admin.file({ category: 'Lampu PJU' });
  expect(hoursOf(report, 'completion')).toBe(30);
  expect(clockOf(report, 'completion')).toMatchObject({ rule: 'completion_category', assumed: true });
  expect(hoursOf(await admin.file({ category: 'Pohon' }), 'completion')).not.toBe(30);
});

it('the evidence check judges by the thresholds in force', async () => {
  const { clocks, evidence } = await current();
  const narrative = { ...evidence.narrative, words: 50 };
  const check = async () => {
    const reply = await admin.form('/evidence/checks', {
      check: JSON.stringify({ report: { reportedAt: new Date(MONDAY).toISOString() }, narrative: NARRATIVE }),
    });
    return reply.text.includes('NARRATIVE_THIN');
  };
  expect(await check()).toBe(false);
  const body = { reason: 'Narasi lebih lengkap', clocks, evidence: { ...evidence, narrative } };
  expect((await supervisor.put('/policy', body)).status).toBe(200);
  expect(await check()).toBe(true);
});

it('survives a restart, history, thresholds and all', async () => {
  const before = (await supervisor.get('/policy/history')).text;
  const now = house.now();
  await house.stop();
  house = await openHouse({ folder: house.folder, at: now });
  supervisor = await house.as('supervisor');
  admin = await house.as('admin');
  expect((await supervisor.get('/policy/history')).text).toBe(before);
});
