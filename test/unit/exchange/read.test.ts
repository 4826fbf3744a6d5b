/** What is read out of files, and which lines are lost when one is broken. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { UnreadableFile } from '../../../service/exchange/import/read/source.ts';
import { readFile } from './read-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'tuntas-read-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(content: string | Buffer): ReturnType<typeof readFile> {
  const path = join(folder, 'file');
  writeFileSync(path, content);
  return readFile(path);
}

const HEAD = 'nomor,kategori,status,tanggal masuk,isi\n';
const cells = (number: string, description = '') => ({
  number,
  category: 'k',
  status: 's',
  receivedAt: 't',
  description,
});

describe('CSV', () => {
  it('with quotes, line breaks and the separator inside them', async () => {
    const { lines } = await read(`${HEAD}1,k,s,t,"a, ""b""\nc"\r\n2,k,s,t,\n\n3,k,s,t,"d"`);
    expect(lines).toEqual([
      [2, cells('1', 'a, "b"\nc')],
      [4, cells('2')],
      [6, cells('3', 'd')],
    ]);
  });

  it.each([
    ['a quote that is never closed', '1,k,s,t,"a'],
    ['letters behind a closing quote', '1,k,s,t,"a"b'],
    ['cells too few for a report', '1,k,s'],
    ['a cell too many', '1,k,s,t,a,b'],
  ])('loses one line to %s', async (_, broken) => {
    const { lines } = await read(`${HEAD}${broken}\n2,k,s,t,"zwei"\n3,k,s,t,"drei\n"\n`);
    expect(lines).toEqual([
      [2, 'broken'],
      [3, cells('2', 'zwei')],
      [4, cells('3', 'drei\n')],
    ]);
  });

  it('takes a row whose last cells are left out, and counts no total, repeated heading or empty row', async () => {
    const rows = '1,k,s,t\nJumlah,1,,,\n,,,,\n\n';
    const { lines } = await read(`${HEAD}${rows}${HEAD}2,k,s,t,b\n,Total laporan: 2,,,\n`);
    const { description: _, ...short } = cells('1');
    expect(lines).toEqual([
      [2, short],
      [7, cells('2', 'b')],
    ]);
  });

  it('whose lines end by CR alone, with line feeds inside cells', async () => {
    const { lines } = await read(`${HEAD}1,k,s,t,"a\nb"\n2,k,s,t,c\n`.replace(/\n(?!b)/g, '\r'));
    expect(lines).toEqual([
      [2, cells('1', 'a\nb')],
      [3, cells('2', 'c')],
    ]);
  });

  it('behind a word on its separator, with headings that take two lines or two rows', async () => {
    const one = await read('sep=;\r\nNomor;Kategori;Status;"Tanggal\r\nMasuk"\r\n1;k;s;t\r\n');
    expect(one.lines).toEqual([[4, { number: '1', category: 'k', status: 's', receivedAt: 't' }]]);
    const two = await read('Laporan\nNomor|Kategori|Status|Tanggal||Isi\n|||Masuk|TL\n1|k|s|t|u|x\n');
    expect(two.lines).toEqual([[4, { ...cells('1', 'x'), followedUpAt: 'u' }]]);
    expect(two.ignored).toEqual([]);
  });

  it('with numbers written as formulas, so that a spreadsheet leaves them alone', async () => {
    const { lines } = await read(`${HEAD}="1",k,s,t,b\n`);
    expect(lines).toEqual([[2, cells('1', 'b')]]);
  });

  it('in UTF-16 without its mark', async () => {
    const { lines, encoding } = await read(Buffer.from(`${HEAD}1,k,s,t,b\n`, 'utf16le'));
    expect([lines, encoding]).toEqual([[[2, cells('1', 'b')]], 'utf-16le']);
  });

  it('takes no record together that is longer than any report', async () => {
    const long = 'x'.repeat(90_000);
    const { lines } = await read(`${HEAD}1,k,s,t,"${long}\n${long}\n${long}\n${long}"\n2,k,s,t,\n`);
    expect(lines).toEqual([
      [2, 'broken'],
      [3, 'broken'],
      [4, 'broken'],
      [5, 'broken'],
      [6, cells('2')],
    ]);
  });

  it('keeps a quote inside a text, and takes our own guard off', async () => {
    const { lines } = await read(`${HEAD}1,k,s,t,pipa 2" bocor\n2,k,s,t,'=1+1\n`);
    expect(lines).toEqual([
      [2, cells('1', 'pipa 2" bocor')],
      [3, cells('2', '=1+1')],
    ]);
  });

  it('in any order, behind a title, between tabs, in UTF-16', async () => {
    const text =
      '\uFEFFLaporan harian\r\n\r\nTgl. Masuk\tStatus\tWarna\tNOMOR LAPORAN\tKategori\r\nt\ts\tx\t1\tk\r\n';
    const { lines, ignored, encoding } = await read(Buffer.from(text, 'utf16le'));
    expect({ lines, ignored, encoding }).toEqual({
      lines: [[4, { number: '1', category: 'k', status: 's', receivedAt: 't' }]],
      ignored: ['Warna'],
      encoding: 'utf-16le',
    });
  });

  it('of older office programs', async () => {
    const { lines, encoding } = await read(Buffer.from(`${HEAD}1,k,s,t,kafé\n`, 'latin1'));
    expect([lines, encoding]).toEqual([[[2, cells('1', 'kafé')]], 'windows-1252']);
  });

  it('whose one line never ends is broken there, and read on behind it', async () => {
    const { lines } = await read(`${HEAD}1,k,s,t,${'x'.repeat(300_000)}\n2,k,s,t,b\n`);
    expect(lines).toEqual([
      [2, 'broken'],
      [3, cells('2', 'b')],
    ]);
  });
});

describe("a web page's table", () => {
  it('is read whatever its file is called, with what reaches over rows and columns', async () => {
    const page = `<!DOCTYPE html><meta charset=utf-8><table><tr><td>Laporan<tr>
<th rowspan=2>Nomor<th rowspan=2>Kategori<th rowspan=2>Status<th colspan=2>Tanggal<th rowspan=2>Isi</tr>
<tr><th>Masuk<th>TL</tr>
<tr><td>1<td>k<td>s<td>t<td>u<td>a &amp; b<br>c</table>`;
    const { lines, format } = await read(page);
    expect(format).toBe('html');
    expect(lines).toEqual([[4, { ...cells('1', 'a & b\nc'), followedUpAt: 'u' }]]);
  });

  it('without the headings of reports is none', async () => {
    await expect(read('<html><table><tr><td>x</td></tr></table>')).rejects.toMatchObject({
      failure: 'kepala_tidak_dikenal',
    });
  });
});

describe("CRM's public read format", () => {
  const one = {
    code: '1',
    tstatus: { id: 4, name: 's' },
    complaintCategory: { name: 'k' },
    createdAt: 't',
    lat: -6.2,
  };
  const taken = { number: '1', status: 's', category: 'k', receivedAt: 't', lat: -6.2 };

  it('as an array, counted by elements', async () => {
    const { lines, ignored } = await read(JSON.stringify([one, 7, one], null, 2));
    expect(lines).toEqual([
      [1, taken],
      [2, 'broken'],
      [3, taken],
    ]);
    expect(ignored).toEqual(['tstatus.id']);
  });

  it.each([
    ['a list inside an object', { meta: { page: 1 }, data: { items: [one, one] } }],
    ['a list behind another one', { columns: [{ name: 'code' }], data: [one, one] }],
  ])('as %s', async (_, wrapped) => {
    for (const indent of [0, 2]) {
      const { lines } = await read(JSON.stringify(wrapped, null, indent));
      expect(lines).toEqual([
        [1, taken],
        [2, taken],
      ]);
    }
  });

  it('as one report over several lines', async () => {
    expect((await read(JSON.stringify(one, null, 2))).lines).toEqual([[1, taken]]);
  });

  it('one a line, a broken one costing itself alone', async () => {
    const { lines } = await read(`${JSON.stringify(one)}\n{"code":\n\n${JSON.stringify(one)}`);
    expect(lines).toEqual([
      [1, taken],
      [2, 'broken'],
      [4, taken],
    ]);
  });
});

it.each([
  ['no headings', 'a,b\n1,2\n', 'kepala_tidak_dikenal'],
  ['an array that ends in the middle', '[{"code":"1"},{"co', 'berkas_rusak'],
  ['an array that breaks', '[{"code":"1"},}{', 'berkas_rusak'],
  ['bytes of another kind', '\u0000\u0001', 'berkas_tidak_dikenal'],
])('%s: the file as a whole is refused', async (_, content, failure) => {
  const reading = read(content);
  await expect(reading).rejects.toBeInstanceOf(UnreadableFile);
  await expect(reading).rejects.toMatchObject({ failure });
});
