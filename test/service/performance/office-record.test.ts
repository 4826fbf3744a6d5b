/** An office's last ninety days beside a decision, on the real service: counted from the log, whatever happens later. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OfficeRecord } from '#shared/contract/office-record.ts';
import { DAY } from '#shared/time/zone.ts';
import { openOfficeCounts } from '../../../service/oversight/office-record/count.ts';
import { officeDay } from '../../../service/tables/office-record.ts';
import { BANGKA, BINA_MARGA, type DemoName, type House, openHouse } from '../harness.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const RECORD = `/performance/record?unit=${BANGKA}`;

async function count(): Promise<void> {
  await openOfficeCounts({ db: house.db, clock: house.service.platform.clock }).advance();
}

async function record(who: DemoName = 'validator'): Promise<OfficeRecord> {
  await count();
  return (await (await house.as(who)).get(RECORD)).as(OfficeRecord);
}

/** What was there before a test, so that each tells what it adds. */
let before: OfficeRecord;
beforeEach(async () => {
  before = await record();
});

async function rate(number: string, trackingSecret: string, stars: number, comment?: string): Promise<void> {
  const rating = { action: 'nilai', stars, trackingSecret, ...(comment === undefined ? {} : { comment }) };
  const headers = { 'content-type': 'application/json' };
  const reply = await house.call('POST', `/tickets/${number}/actions`, JSON.stringify(rating), headers);
  expect(reply.status).toBe(200);
}

describe('an office’s record', () => {
  it('is empty before anything was handed in', async () => {
    const validator = await house.as('validator');
    const empty = (await validator.get(`/performance/record?unit=${BINA_MARGA}`)).as(OfficeRecord);
    expect(empty).toMatchObject({
      followUps: 0,
      decided: 0,
      reasons: [],
      stars: { ratings: 0, mean: null },
      low: [],
    });
  });

  it('counts follow-ups, what the check advised, and returns with their reasons, once each', async () => {
    const validator = await house.as('validator');
    const returned = await house.inValidasi();
    await validator.act(returned, {
      action: 'kembalikan',
      reasonCodes: ['foto_tidak_ada', 'narasi_tidak_memadai'],
    });
    await validator.act(await house.inValidasi(), { action: 'setujui', reason: 'Sudah dilihat di lapangan' });
    const now = await record();
    // Counting once more changes nothing.
    expect(await record()).toEqual(now);
    expect(now.complete).toBe(true);
    expect(now.followUps - before.followUps).toBe(2);
    expect(now.advised - before.advised).toBe(2);
    expect(now.decided - before.decided).toBe(2);
    expect(now.returned - before.returned).toBe(1);
    expect(now.reasons.map(({ code }) => code).toSorted()).toEqual([
      'foto_tidak_ada',
      'narasi_tidak_memadai',
    ]);
  });

  it('counts a merged report no longer, and again once it was taken out', async () => {
    const [validator, supervisor] = await Promise.all([house.as('validator'), house.as('supervisor')]);
    const into = await house.inValidasi();
    const merged = await house.inValidasi();
    expect((await record()).followUps - before.followUps).toBe(2);
    await validator.act(merged, { action: 'gabung', into, reason: 'Laporan yang sama' });
    expect((await record()).followUps - before.followUps).toBe(1);
    await supervisor.act(merged, { action: 'buka_kembali', reason: 'Ternyata tempat lain' });
    expect((await record()).followUps - before.followUps).toBe(2);
  });

  it('takes a reporter’s last rating for the one they mean, and shows the low ones without a name', async () => {
    const [validator, admin] = await Promise.all([house.as('validator'), house.as('admin')]);
    const filed = await admin.file({ reporter: { name: 'Ibu Sri', phone: '081200001111' } });
    await admin.act(filed.number, { action: 'proses' });
    await admin.act(filed.number, {
      action: 'tindak_lanjut',
      narrative: 'Lubang di Jalan Bangka sudah ditambal.',
    });
    await validator.act(filed.number, { action: 'setujui', reason: 'Sudah dilihat' });
    await rate(filed.number, filed.trackingSecret, 1, 'Belum rapi, masih ada genangan');
    const low = await record();
    expect(low.stars.ratings - before.stars.ratings).toBe(1);
    expect(low.low[0]).toMatchObject({
      number: filed.number,
      stars: 1,
      comment: 'Belum rapi, masih ada genangan',
    });
    expect(JSON.stringify(low)).not.toMatch(/Sri|0812/);
    await rate(filed.number, filed.trackingSecret, 5);
    const mended = await record();
    expect(mended.stars.ratings - before.stars.ratings).toBe(1);
    expect(mended.low).toEqual(before.low);
  });

  it('is told to whoever judges offices and to the office itself, and to nobody else', async () => {
    const asked = async (who: DemoName, unit: string) =>
      (await house.as(who)).get(`/performance/record?unit=${unit}`);
    for (const who of ['validator', 'supervisor', 'admin'] as const) {
      expect((await asked(who, BANGKA)).status).toBe(200);
    }
    expect((await asked('dinas', BANGKA)).refusal()).toBe('not-found');
    expect((await asked('admin', BINA_MARGA)).refusal()).toBe('not-found');
    expect((await asked('validator', 'tidak-ada')).refusal()).toBe('not-found');
    for (const who of ['lapangan', 'operator', 'kanal'] as const) {
      expect((await asked(who, BANGKA)).refusal()).toBe('forbidden');
    }
  });

  it('forgets what is older than ninety days, and keeps no count of it', async () => {
    await house.inValidasi();
    await count();
    house.moveTo(house.now() + 101 * DAY);
    await count();
    // Sessions of the officers have ended meanwhile.
    expect(await house.db.select().from(officeDay)).toEqual([]);
  });
});
