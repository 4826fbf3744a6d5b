/** Where each role starts: the queue as a whole, what a new system lacks, what is due for oneself. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR } from '#shared/time/zone.ts';
import { BANGKA, type House, openHouse } from './harness.ts';
import { browse } from './web-office.ts';

const HOME = '/kelola/beranda';

describe('the first page', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  it('of an operator lists what the system lacks, each with its page, until all of it is there', async () => {
    const operator = await browse(house, 'operator');
    const before = await operator.text(HOME);
    for (const path of [
      '/kelola/unit',
      '/kelola/akun',
      '/kelola/kriteria',
      '/kelola/kunci',
      '/kelola/piket',
    ]) {
      expect(before).toContain(`href="${path}">`);
    }
    expect(before.match(/>Belum</g)?.length).toBeGreaterThan(0);
    await house.inValidasi();
    const supervisor = await house.as('supervisor');
    await supervisor.post('/criteria', {
      title: 'Lubang jalan',
      text: 'Foto dari titik laporan.',
      category: 'Jalan',
      citation: { regulation: 'Kep. Sekda 22/2020' },
      validFrom: '2025-03-10T00:00:00+07:00',
    });
    const version = (await supervisor.get('/duty/validators')).headers.get('etag') ?? '';
    const periods = [
      { officer: 'validator', from: '2025-03-10T00:00:00+07:00', until: '2025-03-11T00:00:00+07:00' },
    ];
    await supervisor.call('PUT', '/duty/validators', JSON.stringify({ periods }), {
      'content-type': 'application/json',
      'if-match': version,
    });
    const after = await operator.text(HOME);
    expect(after).not.toContain('>Belum<');
    expect(after).toContain('Sistem sudah siap dipakai.');
  });

  it('of an operator has the requests for an account that wait, each with its page, until they are decided', async () => {
    const operator = await browse(house, 'operator');
    expect(await operator.text(HOME)).not.toContain('permohonan akun menunggu');
    const admin = await house.as('admin');
    const asked = await admin.post('/account-requests', {
      ...{ name: 'Siti <b>Rahma</b>', nip: '198503152010011007', username: 'siti.rahma' },
      ...{ role: 'unit_admin', unit: BANGKA, contact: '021-7194321', letter: '045/KL-BGK/III/2025' },
    });
    expect(asked.status).toBe(201);
    const page = await operator.text(HOME);
    expect(page).toContain('1 permohonan akun menunggu');
    expect(page).toMatch(/href="\/kelola\/permohonan\/\d+">Siti &lt;b>Rahma/);
    expect(await (await browse(house, 'supervisor')).text(HOME)).not.toContain('Siti');
    const path = /href="(\/kelola\/permohonan\/\d+)"/.exec(page)?.[1] ?? '';
    await operator.send(`${path}/tolak`, { reason: 'Suratnya belum ada.' });
    expect(await operator.text(HOME)).not.toContain('permohonan akun menunggu');
  });

  it('of an office lists its own in due order, and is nobody else’s', async () => {
    const admin = await house.as('admin');
    const { number } = await admin.file({ category: 'Sampah' });
    expect(await (await browse(house, 'admin')).text(HOME)).toContain(number);
    expect(await (await browse(house, 'dinas')).text(HOME)).not.toContain(number);
    expect(await (await browse(house, 'validator')).text(HOME)).not.toContain(number);
  });

  it('of a supervisor has what is late, by whom, what is stuck and what was asked, until it was answered', async () => {
    const number = await house.inValidasi();
    const [validator, supervisor] = [await house.as('validator'), await house.as('supervisor')];
    await validator.act(number, { action: 'setujui', reason: 'Sudah dilihat' });
    await validator.act(number, { action: 'catat', note: 'Salah <tekan>', asksSupervisor: true });
    house.moveTo(house.now() + 7 * HOUR);
    const pages = await browse(house, 'supervisor');
    const asked = await pages.text(HOME);
    expect(asked).toContain('Salah &lt;tekan>');
    expect(asked).toContain('Paling lama tertahan');
    expect(asked).toContain('Lewat batas');
    await supervisor.act(number, { action: 'catat', note: 'Sudah benar' });
    expect(await pages.text(HOME)).toContain('Tidak ada yang diminta ditinjau.');

    // Of somebody who is both, the log says validator; it is an answer all the same.
    await validator.act(number, { action: 'catat', note: 'Belum', asksSupervisor: true });
    expect(await pages.text(HOME)).toContain('Belum');
    const both = await house.hire('rangkap', 'validator', null, [{ role: 'supervisor', unit: null }]);
    await both.act(number, { action: 'catat', note: 'Benar' });
    expect(await pages.text(HOME)).toContain('Tidak ada yang diminta ditinjau.');
  });

  it('is where one comes to by signing in, and takes a sign-in', async () => {
    const visitor = await house.service.app.request(`http://localhost${HOME}`, {
      headers: { accept: 'text/html' },
    });
    expect([visitor.status, visitor.headers.get('location')]).toEqual([
      303,
      expect.stringContaining('/masuk'),
    ]);
  });
});
