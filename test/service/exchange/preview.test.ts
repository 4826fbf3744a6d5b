/** A file is understood first: what is told of it, asked and corrected; what is written, and what is not. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ImportCorrections, ImportInFull, ImportJob, ImportPage } from '#shared/contract/imports.ts';
import { DAY } from '#shared/time/zone.ts';
import { type House, type Officer, openHouse, type Reply } from '../harness.ts';
import { exportLine, exportOf, manyLines, numberOf } from './files.ts';

let house: House;
let operator: Officer;
beforeAll(async () => {
  house = await openHouse();
  operator = await house.as('operator');
});
afterAll(() => house.close());

const imports = () => house.service.exchange.imports;
const tableOf = (...rows: string[]): string => rows.join('\n');

function post(file: string, query = '', by = operator): Promise<Reply> {
  house.moveTo(house.now() + 1_000);
  return by.call('POST', `/imports${query}`, file, { 'content-type': 'text/csv' });
}

async function inFull(id: string): Promise<ImportInFull> {
  await imports().settled();
  return (await operator.get(`/imports/${id}`)).as(ImportInFull);
}

async function look(file: string, query = ''): Promise<ImportInFull> {
  return inFull((await post(file, query)).as(ImportJob).id);
}

async function correct(id: string, corrections: ImportCorrections): Promise<ImportInFull> {
  (await operator.call('PUT', `/imports/${id}/corrections`, JSON.stringify(corrections), JSON_TYPE)).as(
    ImportJob,
  );
  return inFull(id);
}
const JSON_TYPE = { 'content-type': 'application/json' };

async function confirm(id: string): Promise<ImportInFull> {
  (await operator.call('POST', `/imports/${id}/confirm`)).as(ImportJob);
  return inFull(id);
}

async function everything(): Promise<unknown> {
  const tables = ['ticket', 'event', 'ticket_text', 'unknown_name', 'import_refusal', 'import_memory'];
  return Promise.all(tables.map((table) => house.db.all(sql.raw(`select * from ${table} order by rowid`))));
}

/** What lies beside the database of imports. */
const files = () => readdirSync(join(house.folder, 'imports'));

