/** Performance over HTTP: whose figures one may ask for, as of when, and that they follow the log. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BehindPage, FiguresAnswer, Ranking } from '#shared/contract/performance.ts';
import { Policy } from '#shared/contract/policy.ts';
import { BANGKA, BINA_MARGA, type House, NARRATIVE, type Officer, openHouse } from '../harness.ts';

const KEBAYORAN = '31.74.07';

let house: House;
let supervisor: Officer;
let admin: Officer;

beforeAll(async () => {
  house = await openHouse();
  [supervisor, admin] = await Promise.all([house.as('supervisor'), house.as('admin')]);
});
afterAll(() => house.close());

const figures = async (query = '', officer = supervisor) =>
  (await officer.get(`/performance/figures${query}`)).as(FiguresAnswer);
const at = (text: string): void => house.moveTo(`2025-03-${text}+07:00`);

async function approved(): Promise<string> {
  const number = await house.inValidasi();
  const validator = await house.as('validator');
  await validator.act(number, { action: 'setujui', reason: 'Diperiksa di tempat' });
  return number;
}

it('follow the log from one question to the next', async () => {
  expect((await figures()).figures.counts).toMatchObject({ received: 0, finished: 0 });
  await approved();
  await admin.file();
  expect((await figures()).figures.counts).toMatchObject({ received: 2, finished: 1, backlog: 1 });
});

it('of a past instant stay what they were, whatever happens afterwards', async () => {
  at('10T10:00:00');
  const number = await approved();
  const then = '?asOf=2025-03-10T10:00:00%2B07:00';
  const before = await figures(then);
  at('20T10:00:00');
  await supervisor.act(number, { action: 'buka_kembali', reason: 'Belum rapi' });
  expect(await figures(then)).toEqual(before);
  const { counts } = (await figures()).figures;
  expect(counts.finished).toBe(before.figures.counts.finished - 1);
  expect(counts.overdue).toBe(1);
  await admin.act(number, { action: 'tindak_lanjut', narrative: NARRATIVE });
});

describe('a unit admin', () => {
  it('asks for their own office without naming it, and opens its reports', async () => {
    const own = await figures('', admin);
    expect(own.unit?.code).toBe(BANGKA);
    expect(own.figures).toEqual((await figures(`?unit=${BANGKA}`)).figures);
    const behind = (await admin.get('/performance/reports?figure=received&limit=1')).as(BehindPage);
    expect(behind).toMatchObject({ total: own.figures.counts.received, items: [{ category: 'Jalan' }] });
    const next = (await admin.get(`/performance/reports?figure=received&limit=1&cursor=${behind.next}`)).as(
      BehindPage,
    );
    expect(next.items[0]?.number).not.toBe(behind.items[0]?.number);
  });

  it.each([BINA_MARGA, KEBAYORAN, 'tidak-ada'])('gets no figure and no report of %s', async (unit) => {
    for (const path of ['figures?', 'reports?figure=received&']) {
      const reply = await admin.get(`/performance/${path}unit=${unit}`);
      expect(reply.refusal()).toBe('not-found');
    }
  });

  it('sees the ranking, as everybody may', async () => {
    const ranking = (await admin.get('/performance/ranking')).as(Ranking);
    expect(ranking.items).toHaveLength(267);
    // Too few reports: a value, and no rank.
    expect(ranking.items.find(({ unit }) => unit.code === BANGKA)).toMatchObject({ rank: null });
    const dinas = (await admin.get('/performance/ranking?kind=dinas')).as(Ranking);
    expect(dinas.items.map(({ unit }) => unit.code)).toContain(BINA_MARGA);
  });
});

it('are reckoned by the formula in force at their instant', async () => {
  const policy = (await supervisor.get('/policy')).as(Policy);
  expect(await figures()).toMatchObject({ policy: 1, assumed: true });
  const { clocks, evidence, performance } = policy;
  const entered = { ...performance, lateCompletion: { percent: 60, assumed: false, source: 'Pergub' } };
  at('21T08:00:00');
  await supervisor.put('/policy', { reason: 'Angka Pergub', clocks, evidence, performance: entered });
  expect((await figures()).policy).toBe(2);
  expect((await figures('?asOf=2025-03-21T07:59:59.999%2B07:00')).policy).toBe(1);
});

it.each([
  ['?month=2025-13', 'month'],
  ['?month=2025-04', 'from'],
  ['?from=2025-03-01', 'to'],
  ['?from=2025-03-05&to=2025-03-01', 'to'],
  ['?from=2023-01-01&to=2025-03-01', 'to'],
  ['?asOf=2025-02-01T00:00:00Z', 'asOf'],
  ['?category=Jalanan', 'category'],
])('%s is refused at %s', async (query, path) => {
  const reply = await supervisor.get(`/performance/figures${query}`);
  expect(reply.problem().errors?.[0]?.path).toBe(path);
});

it('the two deductions never exceed the whole, nor does fair lie above good', async () => {
  const { clocks, evidence, performance } = (await supervisor.get('/policy')).as(Policy);
  const set = (changed: object) =>
    supervisor.put('/policy', { reason: 'x', clocks, evidence, performance: { ...performance, ...changed } });
  const { lateResponse, bands } = performance;
  const tooMuch = await set({ lateResponse: { ...lateResponse, percent: 80 } });
  expect(tooMuch.problem().errors?.[0]?.path).toBe('performance.lateCompletion.percent');
  const upsideDown = await set({ bands: { ...bands, fair: 95 } });
  expect(upsideDown.problem().errors?.[0]?.path).toBe('performance.bands.fair');
});
