/** Reports of the same matter: closed here lately, or filed by the same person and still open. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BANGKA, type House, type Officer, openHouse } from './harness.ts';

const SPOT = { lat: -6.2607, lon: 106.8135 };
/** 40 m and 60 m north of it. */
const NEAR = { ...SPOT, lat: SPOT.lat + 0.00036 };
const FAR = { ...SPOT, lat: SPOT.lat + 0.00055 };
const DAY = 86_400_000;

describe('a report that comes in', () => {
  let house: House;
  let admin: Officer;
  let validator: Officer;
  beforeAll(async () => {
    house = await openHouse();
    [admin, validator] = await Promise.all([house.as('admin'), house.as('validator')]);
  });
  afterAll(() => house.close());

  async function close(number: string): Promise<void> {
    await admin.act(number, { action: 'proses' });
    await admin.act(number, { action: 'tindak_lanjut', narrative: 'Sampah diangkut dari depan pasar.' });
    await validator.act(number, { action: 'setujui', reason: 'Bersih' });
  }

  it('is linked as berulang to one of its category closed within 50 m and 90 days, and to no other', async () => {
    const first = await admin.file({ category: 'Sampah', point: SPOT });
    expect((await admin.file({ category: 'Sampah', point: NEAR })).repeatOf).toBeUndefined();
    await close(first.number);
    expect((await admin.file({ category: 'Sampah', point: NEAR })).repeatOf).toBe(first.number);
    expect((await admin.file({ category: 'Sampah', point: FAR })).repeatOf).toBeUndefined();
    expect((await admin.file({ category: 'Pohon', point: NEAR })).repeatOf).toBeUndefined();
    expect((await admin.file({ category: 'Sampah' })).repeatOf).toBeUndefined();
    house.moveTo(house.now() + 90 * DAY);
    expect((await admin.file({ category: 'Sampah', point: NEAR })).repeatOf).toBe(first.number);
    house.moveTo(house.now() + 1);
    expect((await admin.file({ category: 'Sampah', point: NEAR })).repeatOf).toBeUndefined();
  });

  it('is offered as a probable duplicate of the same person’s open report nearby', async () => {
    const report = { category: 'Trotoar', point: SPOT };
    const first = await admin.file({ ...report, reporter: { phone: '+62 812-3456-7890' } });
    const again = await admin.file({ ...report, point: NEAR, reporter: { phone: '081234567890' } });
    expect(again.probableDuplicate).toBe(first.number);
    // Who filed it without having it in hand learns nothing of others' reports.
    const kanal = await house.as('kanal');
    const filed = { ...report, channel: 'jaki', kelurahan: BANGKA, reporter: { phone: '081234567890' } };
    expect((await kanal.file(filed)).probableDuplicate).toBeUndefined();
    const stranger = await admin.file({ ...report, reporter: { phone: '081299999999' } });
    expect(stranger.probableDuplicate).toBeUndefined();
    expect((await admin.file(report)).probableDuplicate).toBeUndefined();
    expect(JSON.stringify(await house.row(first.number))).not.toContain('81234567890');
  });
});