describe('before it is confirmed', () => {
  it('nothing is written, and what it says comes true', async () => {
    await post(exportOf([exportLine(1), exportLine(2)]), '?write=now');
    await imports().settled();
    const before = await everything();
    const seen = await look(
      exportOf([
        exportLine(1),
        exportLine(2).replace('Proses', 'Selesai'),
        exportLine(3),
        exportLine(3),
        exportLine(4).replace('Sampah', 'Got mampet sekali'),
        exportLine(5).replace('Dinas Bina Marga', 'Dinas Antah Berantah'),
        exportLine(6).replace('Menunggu', 'Entah'),
        exportLine(7).replace('Proses', 'Entah'),
        exportLine(8).replace('03/03/2025', '33/03/2025'),
      ]),
    );
    expect(seen).toMatchObject({ state: 'understood', read: 0, added: 0, format: 'csv', encoding: 'utf-8' });
    expect(seen.preview?.expected).toEqual({
      ...{ added: 3, moved: 1, corrected: 0, unchanged: 1, refused: 3, repeated: 1 },
    });
    expect(seen.preview?.rows.map(({ number, fate }) => [number, fate])).toEqual([
      [numberOf(1), 'unchanged'],
      [numberOf(2), 'moved'],
      [numberOf(3), 'added'],
      [numberOf(3), 'repeated'],
      [numberOf(4), 'added'],
      [numberOf(5), 'added'],
    ]);
    expect(seen.preview?.unknownNames).toMatchObject([
      { kind: 'category', name: 'Got mampet sekali', reports: 1 },
      { kind: 'unit', name: 'Dinas Antah Berantah', reports: 1 },
    ]);
    const refused = [
      { reason: 'status_tidak_dikenal', column: 'status', value: 'Entah', lines: 2, firstLine: 10 },
      {
        reason: 'tanggal_tidak_terbaca',
        column: 'receivedAt',
        value: '33/03/2025 08.15',
        lines: 1,
        firstLine: 12,
      },
    ];
    expect(seen.refusalGroups).toMatchObject(refused);
    expect(await everything()).toEqual(before);

    const done = await confirm(seen.id);
    expect(done).toMatchObject({ state: 'done', read: 9, added: 3, moved: 1, unchanged: 2, refused: 3 });
    expect(done.refusalGroups).toMatchObject(refused);
    expect(done.preview).toBeUndefined();
    expect(files()).toEqual([]);
  });

  it('it is given up by its sender, and its file goes', async () => {
    const before = await everything();
    const seen = await look(exportOf([exportLine(11)]));
    expect(files().length).toBeGreaterThan(0);
    expect((await operator.delete(`/imports/${seen.id}`)).as(ImportJob).state).toBe('cancelled');
    expect([await everything(), files()]).toEqual([before, []]);
    expect((await operator.call('POST', `/imports/${seen.id}/confirm`)).refusal()).toBe('illegal-transition');
  });

  it('it gives way to another file of its sender', async () => {
    const first = await look(exportOf([exportLine(12)]));
    const second = await look(exportOf([exportLine(13)]));
    expect((await inFull(first.id)).state).toBe('cancelled');
    expect(second.state).toBe('understood');
  });

  it.each([0, 1, 2, 3, 4])('it gives way to none once it is confirmed (%s)', async (later) => {
    const { id } = await look(exportOf([exportLine(40 + later)]));
    const by = { id: operator.id, role: 'operator', unit: null, username: 'o', name: 'O' } as const;
    const body = new Blob([exportOf([exportLine(50)])]).stream();
    const asked = { channel: 'jaki', write: 'seen', actor: by, key: null, body } as const;
    const confirming = imports().confirm(id, by);
    for (let turn = 0; turn < later; turn++) await Promise.resolve();
    const [confirmed, other] = await Promise.allSettled([confirming, imports().start(asked)]);
    const { state } = await inFull(id);
    expect([confirmed.status, other.status, state]).toEqual(
      confirmed.status === 'fulfilled'
        ? ['fulfilled', 'rejected', 'done']
        : ['rejected', 'fulfilled', 'cancelled'],
    );
  });

  it('it is written though what was said of it cannot be remembered', async () => {
    const seen = await look(exportOf([exportLine(56)]).replace('Isi', 'Apa'));
    await correct(seen.id, { columns: { Apa: 'description' } });
    const failing = sql`create trigger full before insert on import_memory begin select raise(abort, 'full'); end`;
    await house.db.run(failing);
    const done = await confirm(seen.id).finally(() => house.db.run(sql`drop trigger full`));
    expect(done).toMatchObject({ state: 'done', added: 1 });
  });

  it('a cursor that is none of ours is refused', async () => {
    const cursor = Buffer.from('[1,"\\u0000"]').toString('base64url');
    expect((await operator.get(`/imports?cursor=${cursor}`)).status).toBeLessThan(500);
  });

  it('it is nobody else’s', async () => {
    const seen = await look(exportOf([exportLine(14)]));
    const other = { id: 'operator-2', role: 'operator', unit: null, username: 'o', name: 'O' } as const;
    await expect(imports().confirm(seen.id, other)).rejects.toMatchObject({ word: 'not-found' });
  });

  it('it waits over a restart, and not for ever', async () => {
    const seen = await look(exportOf([exportLine(15)]));
    await house.stop();
    house = await openHouse({ folder: house.folder });
    operator = await house.as('operator');
    expect(await inFull(seen.id)).toMatchObject({ state: 'understood', preview: { expected: { added: 1 } } });
    house.moveTo(Date.parse(seen.expiresAt ?? ''));
    expect((await operator.call('POST', `/imports/${seen.id}/confirm`)).refusal()).toBe('illegal-transition');
    await imports().forgetOld();
    const expired = await inFull(seen.id);
    expect([expired.state, expired.expiresAt, files()]).toEqual(['expired', undefined, []]);
    expect(Date.parse(seen.expiresAt ?? '') - Date.parse(seen.startedAt)).toBe(DAY);
  });

  it('it may be stopped while it is being read', async () => {
    const { id } = (await post(exportOf(manyLines(20_000, 20_000)))).as(ImportJob);
    const looked = async () => (await operator.get(`/imports/${id}`)).as(ImportInFull).looked ?? 0;
    await expect.poll(looked, { interval: 5 }).toBeGreaterThan(0);
    expect((await operator.delete(`/imports/${id}`)).as(ImportJob)).toMatchObject({
      state: 'cancelled',
      read: 0,
    });
    expect(files()).toEqual([]);
  });
});

