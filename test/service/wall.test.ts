/** The wall: the whole queue's sums, what falls due when, and who has how much to validate. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Counters } from '#shared/contract/queue.ts';
import { HOUR } from '#shared/time/zone.ts';
import { readWallboard } from '../../service/oversight/wallboard/read.ts';
import { type House, openHouse } from './harness.ts';
import { type Browser, browse } from './web-office.ts';

let house: House;
let supervisor: Browser;

beforeAll(async () => {
  house = await openHouse();
  supervisor = await browse(house, 'supervisor');
});
afterAll(() => house.close());

const wall = () => readWallboard({ ...house.service.tickets.deps });

it('with nothing to do says so, and shows no number but nought', async () => {
  const page = await supervisor.text('/kelola/dinding');
  expect(page).toContain('Tidak ada yang menunggu.');
  expect(await wall()).toMatchObject({ next: [], unproposed: 0, ahead: Array(8).fill(0) });
});

it('adds up to the supervisor’s own counters, desk by desk and hour by hour', async () => {
  const [admin, kanal] = [await house.as('admin'), await house.as('kanal')];
  await admin.file();
  await kanal.file({ channel: 'email' });
  await house.inValidasi();
  house.moveTo(house.now() + 5.5 * HOUR);
  await admin.file({ category: 'Sampah' });
  const { desks, ahead, next, unproposed } = await wall();
  const counters = (await (await house.as('supervisor')).get('/queue/counters')).as(Counters);
  const sum = (what: 'overdue' | 'due1h' | 'all') => desks.reduce((all, desk) => all + desk[what], 0);
  expect([sum('overdue'), sum('due1h')]).toEqual([counters.overdue, counters.due1h]);
  expect(sum('all')).toBe(counters.overdue + counters.due1h + counters.dueToday + counters.waiting);
  expect(desks.map(({ desk, all }) => [desk, all])).toEqual([
    ['office', 2],
    ['tray', 1],
    ['validator', 1],
  ]);
  // Half an hour is left of the first one's six, all six of the last one's.
  expect(ahead).toEqual([1, 0, 0, 0, 0, 0, 1, 0]);
  expect(next.map(({ dueAt }) => (dueAt - house.now()) / HOUR).slice(0, 2)).toEqual([0.5, 6]);
  expect(unproposed).toBe(1);
});

it('names validators on duty with what is proposed to them', async () => {
  const planner = await house.as('supervisor');
  const version = (await planner.get('/duty/validators')).headers.get('etag') ?? '';
  const periods = [
    { officer: 'validator', from: '2025-03-10T00:00:00+07:00', until: '2025-03-11T00:00:00+07:00' },
  ];
  await planner.call('PUT', '/duty/validators', JSON.stringify({ periods }), {
    'content-type': 'application/json',
    'if-match': version,
  });
  await house.service.jobs.runDue();
  await house.inValidasi();
  const { validators } = await wall();
  expect(validators).toMatchObject([{ onDuty: true, overdue: 0 }]);
  expect(validators[0]?.waiting).toBeGreaterThan(0);
});

it('comes anew by itself without script, until somebody stops it, and for supervisors alone', async () => {
  expect((await supervisor.get('/kelola/dinding')).headers.get('refresh')).toBe('15');
  const still = await supervisor.get('/kelola/dinding?jeda');
  expect(still.headers.get('refresh')).toBeNull();
  expect(await still.text()).toContain('Perbarui lagi');
  expect((await (await browse(house, 'validator')).get('/kelola/dinding')).status).toBe(403);
});
