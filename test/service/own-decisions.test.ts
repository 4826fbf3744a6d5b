/** What an officer did today, and the way to a supervisor for what was wrong with it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OwnDecisions } from '#shared/contract/queue.ts';
import { type House, type Officer, openHouse } from './harness.ts';

describe('what one did today', () => {
  let house: House;
  let validator: Officer;
  const today = async (officer: Officer) => (await officer.get('/queue/decisions')).as(OwnDecisions);

  beforeAll(async () => {
    house = await openHouse();
    validator = await house.as('validator');
  });
  afterAll(() => house.close());

  it('is nothing at first, since midnight', async () => {
    expect(await today(validator)).toEqual({
      since: '2025-03-10T00:00:00.000+07:00',
      decided: 0,
      items: [],
    });
  });

  it('comes newest first with what was done, and counts what was decided, not what prepares it', async () => {
    const [first, second] = [await house.inValidasi(), await house.inValidasi()];
    await validator.act(first, { action: 'catat', note: 'Lihat foto kedua' });
    await validator.act(first, { action: 'tunda', until: '2025-03-11T09:00:00+07:00', reason: 'Foto asli' });
    await validator.act(second, { action: 'kembalikan', reasonCodes: ['foto_tidak_ada'] });
    await validator.act(first, { action: 'setujui', reason: 'Sudah dilihat' });
    const { decided, items } = await today(validator);
    expect(decided).toBe(2);
    expect(items.map(({ number, action, status }) => [number, action, status])).toEqual([
      [first, 'setujui', 'selesai'],
      [second, 'kembalikan', 'tl_ditolak'],
      [first, 'tunda', 'selesai'],
      [first, 'catat', 'selesai'],
    ]);
    expect(items[1]).toMatchObject({ reasonCodes: ['foto_tidak_ada'] });
  });

  it('is one’s own alone, and none for whoever decides nothing', async () => {
    const second = await house.hire('validator_dua', 'validator');
    expect(await today(second)).toMatchObject({ decided: 0, items: [] });
    expect(await today(await house.as('operator'))).toMatchObject({ decided: 0, items: [] });
  });

  it('of an office that passed a report on holds it, and no word of what came later', async () => {
    const admin = await house.as('admin');
    const { number } = await admin.file();
    await admin.act(number, { action: 'proses' });
    const { items } = await today(admin);
    expect(items.find((item) => item.number === number)).toMatchObject({
      action: 'proses',
      status: 'proses',
    });
  });

  it('ends at midnight by the city’s clock', async () => {
    house.moveTo('2025-03-11T00:00:00+07:00');
    expect(await today(validator)).toMatchObject({
      since: '2025-03-11T00:00:00.000+07:00',
      decided: 0,
      items: [],
    });
  });

  it('a note can ask a supervisor, is told so with it, and changes nothing else', async () => {
    const number = await house.inValidasi();
    await validator.act(number, { action: 'setujui', reason: 'Sudah dilihat' });
    const after = await validator.act(number, {
      action: 'catat',
      note: 'Salah tekan: seharusnya dikembalikan',
      asksSupervisor: true,
    });
    expect(after.status).toBe('selesai');
    expect(after.events.at(-1)).toMatchObject({ action: 'catat', asksSupervisor: true });
    const plain = await validator.act(number, { action: 'catat', note: 'x', asksSupervisor: false });
    expect(plain.events.at(-1)?.asksSupervisor).toBeUndefined();
    const bad = await validator.try(number, { action: 'catat', note: ' ', asksSupervisor: true });
    expect(bad.refusal()).toBe('invalid');
  });
});