describe('what the file does not say', () => {
  const open = tableOf(
    'Nomor;Kategori;Status;Tanggal Masuk;Tgl Selesai',
    'JK2504050001;Jalan;Selesai;2025-04-05;5/6/2025',
  );
  beforeAll(() => house.moveTo(Date.parse('2025-07-01T08:00:00+07:00')));

  it('is asked, and answered once for all files like it', async () => {
    const seen = await look(open);
    expect(seen.understood).toMatchObject({
      asks: ['dates'],
      dates: [{ column: 'closedAt', by: 'open', example: '5/6/2025' }],
    });
    const refused = await operator.call('POST', `/imports/${seen.id}/confirm`);
    expect([refused.refusal(), refused.problem().errors?.[0]?.path]).toEqual(['invalid', 'dates']);
    const corrected = await correct(seen.id, { dates: { closedAt: 'month_first' } });
    expect(corrected.understood).toMatchObject({ asks: [], dates: [{ order: 'month_first', by: 'chosen' }] });
    expect(corrected.preview?.rows[0]?.closedAt).toBe('2025-05-06T00:00:00.000+07:00');
    await confirm(seen.id);
    const next = await look(open.replace('0001', '0002'));
    expect(next.understood).toMatchObject({ asks: [], dates: [{ order: 'month_first', by: 'remembered' }] });
  });

  it('is not asked of a program that declares it, and stops one that does not', async () => {
    const other = open.replace('Nomor;', 'No Tiket;');
    const waits = await look(other, '?write=now');
    expect(waits).toMatchObject({ state: 'understood', understood: { asks: ['dates'] } });
    const written = await look(other.replace('0001', '0003'), '?write=now&dateOrder=day_first');
    expect(written).toMatchObject({ state: 'done', added: 1, understood: { dates: [{ by: 'declared' }] } });
  });
});

