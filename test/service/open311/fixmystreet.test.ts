/** A site that behaves like FixMyStreet: its key goes with what it sends and with nothing that it reads. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixture } from '../evidence/desk.ts';
import { BANGKA, type House, NARRATIVE, openHouse } from '../harness.ts';
import { ask, type Element, keyFor } from './caller.ts';

let house: House;
let key: string;
beforeAll(async () => {
  house = await openHouse();
  key = await keyFor(house);
});
afterAll(() => house.close());

const MINUTE = 60_000;
const moment = (): string => new Date(house.now()).toISOString();
const text = (element: Element | undefined, name: string): string =>
  element?.children.find((child) => child.name === name)?.text ?? '';

async function submit(photos: string[]): Promise<string> {
  const form = new FormData();
  const fields = {
    jurisdiction_id: '',
    api_key: key,
    service_code: 'jalan',
    lat: '-6.26135',
    long: '106.81342',
    address_id: BANGKA,
    email: 'warga@contoh.example',
    first_name: 'Warga',
    last_name: 'Contoh',
    description: 'title: Lubang\n\ndetail: Jalan berlubang di depan sekolah.',
    media_url: 'https://lapor.example.id/photo/1.jpeg',
    'attribute[private]': 'false',
  };
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  for (const [i, name] of photos.entries())
    form.set(`photo${i + 1}`, new Blob([new Uint8Array(fixture(name))], { type: 'image/jpeg' }), 'x.jpeg');
  const heard = await ask(house, '/requests.xml', { method: 'POST', body: form });
  expect([heard.status, heard.text]).toEqual([201, expect.any(String)]);
  return text(heard.xml().children[0], 'service_request_id');
}

describe('a report submitted by it', () => {
  it('comes with its photos', async () => {
    const number = await submit(['plain-f24631a2.jpg', 'plain-0be94610.jpg']);
    const seen = await (await house.as('validator')).ticket(number);
    expect(seen.photos.map(({ kind }) => kind)).toEqual(['report', 'report']);
  });

  it('tells its updates between two instants, without a key', async () => {
    const number = await submit([]);
    const admin = await house.as('admin');
    house.moveTo(house.now() + MINUTE);
    const from = moment();
    await admin.act(number, { action: 'proses' });
    await admin.act(number, { action: 'catat', note: 'Hanya untuk petugas' });
    const to = moment();
    house.moveTo(house.now() + MINUTE);
    await admin.act(number, { action: 'tolak', reasonCode: 'lokasi_tidak_ditemukan', reason: 'Tidak ada' });

    const read = async (query: string): Promise<string[][]> =>
      (await ask(house, `/servicerequestupdates.xml?jurisdiction_id=&${query}`))
        .xml()
        .children.filter((update) => text(update, 'service_request_id') === number)
        .map((update) => ['status', 'external_status_code', 'description'].map((name) => text(update, name)));
    expect(await read(`start_date=${from}&end_date=${to}`)).toEqual([['open', 'proses', expect.any(String)]]);
    const all = await read(`start_date=${from}`);
    expect(all.map(([status, code]) => [status, code])).toEqual([
      ['open', 'proses'],
      ['closed', 'ditolak'],
    ]);
    expect(JSON.stringify(all)).not.toContain('petugas');
  });
});

it('sees a report through: files it with photos, follows its number and its updates, its key with the filing alone', async () => {
  const start = moment();
  const [services, definition] = await Promise.all([
    ask(house, '/services.xml?jurisdiction_id='),
    ask(house, '/services/jalan.xml?jurisdiction_id='),
  ]);
  expect(services.xml().children.map((service) => text(service, 'service_code'))).toContain('jalan');
  expect(definition.status).toBe(200);
  const number = await submit(['before-101d2886.jpg']);
  const seen = async (): Promise<string[]> => {
    const [request] = (await ask(house, `/requests/${number}.xml?jurisdiction_id=`)).xml().children;
    return ['service_request_id', 'status'].map((name) => text(request, name));
  };
  expect(await seen()).toEqual([number, 'open']);

  const [admin, validator] = [await house.as('admin'), await house.as('validator')];
  await admin.act(number, { action: 'proses' });
  const after = new Blob([new Uint8Array(fixture('plain-f24631a2.jpg'))]);
  const done = await admin.form(
    `/tickets/${number}/actions`,
    { action: JSON.stringify({ action: 'tindak_lanjut', narrative: NARRATIVE }), after },
    { 'if-match': `"${(await house.row(number)).version}"` },
  );
  expect(done.status).toBe(200);
  await validator.act(number, { action: 'setujui', reason: 'Sudah dilihat di lokasi.' });

  expect(await seen()).toEqual([number, 'closed']);
  const updates = await ask(house, `/servicerequestupdates.xml?jurisdiction_id=&start_date=${start}`);
  const ours = updates.xml().children.filter((update) => text(update, 'service_request_id') === number);
  expect(ours.map((update) => text(update, 'external_status_code'))).toEqual([
    'menunggu',
    'proses',
    'tindak_lanjut',
    'selesai',
  ]);
  expect(new Set(ours.map((update) => text(update, 'update_id'))).size).toBe(ours.length);
});

it('may ask for as many numbers a minute as for trackings', async () => {
  const other = await openHouse();
  const ids = Array.from({ length: 299 }, (_, i) => `JK2503${String(100_000 + i).slice(1)}0`).join(',');
  const statuses: number[] = [];
  for (let i = 0; i < 3; i++)
    statuses.push((await ask(other, `/requests.json?service_request_id=${ids}`)).status);
  expect(statuses).toEqual([200, 429, 429]);
  await other.close();
});
