/** CRM's daily export, made row by row. */

/** The n-th report of the Monday before: `JK2503030001`. */
export function numberOf(n: number): string {
  return `JK250303${String(n).padStart(4, '0')}`;
}

const HEADINGS = 'No;Nomor;Kategori;Tanggal Masuk;Tgl. TL;Status;Isi Laporan;Kelurahan;Unit;Petugas';

/** Of every status in turn. */
const KINDS = [
  ['Sampah', '', 'Menunggu', ''],
  [' jalan ', '', 'Proses', ''],
  ['Sampah', '05 Maret 2025 10.20 WIB', 'Menunggu validasi', ''],
  ['Sampah', '2025-03-04T09:00:00+07:00', 'Selesai', ''],
  ['Jalan', '', 'Koordinasi', 'Dinas Bina Marga'],
] as const;

export function exportLine(n: number, number = numberOf(n)): string {
  const [category, followedUp, status, unit] = KINDS[(n - 1) % KINDS.length] ?? KINDS[0];
  const text = `Sampah menumpuk di tepi jalan, laporan ${number}`;
  return [n, number, category, '03/03/2025 08.15', followedUp, status, text, 'BANGKA', unit, 'Budi'].join(
    ';',
  );
}

export function exportOf(lines: readonly string[]): string {
  return ['Laporan harian', '', HEADINGS, ...lines, ''].join('\r\n');
}

export function manyLines(count: number, from = 1): string[] {
  return Array.from({ length: count }, (_, i) => exportLine(from + i));
}
