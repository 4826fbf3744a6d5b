/** Reports handed out as a file: the list's filters, the caller's sight, right types, and nothing that runs. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExportQuery } from '#shared/contract/exports.ts';
import type { ImportColumn } from '#shared/contract/imports.ts';
import { Ticket, TicketPage } from '#shared/contract/ticket.ts';
import { columnNamed } from '#shared/exchange/columns.ts';
import { readRow } from '#shared/exchange/row.ts';
import { countTickets, exportedTickets } from '../../../service/exchange/export/read.ts';
import { EXPORT_COLUMNS } from '../../../service/exchange/export/table.ts';
import { writeXlsx } from '../../../service/exchange/export/xlsx.ts';
import { say } from '../../../service/platform/http/language.ts';
import { readFile } from '../../unit/exchange/read-file.ts';
import { type DemoName, type House, NARRATIVE, openHouse, type Reply } from '../harness.ts';

const folder = mkdtempSync(join(tmpdir(), 'tuntas-export-'));
afterAll(() => rmSync(folder, { recursive: true }));

let house: House;
let first: string;
beforeAll(async () => {
  house = await openHouse();
  const admin = await house.as('admin');
  first = await house.inValidasi({
    description: '=HYPERLINK("http://jahat.example";"klik")',
    point: { lat: -6.26135, lon: 106.81342 },
    private: true,
  });
  await admin.file({ category: 'Sampah', description: 'Sampah, "bau"\nsekali' });
  await (await house.as('kanal')).file({
    channel: 'twitter',
    category: 'Pohon',
    description: '@pohon tumbang',
  });
});
afterAll(() => house.close());

async function get(path: string, by: DemoName = 'supervisor', language = 'id'): Promise<Reply> {
  return (await house.as(by)).get(path, { 'accept-language': language });
}

const lines = ({ text }: Reply): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

/** What an import understands of a file. */
async function readAgain(file: string): Promise<unknown[]> {
  const path = join(folder, 'file.csv');
  writeFileSync(path, file);
  const { lines } = await readFile(path);
  return lines.map((line) => {
    const [, cells] = line as [number, Record<ImportColumn, string>];
    return readRow(new Map(Object.entries(cells) as [ImportColumn, string][]), house.now());
  });
}

describe('an export', () => {
  it('has what the list has, for every sight and filter', async () => {
    for (const [by, query] of [
      ['supervisor', ''],
      ['admin', ''],
      ['kanal', ''],
      ['supervisor', '?status=menunggu'],
      ['supervisor', '?text=sampah'],
    ] as const) {
      const listed = (await get(`/tickets${query}`, by)).as(TicketPage).items;
      const { token } = await house.as(by);
      const session = await house.service.people.accounts.resolve(token);
      if (!session) throw new Error(`No session of ${by}`);
      const reader = { actor: session.actor, language: 'id' as const };
      const filter = ExportQuery.parse(Object.fromEntries(new URLSearchParams(query)));
      const numbers: string[] = [];
      for await (const { item } of exportedTickets(house.service.tickets.deps, reader, filter))
        numbers.push(item.number);
      expect(numbers).toEqual(listed.map(({ number }) => number));
      expect(await countTickets(house.service.tickets.deps, reader, filter)).toBe(listed.length);
    }
  });

  it('is nobody’s who sees no report, and everything is a supervisor’s', async () => {
    expect((await get('/exports/tickets.csv', 'operator')).refusal()).toBe('forbidden');
    expect((await get('/exports/everything.ndjson', 'validator')).refusal()).toBe('forbidden');
    expect((await get('/exports/tickets.csv?status=x')).refusal()).toBe('invalid');
    const all = await get('/exports/everything.ndjson');
    expect(all.headers.get('x-row-count')).toBe('3');
    const tickets = lines(all).map((line) => Ticket.parse(line));
    expect(tickets.find(({ number }) => number === first)?.events.map(({ action }) => action)).toEqual([
      'lapor',
      'proses',
      'tindak_lanjut',
      'bukti_diperiksa',
    ]);
  });

  it('as CSV starts no formula, keeps numbers numbers and quotes the rest', async () => {
    const reply = await get('/exports/tickets.csv');
    expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(reply.headers.get('content-disposition')).toBe('attachment; filename="laporan-250310.csv"');
    expect(reply.text).toContain(`"'=HYPERLINK(""http://jahat.example"";""klik"")"`);
    expect(reply.text).toContain(`'@pohon tumbang`);
    expect(reply.text).toContain(',-6.26135,106.81342,');
    expect(reply.text).toContain('"Sampah, ""bau""\nsekali"');
    expect(reply.text).toContain(',2025-03-10 09:00:00,');
    expect(reply.text).toContain(NARRATIVE.slice(0, 40));
    expect((await get('/exports/tickets.csv', 'supervisor', 'en')).text).toMatch(/^Number,External number,/);
  });

  it('as CSV with semicolons has decimal commas, and comes back in as it went out', async () => {
    const reply = await get('/exports/tickets.csv?separator=semicolon');
    expect(reply.text).toContain(';-6,26135;106,81342;');
    expect(reply.text).toContain(`"'=HYPERLINK(""http://jahat.example"";""klik"")"`);
    expect((await get('/exports/tickets.csv?separator=tab')).refusal()).toBe('invalid');
    const again = await readAgain(reply.text);
    expect(again).toHaveLength(3);
    expect(again).toEqual(await readAgain((await get('/exports/tickets.csv')).text));
  });

  it('one at a time for a caller', async () => {
    const supervisor = await house.as('supervisor');
    const [one, other] = await Promise.all([
      supervisor.get('/exports/tickets.csv'),
      supervisor.get('/exports/tickets.csv'),
    ]);
    expect([one.status, other.status].sort()).toEqual([200, 409]);
  });

  it('ends its process when nobody reads on', async () => {
    const { exports } = house.service.exchange;
    const { clock } = house.service.platform;
    const supervisor = await house.as('supervisor');
    const actor = {
      id: supervisor.id,
      username: 's',
      name: 's',
      role: 'supervisor' as const,
      unit: null,
    };
    const task = { format: 'csv' as const, filter: {}, actor, language: 'id' as const, now: clock.now() };
    const { file } = await exports.start(task);
    file.destroy();
    await expect
      .poll(() =>
        exports.start(task).then(
          ({ rows }) => rows,
          () => 'busy',
        ),
      )
      .toBe(3);
    await exports.close();
  });
});

