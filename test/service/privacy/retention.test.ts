/** How long a reporter's data is kept: dated policy that a supervisor sets, applied by the job. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Policy } from '#shared/contract/policy.ts';
import { RETENTION_POLICY } from '#shared/rules/retention.ts';
import { DAY, toTimestamp } from '#shared/time/zone.ts';
import { type House, type Officer, openHouse } from '../harness.ts';

let house: House;
let supervisor: Officer;
beforeAll(async () => {
  house = await openHouse();
  supervisor = await house.as('supervisor');
});
afterAll(() => house.close());

const TEXTS = { days: 60, assumed: false, source: 'Jadwal retensi arsip' };
const current = async () => (await supervisor.get('/policy')).as(Policy);
async function set(more: object) {
  const { clocks, evidence } = await current();
  return supervisor.put('/policy', { reason: 'Jadwal retensi arsip', clocks, evidence, ...more });
}

it('starts with what is assumed, and says so', async () => {
  const { retention } = await current();
  expect(retention).toEqual(RETENTION_POLICY);
  expect(Object.values(retention).every(({ assumed }) => assumed)).toBe(true);
});

it.each([0, 29, 60.5, 30 * 365 + 1])(
  'of %d days is refused: too soon, too long or no number of days',
  async (days) => {
    const reply = await set({ retention: { ...RETENTION_POLICY, texts: { ...TEXTS, days } } });
    expect(reply.problem().errors?.[0]?.path).toBe('retention.texts.days');
  },
);

it('that a supervisor sets erases from its day on, and not before', async () => {
  const description = 'Lubang besar di muka pasar';
  const { number } = await (await house.as('admin')).file({ description });
  await supervisor.act(number, { action: 'tolak', reasonCode: 'laporan_uji', reason: 'Laporan uji coba' });
  const { jobs } = house.service;
  const from = house.now() + 90 * DAY;
  const asked = { from: toTimestamp(from), retention: { ...RETENTION_POLICY, texts: TEXTS } };
  expect((await set(asked)).status).toBe(200);
  // One that does not speak of it leaves it as it is on its own day.
  expect((await set({})).as(Policy).retention).toEqual(RETENTION_POLICY);

  house.moveTo(from - 1);
  await jobs.runDue();
  expect((await supervisor.ticket(number)).description).toBe(description);
  house.moveTo(from);
  await jobs.runDue();
  expect((await supervisor.ticket(number)).description).toBe('');
  expect((await set({})).as(Policy).retention.texts).toEqual(TEXTS);
});
