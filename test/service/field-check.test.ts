/** Visits to the spot: asked for by a validator, answered by a field validator, who sees nothing else. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChangesPage, QueuePage } from '#shared/contract/queue.ts';
import { Ticket, TicketPage } from '#shared/contract/ticket.ts';
import { fixture } from './evidence/desk.ts';
import { type House, type Officer, openHouse } from './harness.ts';

describe('a visit to the spot', () => {
  let house: House;
  let admin: Officer;
  let validator: Officer;
  let field: Officer;
  beforeAll(async () => {
    house = await openHouse();
    [admin, validator, field] = await Promise.all([
      house.as('admin'),
      house.as('validator'),
      house.as('lapangan'),
    ]);
  });
  afterAll(() => house.close());

  /** Waits for validation; a moment later, because what happens in one instant is one to the feed. */
  async function awaiting(): Promise<string> {
    const { number } = await admin.file();
    await admin.act(number, { action: 'proses' });
    await admin.act(number, { action: 'tindak_lanjut', narrative: 'Lubang ditambal di Jalan Bangka Raya.' });
    house.moveTo(house.now() + 1);
    return number;
  }
  const queue = async (): Promise<string[]> =>
    (await field.get('/queue')).as(QueuePage).items.map((item) => item.number);

  it('is out of a field validator’s sight until it is asked for', async () => {
    const number = await awaiting();
    expect((await field.get(`/tickets/${number}`)).refusal()).toBe('not-found');
    expect((await field.get('/tickets')).as(TicketPage).items).toEqual([]);
    await validator.act(number, { action: 'cek_lapangan', note: 'Mohon cek apakah lubang sudah rata' });
    expect((await field.ticket(number)).actions).toEqual(['hasil_lapangan', 'catat']);
    expect(await queue()).toContain(number);
  });

  it('changes no status, and leaves the queue of visits once it is answered, with its photos', async () => {
    const number = await awaiting();
    const asked = await validator.act(number, { action: 'cek_lapangan', note: 'Mohon dicek' });
    expect(asked.status).toBe('validasi');
    const reply = await field.form(
      `/tickets/${number}/actions`,
      {
        action: JSON.stringify({
          action: 'hasil_lapangan',
          finding: 'tidak_sesuai',
          note: 'Masih berlubang',
        }),
        field: new File([new Uint8Array(fixture('plain-0be94610.jpg'))], 'x.jpg'),
      },
      { 'if-match': `"${asked.version}"` },
    );
    const answered = reply.as(Ticket);
    expect(answered.status).toBe('validasi');
    expect(answered.photos.map((photo) => photo.kind)).toEqual(['field']);
    expect(answered.events.at(-1)).toMatchObject({ finding: 'tidak_sesuai', note: 'Masih berlubang' });
    expect(await queue()).not.toContain(number);
    expect(asked.visit).toEqual({ askedAt: expect.any(String) });
    expect(answered.visit).toEqual({ ...asked.visit, answeredAt: expect.any(String) });
  });

  it('can be asked for again', async () => {
    const number = await awaiting();
    await validator.act(number, { action: 'cek_lapangan', note: 'Mohon dicek' });
    await field.act(number, { action: 'hasil_lapangan', finding: 'tidak_terjangkau', note: 'Jalan ditutup' });
    await validator.act(number, { action: 'cek_lapangan', note: 'Coba lagi sore ini' });
    expect(await queue()).toContain(number);
  });

  it('reaches the field validator’s feed from the asking on, and nothing before it', async () => {
    const number = await awaiting();
    await validator.act(number, { action: 'cek_lapangan', note: 'Mohon dicek' });
    const { items } = (await field.get('/changes?after=0&limit=200')).as(ChangesPage);
    expect(items.filter((item) => item.number === number).map((item) => item.action)).toEqual([
      'cek_lapangan',
    ]);
  });

  it('is a validator’s to ask for and a field validator’s to answer', async () => {
    const number = await awaiting();
    expect((await admin.try(number, { action: 'cek_lapangan', note: 'x' })).refusal()).toBe('forbidden');
    await validator.act(number, { action: 'cek_lapangan', note: 'Mohon dicek' });
    const answer = { action: 'hasil_lapangan', finding: 'sesuai', note: 'Rata' };
    expect((await validator.try(number, answer)).refusal()).toBe('forbidden');
    await validator.act(number, { action: 'setujui', reason: 'Hasil lapangan sesuai' });
    expect((await field.try(number, answer)).refusal()).toBe('illegal-transition');
  });
});