/** The parts of an archive, by their names. */
function unzip(bytes: Buffer): Map<string, string> {
  const parts = new Map<string, string>();
  let at = bytes.lastIndexOf(Buffer.from('PK\u0005\u0006'));
  at = bytes.readUInt32LE(at + 16);
  while (bytes.toString('latin1', at, at + 4) === 'PK\u0001\u0002') {
    const [size, name, extra, comment] = [20, 28, 30, 32].map((offset) =>
      offset === 20 ? bytes.readUInt32LE(at + 20) : bytes.readUInt16LE(at + offset),
    ) as [number, number, number, number];
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(start, start + size);
    const isDeflated = bytes.readUInt16LE(at + 10) === 8;
    parts.set(
      bytes.toString('utf8', at + 46, at + 46 + name),
      (isDeflated ? inflateRawSync(data) : data).toString(),
    );
    at += 46 + name + extra + comment;
  }
  return parts;
}

describe('a spreadsheet', () => {
  async function sheetOf(...rows: [Parameters<typeof writeXlsx>[1], number?]): Promise<Map<string, string>> {
    const chunks: Buffer[] = [];
    for await (const chunk of writeXlsx(['Satu', 'Dua'], ...rows)) chunks.push(Buffer.from(chunk));
    return unzip(Buffer.concat(chunks));
  }

  it('says in its own XML what is a number, a date and a text', async () => {
    const parts = await sheetOf(
      (async function* () {
        yield ['=1+1', -6.26135];
        yield [{ instant: Date.parse('2025-03-10T09:15:00+07:00') }, null];
        yield ['a <b> & "c"\u0007 _x0041_', ' '];
      })(),
    );
    const xml = parts.get('xl/worksheets/sheet1.xml') ?? '';
    expect(xml).toContain('<c r="A1" s="2" t="inlineStr"><is><t xml:space="preserve">Satu</t></is></c>');
    expect(xml).toContain(
      '<c r="A2" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c><c r="B2"><v>-6.26135</v></c>',
    );
    expect(xml).toContain('<row r="3"><c r="A3" s="1"><v>45726.385416666664</v></c></row>');
    expect(xml).toContain('a &lt;b&gt; &amp; "c"_x0007_ _x005F_x0041_');
    expect(xml).not.toContain('<f');
    expect(parts.get('xl/styles.xml')).toContain('<xf xfId="0" numFmtId="164"');
    expect(parts.get('xl/workbook.xml')).toContain('<sheet name="Laporan" sheetId="1" r:id="rId1"/>');
  });

  it('goes on on a second sheet when one is full', async () => {
    const parts = await sheetOf(
      (async function* () {
        for (let i = 0; i < 3; i++) yield [i];
      })(),
      2,
    );
    expect(parts.get('xl/worksheets/sheet2.xml')).toContain(
      '<row r="2"><c r="A2"><v>2</v></c></row></sheetData>',
    );
    expect(parts.get('xl/workbook.xml')).toContain('name="Laporan 2"');
  });

  it('of reports comes as one', async () => {
    const response = await house.service.app.request('/api/v1/exports/tickets.xlsx', {
      headers: { authorization: `Bearer ${(await house.as('supervisor')).token}` },
    });
    expect(response.headers.get('content-type')).toContain('spreadsheetml.sheet');
    const parts = unzip(Buffer.from(await response.arrayBuffer()));
    expect(parts.get('xl/worksheets/sheet1.xml')).toContain(`preserve">${first}</t>`);
  });
});

it('the import knows the columns it needs of an export in either language', () => {
  for (const language of ['id', 'en'] as const) {
    const known = EXPORT_COLUMNS.map(({ head }) => columnNamed(say(head, language))).filter(Boolean);
    expect(known).toEqual([
      ...[
        'number',
        'category',
        'status',
        'receivedAt',
        'reportedAt',
        'followedUpAt',
        'closedAt',
        'channel',
        'unit',
      ],
      ...['kelurahan', 'address', 'lat', 'lon', 'description', 'narrative'],
    ]);
  }
});
