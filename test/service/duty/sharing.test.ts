/** Work sharing: what reaches the validators is proposed to one on duty in turn, and it is no right. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { QueuePage } from '#shared/contract/queue.ts';
import { LookupResult, Ticket } from '#shared/contract/ticket.ts';
import { audit } from '../audit.ts';
import { type House, NARRATIVE, type Officer, openHouse } from '../harness.ts';
import { plan, shift, VALIDATORS } from './roster.ts';

let house: House;
let supervisor: Officer;
beforeEach(async () => {
  house = await openHouse();
  supervisor = await house.as('supervisor');
});
afterEach(async () => {
  // Whatever was proposed, withdrawn and offered anew: the rows are still what their events make of them.
  expect((await audit(house.db)).faults).toEqual([]);
  expect(await house.verify()).toMatchObject({ ok: true, breaks: [] });
  await house.close();
});

const DAY = ['10T08:00', '10T16:00'] as const;
const NIGHT = ['10T16:00', '11T00:00'] as const;

/** Validators of that name, on duty all day. */
async function onDuty(...names: string[]): Promise<Officer[]> {
  const officers: Officer[] = [];
  for (const name of names) officers.push(await house.hire(name, 'validator'));
  await plan(supervisor, VALIDATORS, ...names.map((name) => shift(name, ...DAY)));
  return officers;
}
async function proposedTo(number: string): Promise<string | undefined> {
  return (await supervisor.ticket(number)).proposedValidator?.username;
}
async function proposals(numbers: readonly string[]): Promise<(string | undefined)[]> {
  const named: (string | undefined)[] = [];
  for (const number of numbers) named.push(await proposedTo(number));
  return named;
}
async function severalInValidasi(count: number): Promise<string[]> {
  const numbers: string[] = [];
  for (let i = 0; i < count; i++) numbers.push(await house.inValidasi());
  return numbers;
}
const runJobs = () => house.service.jobs.runDue();

