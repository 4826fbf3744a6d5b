/** CRM's export as an operator or another system sends it: by the file, twice, broken, interrupted. */
import { Readable } from 'node:stream';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiKeyWithSecret } from '#shared/contract/api-keys.ts';
import { ImportJob, ImportPage, RefusedLine } from '#shared/contract/imports.ts';
import { ChangesPage } from '#shared/contract/queue.ts';
import { Tracking } from '#shared/contract/ticket.ts';
import { event } from '../../../service/tables/ticket.ts';
import { BANGKA, type House, Officer, openHouse, type Reply } from '../harness.ts';
import { exportLine, exportOf, manyLines, numberOf } from './files.ts';

let house: House;
let operator: Officer;
beforeAll(async () => {
  house = await openHouse();
  operator = await house.as('operator');
});
afterAll(() => house.close());

/** As a program sends it every day: written without anybody looking. */
function post(file: string, by: Officer, query = ''): Promise<Reply> {
  house.moveTo(house.now() + 1_000);
  return by.call('POST', `/imports?write=now${query}`, file, { 'content-type': 'text/csv' });
}

async function send(file: string, by = operator, query = ''): Promise<ImportJob> {
  const started = (await post(file, by, query)).as(ImportJob);
  await house.service.exchange.imports.settled();
  return (await by.get(`/imports/${started.id}`)).as(ImportJob);
}

/** All that an import could have touched. */
async function everything(): Promise<unknown> {
  const tables = ['ticket', 'event', 'ticket_text', 'ticket_held', 'ticket_search'];
  return Promise.all(tables.map((table) => house.db.all(sql.raw(`select * from ${table} order by rowid`))));
}

it('the same file twice changes nothing the second time, and the books are in order', async () => {
  const file = exportOf(manyLines(500));
  const first = await send(file);
  expect(first).toMatchObject({ state: 'done', format: 'csv', encoding: 'utf-8', read: 500, added: 500 });
  expect(first.ignoredColumns).toEqual(['No', 'Petugas']);
  const before = await everything();
  expect(await send(file)).toMatchObject({ state: 'done', added: 0, moved: 0, unchanged: 500, refused: 0 });
  expect(await everything()).toEqual(before);
  const { verifier } = house.service.oversight;
  verifier.start({ rows: true });
  await verifier.settled();
  expect(verifier.last()).toMatchObject({ ok: true, tickets: 500, events: 500 });
});

it('what came in is a report like others, told to validators, offices and reporters', async () => {
  const validator = await house.as('validator');
  expect(await validator.ticket(numberOf(3))).toMatchObject({
    status: 'validasi',
    category: 'Sampah',
    channel: 'jaki',
    private: true,
    unit: { code: BANGKA },
    kelurahan: { code: BANGKA },
    receivedAt: '2025-03-03T08:15:00.000+07:00',
    description: `Sampah menumpuk di tepi jalan, laporan ${numberOf(3)}`,
    nextDueAt: '2025-03-08T10:20:00.000+07:00',
    verdict: { verdict: 'warn', reasons: [{ code: 'PHOTO_ELSEWHERE' }] },
    events: [
      {
        action: 'impor',
        from: null,
        to: 'validasi',
        actor: { role: 'operator' },
        madeAt: '2025-03-05T10:20:00.000+07:00',
      },
    ],
  });
  const { items } = (await validator.get('/changes?after=0&limit=3')).as(ChangesPage);
  expect(items.map(({ number, action, scope }) => [number, action, scope])).toEqual(
    [1, 2, 3].map((n) => [numberOf(n), 'impor', 'in']),
  );
  const { steps } = (await house.call('GET', `/track/${numberOf(4)}`)).as(Tracking);
  expect(steps).toEqual([{ at: '2025-03-04T09:00:00.000+07:00', text: 'Selesai' }]);
  expect((await validator.get(`/tickets?text=${numberOf(1)}`)).text).toContain('menumpuk');
  expect((await validator.act(numberOf(3), { action: 'setujui', reason: 'Dilihat di CRM' })).status).toBe(
    'selesai',
  );
});

it('a broken line costs itself alone, and is named', async () => {
  const file = exportOf([
    exportLine(601),
    '9;JK2503030900;"Sampah;03/03/2025 08.15;;Proses;kutip tanpa penutup;BANGKA;;Budi',
    exportLine(602),
    '9;JK2513030903; ;31/02/2025;;Entah;isi;BANGKA;;Budi',
    exportLine(603),
  ]);
  const job = await send(file);
  expect(job).toMatchObject({ state: 'done', read: 5, added: 3, refused: 2 });
  const told = await operator.get(`/imports/${job.id}/refusals`);
  const refused = told.text
    .trim()
    .split('\n')
    .map((line) => RefusedLine.parse(JSON.parse(line)));
  expect(refused.map(({ line, column, reason }) => [line, column, reason])).toEqual([
    [5, undefined, 'baris_rusak'],
    [7, 'number', 'nomor_tidak_sah'],
    [7, 'category', 'kategori_tidak_dikenal'],
    [7, 'status', 'status_tidak_dikenal'],
    [7, 'receivedAt', 'tanggal_tidak_terbaca'],
  ]);
  const csv = await operator.get(`/imports/${job.id}/refusals?as=csv`, { 'accept-language': 'en' });
  expect(csv.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w-]+\.csv"$/);
  expect(csv.text.split('\r\n').slice(0, 2)).toEqual([
    'line,column,reason,message',
    '5,,baris_rusak,The line cannot be read: its quotes or the number of its cells do not fit.',
  ]);
});

