/** Words of the pages of the library of criteria. */
import type { ReturnReason } from '#shared/ticket/reason.ts';
import type { Said } from '../../platform/http/language.ts';

export const CRITERIA_WORDS = {
  title: { id: 'Kriteria', en: 'Criteria' },
  name: { id: 'Judul', en: 'Title' },
  rule: { id: 'Ketentuan', en: 'Rule' },
  text: { id: 'Kata', en: 'Words' },
  category: { id: 'Kategori', en: 'Category' },
  every: { id: 'Semua kategori', en: 'Every category' },
  reason: { id: 'Alasan pengembalian', en: 'Return reason' },
  reasons: { id: 'Terkait alasan pengembalian', en: 'For return reasons' },
  source: { id: 'Sumber', en: 'Source' },
  regulation: { id: 'Peraturan atau rapat', en: 'Regulation or meeting' },
  regulationHint: {
    id: 'Contoh: Kep. Sekda 22/2020, atau Rapat bersama validator.',
    en: 'Example: Kep. Sekda 22/2020, or a joint meeting of the validators.',
  },
  article: { id: 'Pasal atau bagian', en: 'Article or part' },
  meeting: { id: 'Tanggal rapat bersama', en: 'Date of the joint meeting' },
  from: { id: 'Berlaku sejak', en: 'Holds from' },
  fromHint: { id: 'Hari pertama (WIB); kosong berarti hari ini.', en: 'First day (WIB); empty means today.' },
  until: { id: 'Tidak berlaku lagi sejak', en: 'No longer holds from' },
  untilHint: {
    id: 'Hari pertama (WIB) tanpa ketentuan ini; harus sesudah hari mulai berlaku.',
    en: 'First day (WIB) without it; it has to come after the day from which it holds.',
  },
  noEnd: { id: 'seterusnya', en: 'without end' },
  valid: { id: 'Masa berlaku', en: 'Validity' },
  assumed: { id: 'Perkiraan: tidak ada sumber yang menyebutnya', en: 'Estimate: no source says so' },
  none: {
    id: 'Tidak ada kriteria yang cocok dan berlaku hari ini. Ubah pencariannya.',
    en: 'No criterion that holds today matches. Change the search.',
  },
  add: { id: 'Tulis kriteria', en: 'Write a criterion' },
  change: { id: 'Tulis versi baru', en: 'Write a new version' },
  changeWhy: {
    id: 'Versi lama tetap tersimpan: keputusan yang memakainya merujuk padanya.',
    en: 'Old versions stay: decisions that relied on them refer to them.',
  },
  end: { id: 'Akhiri', en: 'End it' },
  endWhy: {
    id: 'Ditulis sebagai versi baru dengan hari berakhir; isinya tetap.',
    en: 'Written as a new version with a last day; what it says stays.',
  },
  history: { id: 'Semua versi', en: 'All versions' },
  version: { id: 'Versi', en: 'Version' },
  back: { id: 'Semua kriteria', en: 'All criteria' },
} satisfies Record<string, Said>;

export const CRITERIA_DONE = {
  tulis: { id: 'Kriteria sudah ditulis.', en: 'The criterion is written.' },
  ubah: { id: 'Versi baru sudah ditulis.', en: 'The new version is written.' },
  akhiri: { id: 'Hari berakhir sudah ditulis.', en: 'Its last day is written.' },
} satisfies Record<string, Said>;

export const RETURN_REASON_NAMES: Record<ReturnReason, Said> = {
  foto_tidak_sesuai_titik: { id: 'Foto tidak sesuai titik', en: 'Photo not at the point' },
  narasi_tidak_ada: { id: 'Narasi tidak ada', en: 'No narrative' },
  narasi_tidak_memadai: { id: 'Narasi tidak memadai', en: 'Narrative insufficient' },
  foto_tidak_ada: { id: 'Foto tidak ada', en: 'No photo' },
  foto_tidak_jelas: { id: 'Foto tidak jelas', en: 'Photo unclear' },
  foto_lama: { id: 'Foto lama', en: 'Old photo' },
  foto_dipakai_ulang: { id: 'Foto dipakai ulang', en: 'Photo reused' },
  foto_hasil_rekayasa: { id: 'Foto hasil rekayasa', en: 'Photo fabricated' },
  belum_selesai: { id: 'Belum selesai', en: 'Not finished' },
  lainnya: { id: 'Lainnya', en: 'Other' },
  salah_disposisi: { id: 'Salah disposisi', en: 'Wrong office' },
};
