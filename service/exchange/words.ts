/** Words of the import's and the export's pages. */
import type { ImportState } from '#shared/contract/imports.ts';
import type { Said } from '../platform/http/language.ts';

export const W = {
  importTitle: { id: 'Impor', en: 'Import' },
  exportTitle: { id: 'Ekspor', en: 'Export' },
  intro: {
    id: 'Ekspor harian CRM (CSV, XLSX) atau format baca publiknya (JSON, NDJSON). Kolom dikenali dari judulnya; yang wajib: nomor, kategori, status, tanggal masuk. Berkas yang sama boleh dikirim lagi: tidak ada yang berganda.',
    en: 'CRM’s daily export (CSV, XLSX) or its public read format (JSON, NDJSON). Columns are known by their headings; nomor, kategori, status and tanggal masuk are required. The same file may be sent again: nothing is taken twice.',
  },
  file: { id: 'Berkas', en: 'File' },
  fileHint: {
    id: 'Paling besar 1 GB. Berkas dihapus setelah selesai dibaca.',
    en: '1 GB at most. It is deleted once it was read.',
  },
  channel: { id: 'Kanal bila barisnya tidak menyebutkan', en: 'Channel where a row names none' },
  send: { id: 'Kirim dan impor', en: 'Send and import' },
  none: { id: 'Belum ada impor.', en: 'No import yet.' },
  earlier: { id: 'Impor sebelumnya', en: 'Earlier imports' },
  started: { id: 'Dimulai', en: 'Started' },
  ended: { id: 'Selesai', en: 'Ended' },
  state: { id: 'Keadaan', en: 'State' },
  read: { id: 'Dibaca', en: 'Read' },
  added: { id: 'Baru', en: 'New' },
  moved: { id: 'Statusnya maju', en: 'Status went on' },
  unchanged: { id: 'Tidak berubah', en: 'Unchanged' },
  refused: { id: 'Ditolak', en: 'Refused' },
  format: { id: 'Jenis berkas', en: 'Kind of file' },
  ignored: { id: 'Kolom yang tidak dipakai', en: 'Columns not used' },
  cancel: { id: 'Batalkan impor', en: 'Cancel the import' },
  cancelWhy: { id: 'Yang sudah diambil tetap ada.', en: 'What was taken so far stays.' },
  refresh: {
    id: 'Halaman ini memperbarui diri setiap tiga detik.',
    en: 'This page renews itself every three seconds.',
  },
  refusedLines: { id: 'Baris yang ditolak', en: 'Lines refused' },
  firstOfMore: {
    id: 'Yang pertama saja; unduhan memuat sampai 10.000.',
    en: 'The first of them; the download has up to 10,000.',
  },
  line: { id: 'Baris', en: 'Line' },
  column: { id: 'Kolom', en: 'Column' },
  why: { id: 'Alasan', en: 'Why' },
  download: { id: 'Unduh', en: 'Download' },
  all: { id: 'Semua impor', en: 'All imports' },
  exportIntro: {
    id: 'Semua laporan yang boleh Anda lihat dan cocok dengan saringan, dari satu saat yang sama. Kosongkan untuk semuanya.',
    en: 'Every report that you may see and that fits the filters, as of one moment. Leave them empty for all.',
  },
  status: { id: 'Status', en: 'Status' },
  unit: { id: 'Unit (nama atau kode)', en: 'Unit (name or code)' },
  category: { id: 'Kategori', en: 'Category' },
  onChannel: { id: 'Kanal', en: 'Channel' },
  from: { id: 'Masuk sejak tanggal', en: 'Received from' },
  to: { id: 'sampai dengan', en: 'up to and including' },
  text: { id: 'Nomor atau kata', en: 'Number or words' },
  everything: { id: 'NDJSON dengan riwayat', en: 'NDJSON with history' },
} satisfies Record<string, Said>;

export const STATE_WORDS: Record<ImportState, Said> = {
  receiving: { id: 'Diterima', en: 'Being received' },
  running: { id: 'Berjalan', en: 'Running' },
  done: { id: 'Selesai', en: 'Done' },
  cancelled: { id: 'Dibatalkan', en: 'Cancelled' },
  failed: { id: 'Gagal', en: 'Failed' },
};
