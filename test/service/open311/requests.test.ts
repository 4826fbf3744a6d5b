/** Filing and following through Open311: what is taken, what is refused, and what the public may see of it. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { count, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ticket, ticketText } from '../../../service/tables/ticket.ts';
import { BANGKA, type House, MONDAY, NARRATIVE, openHouse } from '../harness.ts';
import { ask, keyFor, send } from './caller.ts';

const DAY = 86_400_000;
const FORM = {
  service_code: 'jalan',
  address_id: BANGKA,
  address_string: 'Depan rumah Bu Siti, Jl. Bangka Raya 12',
  description: 'Lubang besar, hubungi 081234567890',
  first_name: 'Siti',
  last_name: 'Aminah',
  phone: '081234567890',
};

const PHOTO = readFileSync(new URL('../../fixtures/evidence/photos/plain-0be94610.jpg', import.meta.url));

const Filed = z.array(
  z.object({
    service_request_id: z.string(),
    extended_attributes: z.object({ tracking_secret: z.string() }).optional(),
  }),
);
const List = z.array(
  z.looseObject({
    service_request_id: z.string(),
    status: z.string(),
    status_notes: z.string(),
    extended_attributes: z.object({ merged_into: z.string().nullable() }).optional(),
  }),
);
type Listed = z.infer<typeof List>;

let house: House;
let key: string;
beforeAll(async () => {
  house = await openHouse();
  key = await keyFor(house);
});
afterAll(() => house.close());

const post = (over: Record<string, string> = {}) =>
  send(house, '/requests.json', { api_key: key, ...FORM, ...over });

async function file(over: Record<string, string> = {}): Promise<string> {
  const heard = await post(over);
  expect([heard.status, heard.text]).toEqual([201, expect.any(String)]);
  return numberIn(heard.json());
}
const numberIn = (answer: unknown): string => Filed.parse(answer)[0]?.service_request_id ?? '';
const publicly = (over: Record<string, string> = {}) => file({ 'attribute[private]': 'false', ...over });

async function list(query: string): Promise<Listed> {
  const heard = await ask(house, `/requests.json?${query}`);
  expect([heard.status, heard.text]).toEqual([200, expect.any(String)]);
  return List.parse(heard.json());
}
const one = async (number: string, query = ''): Promise<Listed[number] | undefined> =>
  List.parse((await ask(house, `/requests/${number}.json?${query}`)).json())[0];
const numbers = (requests: Listed): string[] => requests.map(({ service_request_id }) => service_request_id);

describe('the public', () => {
  it('reads place and status of what is not private, and neither words nor point nor person', async () => {
    const number = await publicly({ lat: '-6.25', long: '106.82' });
    const single = await ask(house, `/requests/${number}.json?extensions=true`, {
      headers: { 'accept-language': 'en' },
    });
    expect(single.json()).toEqual([
      {
        service_request_id: number,
        status: 'open',
        status_notes: 'Waiting for the office in charge',
        service_name: 'Jalan',
        service_code: 'jalan',
        description: null,
        agency_responsible: null,
        service_notice: null,
        requested_datetime: expect.any(String),
        updated_datetime: expect.any(String),
        expected_datetime: null,
        address: 'Kelurahan Bangka, Kecamatan Mampang Prapatan, Kota Administrasi Jakarta Selatan',
        address_id: BANGKA,
        zipcode: null,
        lat: null,
        long: null,
        media_url: null,
        extended_attributes: { crm_status: 'menunggu', merged_into: null },
        notes: [{ datetime: expect.any(String), description: 'The report was received', type: 'lapor' }],
      },
    ]);
    const all = await ask(house, '/requests.xml?extensions=true');
    expect(all.text).toContain(number);
    for (const { text } of [single, all]) expect(text).not.toMatch(/Siti|0812|Bangka Raya|106\.82/);
  });

  it('finds a private one in no list, and follows it by its number as on the page of tracking', async () => {
    const number = await file({ lat: '-6.25', long: '106.82' });
    expect(numbers(await list(''))).not.toContain(number);
    expect((await ask(house, '/servicerequestupdates.json')).text).not.toContain(number);
    const [followed] = await list(`service_request_id=${number}`);
    expect(followed).toMatchObject({ status: 'open', description: null, lat: null, address_id: BANGKA });
    expect(await one(number)).toEqual(followed);
    expect((await ask(house, `/tokens/${number}.xml`)).status).toBe(200);
    expect(JSON.stringify(await one(number, 'extensions=true'))).not.toMatch(/Siti|0812|Bangka Raya|106\.82/);
  });
});

describe('a system with a key', () => {
  it('reads whole what it filed, private or not, and nothing of another system', async () => {
    const number = await file({ lat: '-6.25', long: '106.82' });
    const own = await one(number, `api_key=${key}`);
    expect(own).toMatchObject({
      description: FORM.description,
      address: FORM.address_string,
      agency_responsible: 'Kelurahan Bangka',
      lat: -6.25,
      long: 106.82,
    });
    expect(JSON.stringify(own)).not.toContain('Aminah');
    expect(numbers(await list(`api_key=${key}`))).toContain(number);
    const stranger = await keyFor(house, { client: 'sistem-lain' });
    expect(await one(number, `api_key=${stranger}`)).toMatchObject({ description: null, lat: null });
    expect(await list(`api_key=${stranger}`)).toEqual([]);
  });

  it('without the right to read sees what the public sees', async () => {
    const filer = await keyFor(house, { client: 'hanya-kirim', scopes: ['tickets:file'] });
    const number = await file({ api_key: filer });
    expect(await one(number, `api_key=${filer}`)).toMatchObject({ status: 'open', description: null });
    expect(await list(`api_key=${filer}`)).not.toContainEqual(
      expect.objectContaining({ service_request_id: number }),
    );
  });

  it('files for the channel of its key, with the person, and keeps no device', async () => {
    const number = await file({ device_id: 'tt222111', account_id: 'akun-77' });
    const row = await house.row(number);
    expect(row).toMatchObject({ channel: 'jaki', private: true, unit: BANGKA, category: 'Jalan' });
    const texts = await house.db.select().from(ticketText).where(eq(ticketText.ticketId, row.id));
    expect(Object.fromEntries(texts.map(({ kind, body }) => [kind, body]))).toEqual({
      description: FORM.description,
      address: FORM.address_string,
      reporter: JSON.stringify({ name: 'Siti Aminah', phone: FORM.phone }),
    });
  });

  it('is told the tracking secret where it asks for more than the specification has', async () => {
    const heard = await post({ extensions: 'true' });
    const [filed] = Filed.parse(heard.json());
    const { service_request_id: number = '', extended_attributes: more } = filed ?? {};
    const row = await house.row(number);
    expect(
      house.service.tickets.deps.secrets.matches(more?.tracking_secret ?? '', number, row.trackingSalt),
    ).toBe(true);
  });

  it('may send photos along, and a link is kept but never opened', async () => {
    let opened = 0;
    const server = createServer((_, response) => {
      opened++;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const link = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/foto.jpg`;
    const form = new FormData();
    for (const [name, value] of Object.entries({ api_key: key, ...FORM, media_url: link }))
      form.set(name, value);
    form.set('media', new Blob([PHOTO]), 'foto.jpg');
    const heard = await ask(house, '/requests.json', { method: 'POST', body: form });
    server.close();
    expect(heard.status).toBe(201);
    const number = numberIn(heard.json());
    const seen = await (await house.as('validator')).ticket(number);
    expect(seen.photos.map(({ kind }) => kind)).toEqual(['report']);
    expect(seen.description).toBe(`${FORM.description}\n\nMedia: ${link}`);
    expect(opened).toBe(0);
  });

  it('may say nothing but what it is about', async () => {
    const number = await file({ description: '' });
    expect(await one(number, `api_key=${key}`)).toMatchObject({ description: 'Jalan' });
  });
});

describe('statuses', () => {
  it('are open until the work has ended or goes on elsewhere, and say which it is', async () => {
    const [admin, validator] = await Promise.all([house.as('admin'), house.as('validator')]);
    const told = async (number: string) => {
      const { status, status_notes } = (await one(number)) ?? {};
      return [status, status_notes];
    };
    const done = await publicly();
    await admin.act(done, { action: 'proses' });
    expect(await told(done)).toEqual(['open', 'Sedang dikerjakan']);
    await admin.act(done, { action: 'tindak_lanjut', narrative: NARRATIVE });
    expect(await told(done)).toEqual(['open', 'Hasil kerja sedang diperiksa']);
    await validator.act(done, { action: 'kembalikan', reasonCodes: ['foto_tidak_ada'] });
    expect(await told(done)).toEqual(['open', 'Hasil kerja perlu diperbaiki kantor']);
    await admin.act(done, { action: 'tindak_lanjut', narrative: NARRATIVE });
    await validator.act(done, { action: 'setujui', reason: 'Sudah dicek sendiri' });
    expect(await told(done)).toEqual(['closed', 'Selesai']);

    const refused = await publicly();
    await admin.act(refused, { action: 'tolak', reasonCode: 'laporan_uji', reason: 'Laporan uji' });
    expect(await told(refused)).toEqual(['closed', 'Laporan tidak dapat diproses']);

    const [merged, into] = [await publicly(), await publicly()];
    await admin.act(merged, { action: 'gabung', into, reason: 'Sama' });
    expect(await told(merged)).toEqual(['closed', expect.stringContaining(into)]);

    const secret = await file();
    const leading = await publicly();
    await admin.act(leading, { action: 'gabung', into: secret, reason: 'Sama' });
    const mergedInto = async (query: string) =>
      (await one(leading, `extensions=true${query}`))?.extended_attributes?.merged_into;
    expect(await told(leading)).toEqual(['closed', expect.not.stringContaining(secret)]);
    expect(await mergedInto('')).toBeNull();
    // Its own system knows the number.
    expect(await mergedInto(`&api_key=${key}`)).toBe(secret);

    const open = numbers(await list('status=open'));
    const closed = numbers(await list('status=closed'));
    expect(open).toContain(into);
    expect(closed).toEqual(expect.arrayContaining([done, refused, merged]));
    expect(open.filter((number) => closed.includes(number))).toEqual([]);
    expect(numbers(await list('status=open,closed'))).toHaveLength(open.length + closed.length);
  });
});

describe('a list', () => {
  it('is narrowed by service and period, paged in one order, and overruled by numbers', async () => {
    house.moveTo(house.now() + DAY);
    const from = new Date(house.now()).toISOString();
    const [first, second, third] = [
      await publicly(),
      await publicly({ service_code: 'sampah' }),
      await publicly(),
    ];
    const since = `start_date=${from}`;
    expect(numbers(await list(since))).toEqual([third, second, first]);
    expect(numbers(await list(`${since}&service_code=sampah,pohon`))).toEqual([second]);
    expect(numbers(await list(`${since}&page=2&page_size=2`))).toEqual([first]);
    expect(await list(`${since}&page=3&page_size=2`)).toEqual([]);
    expect(await list(`end_date=${new Date(MONDAY - DAY).toISOString()}`)).toEqual([]);
    const unknown = 'JK2503109999,bukan-nomor';
    const asked = `service_request_id=${first},${second.toLowerCase()},${unknown}&status=closed&page=9`;
    expect(numbers(await list(asked))).toEqual([second, first]);
    // An empty argument is one that was not sent.
    expect(numbers(await list(`${since}&end_date=&service_code=&status=&page=&api_key=`))).toHaveLength(3);
    expect(numbers(await list(`${since}&service_code=sampah&service_code=pohon`))).toEqual([second]);
  });

  it('by updates tells also what came in long ago, the newest update first', async () => {
    const [old, still] = [await publicly(), await publicly()];
    house.moveTo(house.now() + 100 * DAY);
    const fresh = await publicly();
    expect(numbers(await list(''))).toEqual([fresh]);
    const moment = new Date(house.now()).toISOString();
    house.moveTo(house.now() + 60_000);
    await (await house.as('admin')).act(old, { action: 'proses' });
    expect(numbers(await list(`updated_after=${moment}`))).toEqual([old, fresh]);
    expect(numbers(await list(`updated_after=${moment}&updated_before=${moment}`))).toEqual([fresh]);
    expect(numbers(await list(`updated_after=${moment}&start_date=${moment}`))).toEqual([fresh]);
    expect(numbers(await list(`service_request_id=${still}`))).toEqual([still]);
  });

  it.each([
    ['start_date=2025-01-01T00:00:00Z&end_date=2025-04-02T00:00:00Z', 'start_date'],
    ['start_date=2025-02-01T00:00:00Z&end_date=2025-01-01T00:00:00Z', 'start_date'],
    ['updated_after=2025-01-01T00:00:00Z&updated_before=2025-06-01T00:00:00Z', 'updated_after'],
    ['start_date=2025-01-01T00:00:00+07:00', '%2B'],
    ['status=menunggu', 'status'],
    ['page=0', 'page'],
    ['page_size=1001', 'page_size'],
    ['page_size=201&extensions=true', 'page_size'],
    ['page_size=1000&page=52', 'page'],
    ['extensions=yes', 'extensions'],
  ])('refuses %s, naming what is wrong', async (query, named) => {
    const heard = await ask(house, `/requests.json?${query}`);
    expect([heard.status, heard.json()]).toEqual([
      400,
      [{ code: 400, description: expect.stringContaining(named) }],
    ]);
  });

  it('of a service that does not exist is not found', async () => {
    expect((await ask(house, '/requests.json?service_code=jalan,bulan')).status).toBe(404);
  });
});

describe('refused is, with nothing kept,', () => {
  const noPlace = { address_id: '', address_string: '' };
  const cases: [what: string, over: Record<string, string>, status: number, named: string][] = [
    ['no key', { api_key: '' }, 403, 'api_key'],
    ['an unknown key', { api_key: 'tuntas_tidak-ada-kunci-ini' }, 403, 'api_key'],
    ['no service', { service_code: '' }, 400, 'service_code'],
    ['an unknown service', { service_code: 'bulan' }, 404, 'service_code'],
    ['another jurisdiction', { jurisdiction_id: 'sfgov.org' }, 404, 'jurisdiction_id'],
    ['no place', noPlace, 400, 'address_string'],
    ['half a point', { lat: '-6.2' }, 400, 'long'],
    ['a point that is none', { lat: '-6,2', long: '106.8' }, 400, 'lat'],
    ['a point off the globe', { lat: '-96.2', long: '106.8' }, 400, 'lat'],
    ['an unknown address_id', { address_id: '31.99' }, 400, 'kelurahan'],
    ['too long a description', { description: 'a'.repeat(4_001) }, 400, 'description'],
    ['spaces for a description', { description: '   ' }, 400, 'description'],
    ['NUL in a text', { address_string: 'a\u0000b' }, 400, 'address_string'],
    ['a link that is none', { media_url: 'javascript:alert(1)' }, 400, 'media_url'],
    ['an answer to no question', { 'attribute[WHISPAWN]': '123456' }, 400, 'WHISPAWN'],
    ['an answer that is no choice', { 'attribute[private]': 'mungkin' }, 400, 'private'],
    ['a list of answers', { 'attribute[private][]': 'constructor' }, 400, 'private'],
  ];
  it.each(cases)('%s', async (_, over, status, named) => {
    const before = await total();
    const heard = await post(over);
    expect([heard.status, heard.json()]).toEqual([
      status,
      [{ code: status, description: expect.stringContaining(named) }],
    ]);
    expect(await total()).toBe(before);
  });

  it('a key that may not file, or files for several channels, and an officer’s session', async () => {
    const keys = [
      await keyFor(house, { scopes: ['tickets:read'], channels: [] }),
      await keyFor(house, { channels: ['jaki', 'email'] }),
      (await house.as('kanal')).token,
    ];
    for (const api_key of keys) expect((await post({ api_key })).status).toBe(403);
  });

  it('a body that is no form, a field that comes twice, and a file where none belongs', async () => {
    const json = { 'content-type': 'application/json' };
    expect(
      (await send(house, '/requests.json', JSON.stringify({ ...FORM, api_key: key }), json)).status,
    ).toBe(400);
    expect((await send(house, '/requests.xml', `api_key=${key}&lat=1&lat=2`)).status).toBe(400);
    const form = new FormData();
    form.set('api_key', key);
    form.set('description', new Blob(['x']), 'x.txt');
    expect((await ask(house, '/requests.json', { method: 'POST', body: form })).status).toBe(400);
  });

  it('more words than a form may carry', async () => {
    const heard = await post({ description: 'a'.repeat(1_100_000) });
    expect([heard.status, heard.json()]).toEqual([413, [{ code: 413, description: expect.any(String) }]]);
  });

  async function total(): Promise<number> {
    const [row] = await house.db.select({ n: count() }).from(ticket);
    return row?.n ?? 0;
  }
});

it('answers every other address and method in the specification’s words', async () => {
  for (const [path, method] of [
    ['/requests', 'GET'],
    ['/requests.yaml', 'GET'],
    ['/services.xml', 'DELETE'],
  ] as const) {
    const heard = await ask(house, path, { method });
    expect([path, heard.status, heard.xml().name]).toEqual([path, 404, 'errors']);
    expect(heard.headers.get('access-control-allow-origin')).toBe('*');
  }
  for (const path of [
    '/services.xml',
    '/services/jalan.xml',
    '/requests.xml',
    '/requests/JK2503100001.xml',
  ]) {
    const heard = await ask(house, `${path}?jurisdiction_id=sfgov.org`);
    expect([path, heard.status, heard.text.includes('jurisdiction_id sfgov.org')]).toEqual([path, 404, true]);
  }
  const browser = await ask(house, '/requests/JK2503109999.json', { headers: { accept: 'text/html' } });
  expect(browser.json()).toEqual([{ code: 404, description: expect.any(String) }]);
});