describe('columns', () => {
  const odd = tableOf(
    'ID;Jenis;Tahap;Masuk pada;Catatan',
    'JK2504050011;Jalan;Proses;05 April 2025;x',
    'JK2504050012;Jalan;Proses;05 April 2025;',
  );
  const said = { ID: 'number', Jenis: 'category', Tahap: 'status', 'Masuk pada': 'receivedAt' } as const;

  it('by names that nobody knows are asked about with what stands in them', async () => {
    const seen = await look(odd);
    expect(seen).toMatchObject({
      state: 'understood',
      understood: { asks: ['columns'], rows: 2, headingLine: 1 },
    });
    expect(seen.preview?.examples.ID).toEqual(['JK2504050011', 'JK2504050012']);
    expect((await operator.call('POST', `/imports/${seen.id}/confirm`)).refusal()).toBe('invalid');
    const corrected = await correct(seen.id, { columns: said });
    expect(corrected.understood?.columns.slice(0, 2)).toEqual([
      { name: 'ID', column: 'number', by: 'chosen' },
      { name: 'Jenis', column: 'category', by: 'chosen' },
    ]);
    expect(corrected.preview?.expected.added).toBe(2);
    await confirm(seen.id);
    const daily = await look(odd.replaceAll('Proses', 'Selesai'), '?write=now');
    expect(daily).toMatchObject({ state: 'done', moved: 2 });
    expect(daily.understood?.columns[0]?.by).toBe('remembered');
  });

  it('of a sender are no other sender’s', async () => {
    const key = { id: 'client:other', role: 'operator', unit: null, username: 'o', name: 'O' } as const;
    const body = new Blob([odd]).stream();
    const { id } = await imports().start({ channel: 'jaki', write: 'seen', actor: key, key: null, body });
    await imports().settled();
    expect((await imports().find(id, key)).understood?.asks).toEqual(['columns']);
  });

  it('that are known are corrected too, and one thing stands in one column', async () => {
    const seen = await look(
      tableOf(
        'Nomor;Kategori;Status;Tanggal Masuk;Isi;Uraian',
        'JK2504050021;Jalan;Proses;05 April 2025;satu;dua',
      ),
    );
    expect(seen.preview?.rows[0]?.description).toBe('satu');
    const twice = { columns: { Isi: 'description', Uraian: 'description' } };
    const refused = await operator.call(
      'PUT',
      `/imports/${seen.id}/corrections`,
      JSON.stringify(twice),
      JSON_TYPE,
    );
    expect(refused.refusal()).toBe('invalid');
    const corrected = await correct(seen.id, { columns: { Uraian: 'description' } });
    expect(corrected.preview?.rows[0]?.description).toBe('dua');
    expect(corrected.ignoredColumns).toEqual(['Isi']);
  });

  it.each([
    ['JSON in a list', (rows: object[]) => JSON.stringify(rows)],
    ['JSON inside an object', (rows: object[]) => JSON.stringify({ hasil: { baris: rows } }, null, 2)],
    ['JSON inside an object, a line each', (rows: object[]) => insideOf(rows, '{\n "baris": [\n', '\n ]\n}')],
    [
      'JSON between other names',
      (rows: object[]) =>
        insideOf(rows, '{\n "jumlah": 2,\n "hasil": {"baris": [\n', '\n ]},\n "akhir": {"x": 1}\n}'),
    ],
    ['JSON a line each', (rows: object[]) => rows.map((row) => JSON.stringify(row)).join('\n')],
    [
      'a web page',
      (rows: object[]) =>
        `<table>${[Object.keys(rows[0] ?? {}), ...rows.map(Object.values)].map((cells) => `<tr>${cells.map((cell) => `<td>${cell}`).join('')}`).join('')}</table>`,
    ],
  ])('of %s as well', async (_, written) => {
    const row = (n: number) => ({
      ID: `JK25040501${n}`,
      Jenis: 'Jalan',
      Tahap: 'Proses',
      'Masuk pada': '2025-04-05',
    });
    const seen = await look(written([row(10), row(11)]));
    expect(seen.understood).toMatchObject({
      asks: ['columns'],
      rows: 2,
    });
    expect((await correct(seen.id, { columns: said })).preview?.expected.added).toBe(2);
  });
});

describe('a list inside an object, one report a line', () => {
  const row = (n: number) => ({
    code: `JK25040502${n}`,
    category: 'Jalan',
    status: 'Proses',
    created_at: '2025-04-05',
  });
  it.each([
    ['alone', [row(10)], '{\n "data": [\n', '\n ]\n}\n'],
    ['several', [row(11), row(12)], '{\n "data": [\n', '\n ]\n}'],
    [
      'between other names',
      [row(13)],
      '{\n "total": 1, "page": {"of": 1},\n "data": [\n',
      '],\n "next": null\n}',
    ],
    ['further in', [row(14), row(15)], '{\n "data": {\n "items": [\n', ']}\n}'],
  ])('%s', async (_, rows, before, after) => {
    const seen = await look(insideOf(rows, before, after));
    expect(seen.understood).toMatchObject({ rows: rows.length, asks: [] });
    expect(seen.preview?.expected).toMatchObject({ added: rows.length, refused: 0 });
  });

  it('and no list where lines stand by themselves, the first of them broken', async () => {
    const lines = `{"code":"JK25\n${JSON.stringify(row(16))}\n${JSON.stringify(row(17))}`;
    expect((await look(lines)).preview?.expected).toMatchObject({ added: 2, refused: 1 });
  });
});

function insideOf(rows: readonly object[], before: string, after: string): string {
  return `${before}${rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}${after}`;
}

it('an operator’s list tells of one that waits, and a list holds no rows of it', async () => {
  const seen = await look(exportOf([exportLine(31)]));
  const { items } = (await operator.get('/imports?limit=1')).as(ImportPage);
  expect(items[0]).toMatchObject({ id: seen.id, state: 'understood' });
  expect(items[0]).not.toHaveProperty('preview');
  expect(existsSync(join(house.folder, 'imports', seen.id))).toBe(true);
});
