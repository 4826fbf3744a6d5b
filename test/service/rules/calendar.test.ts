/** Working days as data: read by everyone, corrected by a supervisor, refused when they cannot be true. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CalendarYear } from '#shared/contract/policy.ts';
import { Counters, QueueReports } from '#shared/contract/queue.ts';
import { TicketPage } from '#shared/contract/ticket.ts';
import { URGENCIES, urgencyOf, workOf } from '#shared/deadline/urgency.ts';
import { audit } from '../audit.ts';
import { type House, type Officer, openHouse } from '../harness.ts';

let house: House;
let supervisor: Officer;
let validator: Officer;

const TODAY = '2025-03-10';
const holiday = { kind: 'holiday', name: 'Hari libur daerah', source: 'Kepgub 123/2025' };
const year = async (of: number) => (await validator.get(`/calendar?year=${of}`)).as(CalendarYear).items;
const recomputed = () => house.service.jobs.runDue();
const sameDay = async (number: string) =>
  (await validator.ticket(number)).clocks.find(({ clock }) => clock === 'same_day');

beforeAll(async () => {
  house = await openHouse();
  supervisor = await house.as('supervisor');
  validator = await house.as('validator');
});
afterAll(async () => {
  expect((await audit(house.db)).faults).toEqual([]);
  await house.close();
});

describe('what it starts with', () => {
  it('is the decree of the three ministers, with its number', async () => {
    const days = await year(2025);
    expect(days).toContainEqual({
      date: '2025-04-02',
      kind: 'cuti_bersama',
      name: 'Idulfitri',
      source: 'SKB 3 Menteri No. 1017/2024, 2/2024, 2/2024',
    });
    expect(days.map(({ date }) => date)).toEqual(days.map(({ date }) => date).toSorted());
    expect(days.filter(({ kind }) => kind === 'holiday')).toHaveLength(17);
  });

  it('years without a decree are forecast by the package once, and say that they are an estimate', async () => {
    expect(await year(2027)).toEqual([]);
    await house.service.rules.days.forecast();
    const days = await year(2027);
    expect(days.find(({ date }) => date === '2027-08-17')).toMatchObject({ kind: 'holiday' });
    for (const { source } of days) expect(source).toContain('perkiraan');
    await house.service.rules.days.forecast();
    expect(await year(2027)).toEqual(days);
    expect((await year(2025)).some(({ source }) => source.includes('perkiraan'))).toBe(false);
  });
});

describe('correcting it', () => {
  it.each(['validator', 'admin', 'operator', 'kanal'] as const)('is not for %s', async (name) => {
    const officer = await house.as(name);
    expect((await officer.put(`/calendar/${TODAY}`, holiday)).refusal()).toBe('forbidden');
    expect((await officer.delete('/calendar/2025-12-25')).refusal()).toBe('forbidden');
  });

  it.each(['2025-02-29', '2025-13-01', '1999-01-01', 'besok', '2025-3-1'])('%s is no date', async (date) => {
    expect((await supervisor.put(`/calendar/${date}`, holiday)).refusal()).toBe('invalid');
  });

  it.each([
    { ...holiday, kind: 'cuti' },
    { ...holiday, source: ' ' },
    { kind: 'holiday' },
    { ...holiday, by: 'me' },
  ])('%j is no entry', async (entry) => {
    expect((await supervisor.put(`/calendar/${TODAY}`, entry)).refusal()).toBe('invalid');
  });

  it('what is not entered cannot be taken away', async () => {
    expect((await supervisor.delete('/calendar/2025-03-11')).refusal()).toBe('not-found');
  });

  it.each(['?year=', '?year=25', '', '?year=1999'])('a year has to be named: %s', async (query) => {
    expect((await validator.get(`/calendar${query}`)).refusal()).toBe('invalid');
  });

  it('is refused when no working day would come for more than two weeks, and stores nothing', async () => {
    // Ten weekdays make, with the weekends around them, sixteen days off; the trial fails before the tenth.
    const weekdays = ['14', '15', '16', '17', '18', '21', '22', '23', '24', '25'];
    const answers = [];
    for (const day of weekdays) answers.push(await supervisor.put(`/calendar/2025-07-${day}`, holiday));
    expect(answers.slice(0, 8).every(({ status }) => status === 200)).toBe(true);
    const refused = answers[9];
    expect(refused?.refusal()).toBe('invalid');
    expect(refused?.problem().errors?.[0]).toMatchObject({ path: 'date', code: 'no-working-day' });
    expect((await year(2025)).some(({ date }) => date === '2025-07-25')).toBe(false);
  });
});

describe('today turns out to be a holiday', () => {
  let number: string;
  const counts = async () => (await validator.get('/queue/counters')).as(Counters);

  it('what waits counts as today\u2019s work before', async () => {
    number = await house.inValidasi();
    expect(await sameDay(number)).toMatchObject({ rule: 'same_day', late: false });
    expect((await counts()).dueToday).toBe(1);
    const { items } = (await validator.get('/tickets?due=today')).as(TicketPage);
    expect(items.map((item) => item.number)).toEqual([number]);
  });

  it('and may wait afterwards', async () => {
    house.moveTo(house.now() + 1000);
    expect((await supervisor.put(`/calendar/${TODAY}`, holiday)).status).toBe(200);
    await recomputed();
    expect(await sameDay(number)).toBeUndefined();
    expect(await counts()).toMatchObject({ dueToday: 0, waiting: 1 });
    expect((await house.row(number)).sameDayDueAt).toBeNull();
  });

  it('and is today\u2019s work again when that was a mistake', async () => {
    house.moveTo(house.now() + 1000);
    expect((await supervisor.delete(`/calendar/${TODAY}`)).status).toBe(204);
    await recomputed();
    expect(await sameDay(number)).toMatchObject({ dueAt: '2025-03-11T00:00:00.000+07:00' });
    expect(await counts()).toMatchObject({ dueToday: 1, waiting: 0 });
    expect((await year(2025)).some(({ date }) => date === TODAY)).toBe(false);
  });

  it('missed, it counts among today\u2019s work still, and is never overdue for it', async () => {
    house.moveTo('2025-03-11T08:00:00+07:00');
    expect(await sameDay(number)).toMatchObject({ late: true });
    expect(await counts()).toMatchObject({ overdue: 0, due1h: 0, dueToday: 1 });
  });
});

it('counters and the desk cut every report alike, each into exactly one', async () => {
  // One of each kind: missed target, met limits, due within the hour, overdue, waiting after 15.30.
  await house.inValidasi();
  house.moveTo('2025-03-11T16:00:00+07:00');
  await house.inValidasi();
  for (const at of ['2025-03-13T09:10:00+07:00', '2025-03-13T23:00:00+07:00', '2025-03-14T17:00:00+07:00']) {
    house.moveTo(at);
    const { items } = (await validator.get('/queue/reports')).as(QueueReports);
    const counters = (await validator.get('/queue/counters')).as(Counters);
    const told = items.map((item) => urgencyOf(workOf(item), house.now()));
    for (const urgency of URGENCIES) {
      expect(counters[urgency], `${urgency} at ${at}`).toBe(told.filter((word) => word === urgency).length);
    }
  }
});
