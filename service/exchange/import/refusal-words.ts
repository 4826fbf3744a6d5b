/** What the operator is told of a line that was not taken, and of a file that could not be read. */

import type { LineRefusal } from '#shared/contract/import-rejection.ts';
import type { ImportFailure } from '#shared/contract/imports.ts';
import type { Said } from '../../platform/http/language.ts';

export const LINE_WORDS: Record<LineRefusal, Said> = {
  baris_rusak: {
    id: 'Barisnya tidak dapat dibaca: tanda kutip atau jumlah kolomnya tidak cocok.',
    en: 'The line cannot be read: its quotes or the number of its cells do not fit.',
  },
  nomor_tidak_sah: {
    id: 'Bukan nomor laporan seperti JK2503050007.',
    en: 'No report number such as JK2503050007.',
  },
  status_tidak_dikenal: { id: 'Statusnya tidak dikenal.', en: 'The status is not known.' },
  kategori_tidak_dikenal: {
    id: 'Kategorinya tidak dikenal; lihat GET /categories.',
    en: 'The category is not known; see GET /categories.',
  },
  kanal_tidak_dikenal: {
    id: 'Kanalnya tidak dikenal; lihat GET /channels.',
    en: 'The channel is not known; see GET /channels.',
  },
  kanal_tidak_boleh: {
    id: 'Kunci API ini tidak untuk kanal tersebut.',
    en: 'This API key is not for that channel.',
  },
  tanggal_tidak_terbaca: {
    id: 'Tanggalnya tidak ada atau tidak terbaca; tulis misalnya 10/03/2025 09.15.',
    en: 'The date is missing or cannot be read; write 10/03/2025 09.15, for example.',
  },
  tanggal_di_masa_depan: { id: 'Tanggalnya di masa depan.', en: 'The date lies in the future.' },
  tanggal_terbalik: {
    id: 'Tanggalnya lebih awal daripada tanggal sebelumnya dalam urutan masuk, TL, selesai.',
    en: 'The date is earlier than the one before it, of receipt, follow-up, end.',
  },
  titik_tidak_sah: { id: 'Titiknya bukan lintang dan bujur.', en: 'The point is no latitude and longitude.' },
  unit_tidak_dikenal: {
    id: 'Tidak ada satu unit terbuka dengan nama atau kode itu.',
    en: 'No one open office has that name or code.',
  },
  teks_tidak_sah: {
    id: 'Teksnya lebih dari 10.000 karakter atau berisi karakter yang tidak dapat disimpan.',
    en: 'The text has more than 10,000 characters, or some that cannot be kept.',
  },
  nomor_terpakai: {
    id: 'Nomor ini sudah dipakai laporan yang bukan dari kunci API ini.',
    en: 'A report that is not from this API key has this number already.',
  },
  kanal_berbeda: {
    id: 'Nomor ini sudah ada dengan kanal lain.',
    en: 'This number exists under another channel.',
  },
  isi_berbeda: {
    id: 'Berbeda dari impor sebelumnya; isi laporan tidak diubah oleh impor.',
    en: 'It differs from the import before; an import does not change what a report says.',
  },
  dicatat_di_sini: {
    id: 'Laporan ini dicatat di Tuntas sendiri; statusnya tidak diubah oleh impor.',
    en: 'This report was filed with Tuntas itself; an import does not change its status.',
  },
  diputuskan_di_sini: {
    id: 'Sudah diputuskan di Tuntas setelah impor sebelumnya; keputusan itu tetap berlaku.',
    en: 'Decided in Tuntas since the import before; that decision stands.',
  },
  status_mundur: {
    id: 'Statusnya mundur dari impor sebelumnya. Bila memang dibuka kembali, supervisor membukanya di Tuntas.',
    en: 'The status goes back from the import before. Where it was reopened, a supervisor reopens it in Tuntas.',
  },
};

export const FAILURE_WORDS: Record<ImportFailure, Said> = {
  kepala_tidak_dikenal: {
    id: 'Tidak ada baris judul dengan nomor, kategori, status dan tanggal masuk di 20 baris pertama.',
    en: 'No row of headings with nomor, kategori, status and tanggal masuk among the first 20 rows.',
  },
  berkas_tidak_dikenal: {
    id: 'Bukan CSV, XLSX, JSON atau NDJSON. Berkas .xls lama: simpan dulu sebagai .xlsx.',
    en: 'No CSV, XLSX, JSON or NDJSON. An old .xls file: save it as .xlsx first.',
  },
  berkas_rusak: {
    id: 'Berkasnya rusak atau terpotong; baris sebelum itu sudah diambil.',
    en: 'The file is broken or cut off; the lines before that were taken.',
  },
  berkas_terlalu_besar: {
    id: 'Isi berkas setelah dibuka terlalu besar. Bagi menjadi beberapa berkas.',
    en: 'Unpacked, the file is too large. Split it into several.',
  },
  kiriman_terputus: {
    id: 'Berkasnya tidak sampai utuh. Kirim ulang.',
    en: 'The file did not arrive whole. Send it again.',
  },
  gangguan: {
    id: 'Kesalahan di pihak kami; sudah tercatat. Kirim ulang berkasnya: yang sudah diambil tidak berganda.',
    en: 'An error on our side; it has been logged. Send the file again: nothing is taken twice.',
  },
};
