/** The pages of import and export as a browser without script uses them. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type House, openHouse } from '../harness.ts';
import { type Browser, browse } from '../web-office.ts';
import { exportLine, exportOf, numberOf } from './files.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

function upload(file: string | null, channel = 'jaki'): FormData {
  const form = new FormData();
  form.set('channel', channel);
  form.set('berkas', new Blob(file === null ? [] : [file]), file === null ? '' : 'ekspor.csv');
  return form;
}

it('a channel that nobody offered is refused on the page', async () => {
  const operator = await browse(house, 'operator');
  expect((await operator.post('/kelola/impor', upload(exportOf([exportLine(1)]), '08:00'))).status).toBe(422);
});

it('an operator sends a file, follows it without script, and reads what was not taken', async () => {
  const operator = await browse(house, 'operator');
  expect(await operator.text('/kelola/impor')).toContain('Belum ada impor.');
  const file = exportOf([
    exportLine(1),
    '2;JK2503030002;Sampah;03/03/2025 08.15;;Entah;<b>isi</b>;BANGKA;;Budi',
  ]);
  const sent = await operator.post('/kelola/impor', upload(file));
  expect(sent.status).toBe(303);
  const address = sent.headers.get('location') ?? '';
  await house.service.exchange.imports.settled();
  const seen = await operator.text(address);
  expect(seen).toContain('Belum ada yang ditulis.');
  expect(seen).toContain('<dt>Laporan baru</dt><dd>1</dd>');
  expect(seen).toContain('CSV, dipisah titik koma, utf-8, akhir baris CR LF (Windows)');
  expect(seen).toContain('Akan ditolak, menurut alasan dan isi');
  expect((await operator.send(`${address}/impor`, {})).status).toBe(303);
  const early = await operator.get(address);
  expect([early.status, early.headers.get('refresh')]).toEqual([200, '3']);
  expect(await early.text()).toContain('Batalkan impor');
  await house.service.exchange.imports.settled();
  const done = await operator.get(address);
  expect(done.headers.get('refresh')).toBeNull();
  const page = await done.text();
  expect(page).toContain('<dt>Baru</dt><dd>1</dd>');
  expect(page).toMatch(/Statusnya tidak dikenal\..*Status<.*Entah/s);
  expect(page).not.toContain('<b>isi</b>');
  const csv = await operator.get(`${address}/ditolak.csv`);
  expect(await csv.text()).toContain('5,status,status_tidak_dikenal,');
  expect((await house.row(numberOf(1))).status).toBe('menunggu');
  expect(await (await browse(house, 'operator', 'en')).text('/kelola/impor')).toContain('Earlier imports');
});

it('what the file does not say is asked on its page, answered there, and a name decided on the way', async () => {
  const operator = await browse(house, 'operator');
  const file = [
    'No. Tiket;Jenis Aduan;Posisi;Masuk;Uraian masalah;Instansi',
    'JK2503040001;Got mampet <b>;Proses;4/3/2025;lubang;Dinas Bina Marga',
    'JK2503040002;Jalan;Entah;4/3/2025;lubang;Dinas Bina Marga',
  ].join('\n');
  const address = (await operator.post('/kelola/impor', upload(file))).headers.get('location') ?? '';
  await house.service.exchange.imports.settled();
  const asked = await operator.text(address);
  expect(asked).toContain('Pilih kolom mana yang berisi nomor laporan');
  expect(asked).toContain('Got mampet &lt;b> · Jalan');
  expect(asked).not.toContain(`${address}/impor`);

  const columns = ['number', 'category', 'status', 'receivedAt', 'description', 'unit'];
  const fields = columns.map((column, place) => [`kolom.${place}`, column]);
  const sent = await operator.send(`${address}/perbaikan`, Object.fromEntries(fields));
  expect([sent.status, sent.headers.get('location')]).toEqual([303, address]);
  await house.service.exchange.imports.settled();
  const seen = await operator.text(address);
  expect(seen).toContain('Tanggal masuk: hari sebelum bulan (14/3/2025), terlihat dari nomor laporan');
  expect(seen).toContain('Anda yang memilih');
  expect(seen).toContain('<dt>Laporan baru</dt><dd>1</dd>');
  expect(seen).toContain('4 Mar 2025');
  expect(seen).toMatch(/Statusnya tidak dikenal\..*Entah/s);
  await operator.send(`${address}/perbaikan`, {
    ...Object.fromEntries(fields),
    'urutan.receivedAt': 'month_first',
  });
  await house.service.exchange.imports.settled();
  const wrong = await operator.text(address);
  expect(wrong).toMatch(/Tanggal masuk: bulan sebelum hari[^<]* tidak cocok dengan nomor laporannya\./);
  await operator.send(`${address}/perbaikan`, {
    ...Object.fromEntries(fields),
    'urutan.receivedAt': 'day_first',
  });
  await house.service.exchange.imports.settled();
  const twice = await operator.send(`${address}/perbaikan`, { 'kolom.0': 'number', 'kolom.1': 'number' });
  expect(twice.status).toBe(422);
  expect(await twice.text()).toContain('Dua kolom dipilih untuk hal yang sama.');

  const name = { kind: 'category', name: 'Got mampet <b>', as: 'saluran-air-kali-sungai' };
  const id = address.split('/').at(-1) ?? '';
  const named = await operator.send('/kelola/impor/nama', { ...name, back: id });
  expect([named.status, named.headers.get('location')]).toEqual([303, `${address}?sudah=nama`]);
  expect(await operator.text(address)).not.toContain('Nama yang belum dikenal di berkas ini');
  await operator.send(`${address}/impor`, {});
  await house.service.exchange.imports.settled();
  expect(await house.row('JK2503040001')).toMatchObject({ category: 'Saluran Air/Kali/Sungai' });

  const next = (await operator.post('/kelola/impor', upload(file.replace('Entah', 'Proses')))).headers;
  await house.service.exchange.imports.settled();
  const again = await operator.text(next.get('location') ?? '');
  expect(again).toContain('pilihan Anda untuk berkas serupa');
  expect(await operator.text('/kelola/impor')).toContain('Sebuah berkas menunggu keputusan Anda.');
  expect((await operator.send(`${next.get('location')}/batal`, {})).status).toBe(303);
  expect(await operator.text('/kelola/impor')).not.toContain('Sebuah berkas menunggu');
});

it('what a preview tells stands apart, and nothing stands there that is not sure', async () => {
  const operator = await browse(house, 'operator');
  const shown = async (rows: string[]): Promise<[string, string]> => {
    const sent = await operator.post('/kelola/impor', upload(rows.join('\n')));
    await house.service.exchange.imports.settled();
    const address = sent.headers.get('location') ?? '';
    return [await operator.text(address), address];
  };
  const heading = 'Nomor;Kategori;Status;Tanggal Masuk;Tgl Selesai;Kantor;Petugas';
  const row = 'JK2503040009;Jalan;Selesai;2025-03-04;2025-03-05;Dinas Tak Dikenal;Budi';
  const [seen, address] = await shown([heading, row]);
  expect(seen).toMatch(/<div>Tanggal masuk: [^<]*<\/div><div>Tanggal selesai: [^<]*<\/div>/);
  expect(seen).toContain('<dt>Ditolak</dt><dd>0</dd>');
  expect(seen).toMatch(/<dt>Kolom yang tidak dipakai<\/dt><dd>Petugas<\/dd>.*>Impor<\/button>/s);
  expect(seen).toContain('<button type="submit">Impor</button>');
  await operator.send(`${address}/impor`, {});
  await house.service.exchange.imports.settled();

  const [again, second] = await shown([heading, row]);
  expect(again).toContain('<button type="submit" class="quiet">Impor</button>');
  expect(await operator.text('/kelola/impor')).toContain('menggantikan berkas yang menunggu');
  await operator.send(`${second}/batal`, {});
  expect(await operator.text(second)).not.toContain('Dinas Tak Dikenal');
  expect(await operator.text('/kelola/impor')).toContain('Dinas Tak Dikenal');

  const [open, third] = await shown([heading, row.replace('2025-03-05', '5/3/2025')]);
  expect(open).toContain('Tanggal selesai: berkas tidak menunjukkannya');
  expect(open).toContain('<div>Tanggal selesai: menunggu jawaban Anda</div>');
  await operator.send(`${third}/batal`, {});
});

it('a form without a file says so, and a form of another site is not taken', async () => {
  const operator = await browse(house, 'operator');
  const empty = await operator.post('/kelola/impor', upload(null));
  expect(empty.status).toBe(400);
  expect(await empty.text()).toContain('Pilih berkasnya dulu.');
  expect((await operator.post('/kelola/impor', upload('x'), 'https://jahat.example')).status).toBe(403);
  const supervisor = await browse(house, 'supervisor');
  expect((await supervisor.get('/kelola/impor')).status).toBe(403);
});

it('whoever sees reports downloads them with the filters of the page', async () => {
  const filing = await house.as('admin');
  const { number } = await filing.file({ category: 'Pohon' });
  const supervisor: Browser = await browse(house, 'supervisor');
  expect(await supervisor.text('/kelola/ekspor')).toContain('NDJSON dengan riwayat');
  const address =
    '/kelola/ekspor/laporan.csv?text=&status=&unit=Kelurahan+Bangka&category=Pohon&channel=&from=2025-03-10&to=2025-03-10';
  const file = await supervisor.get(address);
  expect(file.headers.get('content-disposition')).toContain('laporan-250310.csv');
  expect((await file.text()).trim().split('\r\n')).toEqual([
    expect.stringContaining('Nomor,'),
    expect.stringContaining(`${number},`),
  ]);
  const wrong = await supervisor.get('/kelola/ekspor/laporan.csv?from=kemarin');
  expect(wrong.status).toBe(422);
  const admin = await browse(house, 'admin');
  expect(await admin.text('/kelola/ekspor')).not.toContain('riwayat.ndjson');
  expect((await admin.get('/kelola/ekspor/riwayat.ndjson')).status).toBe(403);
  expect((await (await browse(house, 'operator')).get('/kelola/ekspor')).status).toBe(403);
});
