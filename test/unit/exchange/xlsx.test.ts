/** Spreadsheets as office programs write them, as we do, and as an attacker would. */
import { createWriteStream, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { writeXlsx } from '../../../service/exchange/export/xlsx.ts';
import { readFile } from './read-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'tuntas-xlsx-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'file.xlsx');

async function zip(parts: Record<string, string>): Promise<void> {
  const file = new ZipFile();
  for (const [name, text] of Object.entries(parts)) file.addBuffer(Buffer.from(text), name);
  file.end();
  await pipeline(file.outputStream, createWriteStream(path));
}

const read = () => readFile(path);

const text = (reference: string, value: string): string =>
  `<x:c r="${reference}" t="inlineStr"><x:is><x:t>${value}</x:t></x:is></x:c>`;

/** As an office program would: a title above, shared strings, prefixes, gaps, a formula, the other calendar. */
const WORKBOOK = {
  'xl/workbook.xml': `<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="Data" sheetId="7" r:id="rId3"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId3" Target="/xl/worksheets/data.xml"/></Relationships>`,
  'xl/sharedStrings.xml': `<sst><si><t>nomor</t></si><si><r><t>JK250</t></r><r><t>3030001</t></r><rPh><t>x</t></rPh></si><si><t>a &amp; b_x000A_c</t></si></sst>`,
  'xl/worksheets/data.xml': `<x:worksheet><x:sheetData><x:row r="1">${text('A1', 'Laporan harian')}</x:row>
<x:row r="4"><x:c r="A4" t="s"><x:v>0</x:v></x:c>${text('B4', 'Kategori')}${text('D4', 'STATUS')}${text('E4', 'Tgl Masuk')}${text('F4', 'Isi')}${text('G4', 'Warna')}</x:row>
<x:row r="5"><x:c r="A5" t="s"><x:v>1</x:v></x:c>${text('B5', 'Jalan')}<x:c r="D5" t="str"><x:f>1+1</x:f><x:v>Proses</x:v></x:c><x:c r="E5" s="3"><x:v>44264.385416666664</x:v></x:c><x:c r="F5" t="s"><x:v>2</x:v></x:c></x:row>
</x:sheetData></x:worksheet>`,
};

it('of an office program', async () => {
  await zip(WORKBOOK);
  expect(await read()).toMatchObject({
    lines: [
      [
        5,
        {
          number: 'JK2503030001',
          category: 'Jalan',
          status: 'Proses',
          receivedAt: 45_726.385416666664,
          description: 'a & b\nc',
        },
      ],
    ],
    ignored: ['Warna'],
  });
  expect(readdirSync(folder)).toEqual(['file.xlsx']);
});

it('of our own', async () => {
  const rows = (async function* () {
    yield [
      'JK2503030001',
      'Jalan',
      'Proses',
      { instant: Date.parse('2025-03-10T09:15:00+07:00') },
      '=1+1 <b>',
    ];
  })();
  await pipeline(
    writeXlsx(['Nomor', 'Kategori', 'Status', 'Tanggal masuk', 'Isi laporan'], rows),
    createWriteStream(path),
  );
  expect((await read()).lines).toEqual([
    [
      2,
      {
        number: 'JK2503030001',
        category: 'Jalan',
        status: 'Proses',
        receivedAt: 45_726.385416666664,
        description: '=1+1 <b>',
      },
    ],
  ]);
});