describe('the rotation', () => {
  it('gives each validator on duty one report after the other', async () => {
    await onDuty('ani', 'budi', 'citra');
    expect(await proposals(await severalInValidasi(6))).toEqual([
      'ani',
      'budi',
      'citra',
      'ani',
      'budi',
      'citra',
    ]);
  });

  it('gives as many to each when reports come in at the same moment', async () => {
    await onDuty('ani', 'budi', 'citra');
    const admin = await house.as('admin');
    const numbers: string[] = [];
    for (let i = 0; i < 9; i++) {
      const { number } = await admin.file();
      await admin.act(number, { action: 'proses' });
      numbers.push(number);
    }
    await Promise.all(
      numbers.map((number) => admin.act(number, { action: 'tindak_lanjut', narrative: NARRATIVE })),
    );
    const names = await proposals(numbers);
    for (const name of ['ani', 'budi', 'citra']) expect(names.filter((one) => one === name)).toHaveLength(3);
  });

  it('takes nobody’s turn for a follow-up that lost its race', async () => {
    await onDuty('ani', 'budi');
    const admin = await house.as('admin');
    const { number } = await admin.file();
    const { version } = await admin.act(number, { action: 'proses' });
    const handIn = () => admin.try(number, { action: 'tindak_lanjut', narrative: NARRATIVE }, { version });
    const replies = await Promise.all([handIn(), handIn(), handIn()]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    expect(await proposals([number, ...(await severalInValidasi(2))])).toEqual(['ani', 'budi', 'ani']);
  });

  it('goes on where it was after a restart', async () => {
    await onDuty('ani', 'budi', 'citra');
    await severalInValidasi(2);
    await house.stop();
    house = await openHouse({ folder: house.folder, at: house.now() });
    supervisor = await house.as('supervisor');
    expect(await proposals(await severalInValidasi(2))).toEqual(['citra', 'ani']);
  });

  it('proposes a report that comes back after a return anew, and nothing that has left the validators', async () => {
    const [ani] = await onDuty('ani', 'budi');
    const number = await house.inValidasi();
    expect(await proposedTo(number)).toBe('ani');
    await ani?.act(number, { action: 'kembalikan', reasonCodes: ['foto_tidak_ada'] });
    expect(await proposedTo(number)).toBeUndefined();
    const admin = await house.as('admin');
    await admin.act(number, { action: 'tindak_lanjut', narrative: NARRATIVE });
    expect(await proposedTo(number)).toBe('budi');
    await ani?.act(number, { action: 'setujui', reason: 'Sudah dilihat' });
    expect(await proposedTo(number)).toBeUndefined();
  });
});

describe('duty', () => {
  it('that nobody has leaves a report to everybody, until somebody comes on duty', async () => {
    const number = await house.inValidasi();
    await runJobs();
    expect(await proposedTo(number)).toBeUndefined();
    await onDuty('ani');
    await runJobs();
    expect(await proposedTo(number)).toBe('ani');
  });

  it('that ends hands its reports on, but for what is being looked at just then', async () => {
    await house.hire('citra', 'validator');
    const [ani] = await onDuty('ani', 'budi');
    const numbers = await severalInValidasi(4);
    await plan(
      supervisor,
      VALIDATORS,
      shift('ani', ...DAY),
      shift('budi', '10T08:00', '11T00:00'),
      shift('citra', ...NIGHT),
    );
    house.moveTo('2025-03-10T15:59:00+07:00');
    await runJobs();
    expect(await proposals(numbers)).toEqual(['ani', 'budi', 'ani', 'budi']);
    await ani?.put(`/tickets/${numbers[2]}/claim`);
    house.moveTo('2025-03-10T16:00:00+07:00');
    await runJobs();
    expect(await proposals(numbers)).toEqual(['citra', 'budi', 'ani', 'budi']);
    // Her claim runs out after five minutes.
    house.moveTo('2025-03-10T16:05:00+07:00');
    await runJobs();
    expect(await proposals(numbers)).toEqual(['citra', 'budi', 'budi', 'budi']);
    expect(await proposals(await severalInValidasi(2))).toEqual(['citra', 'budi']);
  });

  it('ends with an account that is disabled and with a role that is taken away', async () => {
    await onDuty('ani', 'budi', 'citra');
    const numbers = await severalInValidasi(3);
    const operator = await house.as('operator');
    await operator.put('/accounts/ani/state', { disabled: true });
    await operator.put('/accounts/budi/roles', { roles: [{ role: 'channel_admin' }] });
    await runJobs();
    expect(await proposals([...numbers, ...(await severalInValidasi(2))])).toEqual(Array(5).fill('citra'));
  });

  it('of nobody else lets what was proposed stay where it is', async () => {
    await onDuty('ani');
    const number = await house.inValidasi();
    const { version } = await house.row(number);
    house.moveTo('2025-03-10T18:00:00+07:00');
    await runJobs();
    expect(await proposedTo(number)).toBe('ani');
    expect((await house.row(number)).version).toBe(version);
  });
});

describe('a proposal', () => {
  it('is told to validators and supervisors, in every form a report comes in, and to nobody else', async () => {
    const [ani] = await onDuty('ani');
    const number = await house.inValidasi();
    const named = { username: 'ani', name: 'Petugas ani' };
    for (const officer of [ani, await house.as('validator'), supervisor]) {
      const ticket = await officer?.ticket(number);
      const told = { ...named, mine: officer === ani };
      expect(ticket?.proposedValidator).toEqual(told);
      expect(ticket?.events.at(-1)).toMatchObject({ action: 'bukti_diperiksa', proposedValidator: named });
      const [item] = (await officer?.get('/queue'))?.as(QueuePage).items ?? [];
      expect(item?.proposed).toEqual(told);
      const found = (await officer?.post('/tickets/lookup', { numbers: [number] }))?.as(LookupResult);
      expect(found?.items[0]?.proposedValidator).toEqual(told);
    }
    const admin = await house.as('admin');
    for (const path of [`/tickets/${number}`, '/tickets', '/changes?after=0']) {
      const reply = await admin.get(path);
      expect(reply.text).toContain(number);
      expect(reply.text).not.toContain('ani"');
    }
  });

  it('moves nothing in the queue: the deadline orders, for whom it is proposed to as for others', async () => {
    const [ani, budi] = await onDuty('ani', 'budi');
    const numbers = await severalInValidasi(4);
    await ani?.put(`/tickets/${numbers[3]}/claim`);
    for (const who of [ani, budi, supervisor]) {
      const { items } = (await who?.get('/queue'))?.as(QueuePage) ?? { items: [] };
      expect(items.map(({ number }) => number)).toEqual(numbers);
    }
  });

  it('is no right: whoever may validate still decides', async () => {
    await onDuty('ani');
    const number = await house.inValidasi();
    const validator = await house.as('validator');
    const done = await validator.act(number, { action: 'setujui', reason: 'Sudah dilihat' });
    expect(done).toMatchObject({ status: 'selesai' });
  });

  it('made since leaves a decision on the version before it good; anything else since does not', async () => {
    await onDuty('ani', 'budi');
    const [number = '', noted = ''] = await severalInValidasi(2);
    const validator = await house.as('validator');
    const decision = { action: 'setujui', reason: 'Sudah dilihat' };
    const seen = await house.row(number);
    await (await house.as('operator')).put('/accounts/ani/state', { disabled: true });
    await runJobs();
    expect(await proposedTo(number)).toBe('budi');
    // Another proposal rests on who had it.
    const again = { action: 'usulkan', validator: 'budi', reason: 'Paham wilayah ini' };
    expect((await supervisor.try(number, again, { version: seen.version })).refusal()).toBe('stale-version');
    const before = await validator.try(number, decision, { version: seen.version - 1 });
    expect(before.problem()).toMatchObject({ status: 412, version: seen.version + 1 });
    const decided = await validator.try(number, decision, { version: seen.version });
    expect(decided.as(Ticket)).toMatchObject({ status: 'selesai', version: seen.version + 2 });

    const { version } = await house.row(noted);
    await supervisor.act(noted, { action: 'catat', note: 'Tunggu kabar dari lapangan' });
    await house.hire('citra', 'validator');
    await plan(supervisor, VALIDATORS, shift('citra', ...DAY));
    await runJobs();
    expect(await proposedTo(noted)).toBe('citra');
    expect((await validator.try(noted, decision, { version })).refusal()).toBe('stale-version');
  });
});

describe('a supervisor', () => {
  const to = (validator: string) => ({ action: 'usulkan', validator, reason: 'Paham wilayah ini' });

  it('proposes a report to another validator on duty, with a reason and on the version they saw', async () => {
    await onDuty('ani', 'budi');
    const number = await house.inValidasi();
    const { version } = await house.row(number);
    expect((await supervisor.try(number, to('budi'), { version: null })).refusal()).toBe(
      'precondition-required',
    );
    expect((await supervisor.try(number, to('budi'), { version: version - 1 })).refusal()).toBe(
      'stale-version',
    );
    expect((await supervisor.try(number, { ...to('budi'), reason: ' ' })).refusal()).toBe('invalid');
    const ticket = await supervisor.act(number, to('budi'));
    expect(ticket).toMatchObject({ status: 'validasi', proposedValidator: { username: 'budi' } });
    expect(ticket.events.at(-1)).toMatchObject({
      action: 'usulkan',
      actor: { role: 'supervisor' },
      reason: 'Paham wilayah ini',
      proposedValidator: { username: 'budi' },
    });
    // Neither the job nor the rotation takes it back: it was Budi's turn all along.
    await runJobs();
    expect(await proposals([number, await house.inValidasi()])).toEqual(['budi', 'budi']);
  });

  it('tells the reason to those who validate, and not to the office they judge', async () => {
    await onDuty('ani', 'budi');
    const number = await house.inValidasi();
    await supervisor.act(number, to('budi'));
    const told = await (await house.as('validator')).ticket(number);
    expect(told.events.at(-1)?.reason).toBe('Paham wilayah ini');
    const { events } = await (await house.as('admin')).ticket(number);
    expect(events.at(-1)?.action).toBe('usulkan');
    expect(events.at(-1)).not.toHaveProperty('reason');
  });

  it('not to nobody, not off duty, not to one who validates nothing, and not to the one who has it', async () => {
    await onDuty('ani');
    const number = await house.inValidasi();
    for (const name of ['siapa', 'validator', 'admin', 'ani']) {
      const reply = await supervisor.try(number, to(name));
      expect(reply.problem().errors?.[0]?.path).toBe('validator');
    }
  });

  it('alone, and only while it waits for a validator', async () => {
    await onDuty('ani', 'budi');
    const number = await house.inValidasi();
    for (const name of ['validator', 'admin'] as const) {
      expect((await (await house.as(name)).try(number, to('budi'))).refusal()).toBe('forbidden');
    }
    const { number: young } = await (await house.as('admin')).file();
    expect((await supervisor.try(young, to('budi'))).refusal()).toBe('illegal-transition');
  });
});
