/** A site that behaves like FixMyStreet: its key goes with what it sends and with nothing that it reads. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixture } from '../evidence/desk.ts';
import { BANGKA, type House, openHouse } from '../harness.ts';
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

it('may ask for as many numbers a minute as for trackings', async () => {
  const other = await openHouse();
  const ids = Array.from({ length: 299 }, (_, i) => `JK2503${String(100_000 + i).slice(1)}0`).join(',');
  const statuses: number[] = [];
  for (let i = 0; i < 3; i++)
    statuses.push((await ask(other, `/requests.json?service_request_id=${ids}`)).status);
  expect(statuses).toEqual([200, 429, 429]);
  await other.close();
});