describe('of several sheets', () => {
  const rowOf = (line: number, cells: readonly string[], more = ''): string =>
    `<x:row r="${line}"${more}>${cells.map((cell, at) => cell && text(`${'ABCDEFGH'[at]}${line}`, cell)).join('')}</x:row>`;
  const HEADINGS = rowOf(1, ['Nomor', 'Kategori', 'Status', 'Tanggal Masuk']);
  const report = (number: string): string => HEADINGS + rowOf(2, [number, 'k', 's', 't']);
  /** Each by its name, what it says of itself, and its rows. */
  const workbook = (sheets: readonly (readonly [name: string, state: string, rows: string])[]) =>
    zip({
      'xl/workbook.xml': `<workbook xmlns:r="r"><sheets>${sheets.map(([name, state], at) => `<sheet name="${name}" state="${state}" r:id="r${at}"/>`).join('')}</sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': `<Relationships>${sheets.map((_, at) => `<Relationship Id="r${at}" Target="worksheets\\s${at}.xml"/>`).join('')}</Relationships>`,
      ...Object.fromEntries(
        sheets.map(([, , rows], at) => [
          `xl/worksheets/s${at}.xml`,
          `<x:worksheet><x:sheetData>${rows}</x:sheetData></x:worksheet>`,
        ]),
      ),
    });

  it('the first that holds reports and is shown is read, the others of that kind are told', async () => {
    await workbook([
      ['Sampul', 'visible', rowOf(1, ['Rekap'])],
      ['Lama', 'hidden', report('1')],
      ['Maret', 'visible', report('2')],
      ['April', 'visible', report('3')],
    ]);
    const { lines, sheets } = await read();
    expect(sheets).toEqual(['Maret', 'Lama', 'April']);
    expect(lines).toEqual([[2, { number: '2', category: 'k', status: 's', receivedAt: 't' }]]);
  });

  it('rows that are not shown are read and counted', async () => {
    const rows = rowOf(2, ['1', 'k', 's', 't'], ' hidden="1"') + rowOf(3, ['2', 'k', 's', 't']);
    await workbook([['Data', 'visible', HEADINGS + rows]]);
    const { lines, hidden } = await read();
    expect([lines.length, hidden]).toEqual([2, 1]);
  });
});

describe('is refused', () => {
  const sheet = (xml: string) => zip({ ...WORKBOOK, 'xl/worksheets/data.xml': xml });

  it('when it brings entities of its own', async () => {
    await sheet('<!DOCTYPE a [<!ENTITY b "bbbb">]><worksheet><sheetData/></worksheet>');
    await expect(read()).rejects.toMatchObject({ failure: 'berkas_rusak' });
  });
  it('when it unpacks to what no spreadsheet does', async () => {
    await sheet(`<worksheet>${' '.repeat(3_000_000)}</worksheet>`);
    await expect(read()).rejects.toMatchObject({ failure: 'berkas_terlalu_besar' });
  });
  it('when it has more parts than any', async () => {
    await zip({ ...WORKBOOK, ...Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`a${i}`, ''])) });
    await expect(read()).rejects.toMatchObject({ failure: 'berkas_terlalu_besar' });
  });
  it('when it is cut off', async () => {
    writeFileSync(path, 'PK\u0003\u0004 and no more');
    await expect(read()).rejects.toMatchObject({ failure: 'berkas_rusak' });
  });
  it('when its sheet ends in the middle', async () => {
    await sheet('<worksheet><sheetData><row r="1">');
    await expect(read()).rejects.toMatchObject({ failure: 'berkas_rusak' });
  });
  it('when it is the archive of another program', async () => {
    await zip({ 'content.xml': '<office/>' });
    await expect(read()).rejects.toMatchObject({ failure: 'berkas_tidak_dikenal' });
  });
  it.each([
    ['protected by a password', Buffer.from('EncryptedPackage', 'utf16le'), 'berkas_bersandi'],
    ['older than 2007', Buffer.from('Workbook', 'utf16le'), 'berkas_xls_lama'],
  ])('when it is %s', async (_, stream, failure) => {
    writeFileSync(
      path,
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1_048_560), stream]),
    );
    await expect(read()).rejects.toMatchObject({ failure });
  });
  it('when no row has the headings', async () => {
    await sheet('<worksheet><sheetData/></worksheet>');
    await expect(read()).rejects.toMatchObject({ failure: 'kepala_tidak_dikenal' });
  });
});