it('what was reopened there goes back by a newer file, and by no older one', async () => {
  const fileOf = (status: string, newest: string) =>
    ['Nomor;Kategori;Status;Tanggal masuk', `JK2502010001;Jalan;${status};01/02/2025 08.00`]
      .concat(newest === '' ? [] : [`JK250309${newest};Jalan;Menunggu;09/03/2025 1${newest.at(-1)}.00`])
      .join('\n');
  const statusNow = async () => (await house.row('JK2502010001')).status;
  await send(fileOf('Selesai', '0001'));
  expect(await send(fileOf('Proses', ''))).toMatchObject({ moved: 0, refused: 1 });
  expect(await send(fileOf('Proses', '0002'))).toMatchObject({ added: 1, moved: 1, refused: 0 });
  expect(await statusNow()).toBe('proses');
  await send(fileOf('Selesai', '0002'));
  expect(await send(fileOf('Proses', '0001'))).toMatchObject({ moved: 0, refused: 1 });
  expect(await statusNow()).toBe('selesai');
});

it('a file that is no table fails with its reason, and leaves nothing', async () => {
  expect(await send('a;b;c\r\n1;2;3\r\n')).toMatchObject({
    state: 'failed',
    failure: 'kepala_tidak_dikenal',
    read: 0,
  });
});

describe('an import', () => {
  it('is the operator’s, or a key’s for its own channels', async () => {
    for (const name of ['validator', 'admin', 'kanal', 'supervisor'] as const) {
      expect((await post('x', await house.as(name))).refusal()).toBe('forbidden');
    }
    const made = (
      await operator.post('/api-keys', {
        client: 'crm',
        name: 'CRM',
        scopes: ['tickets:import', 'tickets:read'],
        channels: ['twitter'],
        expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
      })
    ).as(ApiKeyWithSecret);
    const key = new Officer(house, made.key, 'client:crm');
    expect((await post('x', key)).refusal()).toBe('forbidden');
    const job = await send(exportOf([exportLine(701)]), key, '&channel=twitter');
    expect(job).toMatchObject({ added: 1, channel: 'twitter' });
    expect((await key.ticket(numberOf(701))).events).toMatchObject([{ actor: { role: 'api_client' } }]);
    expect((await operator.get(`/imports/${job.id}`)).refusal()).toBe('not-found');
  });

  it('refuses what is no file, or sent as something else', async () => {
    expect((await post('', operator)).refusal()).toBe('malformed');
    expect((await post('x', operator, '&channel=x')).refusal()).toBe('invalid');
    const picture = await operator.call('POST', '/imports', 'x', { 'content-type': 'image/png' });
    expect(picture.refusal()).toBe('unsupported-media');
  });

  it('comes one at a time, and what was taken before it is cancelled stays', async () => {
    const started = (await post(exportOf(manyLines(3_000, 1_000)), operator)).as(ImportJob);
    expect((await post('x', operator)).refusal()).toBe('in-progress');
    const cancelled = (await operator.delete(`/imports/${started.id}`)).as(ImportJob);
    expect(cancelled.state).toBe('cancelled');
    expect(cancelled.read).toBeLessThan(3_000);
    const { items } = (await operator.get('/imports?limit=1')).as(ImportPage);
    expect(items.map(({ id }) => id)).toEqual([started.id]);
  });

  it('is cancelled while its file is still coming in', async () => {
    const { imports } = house.service.exchange;
    const actor = { id: 'operator-2', role: 'operator', unit: null, username: 'o', name: 'O' } as const;
    const body = new Readable({ read() {} });
    body.push('Nomor');
    const started = imports.start({ channel: 'jaki', write: 'seen', actor, key: null, body });
    const receiving = async () => (await imports.list(actor, {})).items[0];
    await expect.poll(receiving).toMatchObject({ state: 'receiving' });
    const cancelled = await imports.cancel((await receiving())?.id ?? '', actor);
    expect(cancelled.state).toBe('cancelled');
    expect((await started).state).toBe('cancelled');
    expect(body.destroyed).toBe(true);
  });

  it('goes on after a restart, and counts every line once', async () => {
    const told = () => house.db.$count(event, eq(event.action, 'impor'));
    const before = await told();
    await post(exportOf(manyLines(600, 5_000)), operator);
    const read = async () => (await operator.get('/imports')).as(ImportPage).items[0]?.read;
    await expect.poll(read, { interval: 5 }).toBeGreaterThan(0);
    await house.stop();
    house = await openHouse({ folder: house.folder });
    operator = await house.as('operator');
    await house.service.exchange.imports.settled();
    const [job] = (await operator.get('/imports')).as(ImportPage).items;
    expect(job).toMatchObject({ state: 'done', read: 600, added: 600, unchanged: 0, refused: 0 });
    expect(await told()).toBe(before + 600);
  });
});
