/**
 * The criteria that a new database starts with: the legal chain of the CRM and what follows from it, in short words
 * of our own. Where only the year of a regulation is known it counts from the first of January. `assumed` marks what
 * no source says; a supervisor changes all of it.
 */
import type { Citation } from '#shared/contract/criteria.ts';
import type { ReturnReason } from '#shared/ticket/reason.ts';
import type { Db } from '../../platform/db/database.ts';
import { criterionVersion } from '../../tables/criterion.ts';
import { insertCriterion } from './library.ts';

interface Seed {
  title: string;
  text: string;
  citation: Citation;
  validFrom: string;
  reasonCodes?: ReturnReason[];
  category?: string;
  assumed?: true;
}

const GUIDELINE = {
  citation: { regulation: 'Kep. Sekda 22/2020 sebagaimana diubah dengan Kep. Sekda 99/2022' },
  validFrom: '2020-01-01',
};
const FLOW = { citation: { regulation: 'SE Sekda 61/SE/2018' }, validFrom: '2018-01-01' };

const SEEDS: readonly Seed[] = [
  {
    title: 'Foto diambil di titik laporan',
    text: 'Foto tindak lanjut diambil di titik laporan. Foto dari tempat lain dikembalikan.',
    reasonCodes: ['foto_tidak_sesuai_titik'],
    ...GUIDELINE,
  },
  {
    title: 'Titik laporan yang keliru',
    text: 'Bila titik laporannya yang keliru, titik dikoreksi dengan alasan; tindak lanjut tidak dikembalikan karenanya.',
    reasonCodes: ['foto_tidak_sesuai_titik'],
    assumed: true,
    ...GUIDELINE,
  },
  {
    title: 'Narasi wajib ada',
    text: 'Tindak lanjut memuat narasi. Tindak lanjut tanpa narasi dikembalikan.',
    reasonCodes: ['narasi_tidak_ada'],
    ...GUIDELINE,
  },
  {
    title: 'Isi narasi',
    text: 'Narasi menyebut apa yang dikerjakan, di mana, dan sebaiknya hasilnya; kalimat umum tidak cukup.',
    reasonCodes: ['narasi_tidak_memadai'],
    assumed: true,
    ...GUIDELINE,
  },
  {
    title: 'Foto sesudah pengerjaan',
    text: 'Tindak lanjut memuat sedikitnya satu foto hasil pekerjaan.',
    reasonCodes: ['foto_tidak_ada'],
    assumed: true,
    ...GUIDELINE,
  },
  {
    title: 'Foto dapat dibaca',
    text: 'Berkas foto dapat dibuka dan memperlihatkan keadaan yang dilaporkan.',
    reasonCodes: ['foto_tidak_jelas'],
    assumed: true,
    ...GUIDELINE,
  },
  {
    title: 'Foto sesudah laporan masuk',
    text: 'Foto hasil pekerjaan diambil setelah laporan masuk dan sebelum tindak lanjut dikirim.',
    reasonCodes: ['foto_lama'],
    assumed: true,
    ...GUIDELINE,
  },
  {
    title: 'Satu foto untuk satu laporan',
    text: 'Foto tidak dipakai lagi untuk laporan lain, dan foto sebelum tidak dikirim sebagai foto sesudah. Laporan yang digabung dikecualikan.',
    reasonCodes: ['foto_dipakai_ulang'],
    assumed: true,
    ...GUIDELINE,
  },
  {
    title: 'Bukti buatan AI dilarang',
    text: 'Foto yang dibuat atau diubah dengan kecerdasan artifisial tidak boleh menjadi bukti tindak lanjut.',
    reasonCodes: ['foto_hasil_rekayasa'],
    citation: { regulation: 'SE Sekda April 2026' },
    validFrom: '2026-04-01',
  },
  {
    title: 'Pekerjaan sudah selesai',
    text: 'Tindak lanjut dikirim setelah pekerjaan selesai; rencana atau pekerjaan yang masih berjalan dikembalikan.',
    reasonCodes: ['belum_selesai'],
    assumed: true,
    ...GUIDELINE,
  },
  {
    title: 'Meneruskan bukan menindaklanjuti',
    text: 'Laporan milik kantor lain diteruskan dengan koordinasi atau disposisi. Tindak lanjut yang hanya menyatakan bukan kewenangan, diteruskan, atau baru ditinjau dikembalikan.',
    reasonCodes: ['salah_disposisi'],
    assumed: true,
    ...FLOW,
  },
  {
    title: 'Kantor yang berwenang',
    text: 'Laporan diteruskan ke kantor yang berwenang sejak awal; disposisi yang salah dikembalikan.',
    reasonCodes: ['salah_disposisi'],
    ...FLOW,
  },
  {
    title: 'Tanggapan dalam enam jam',
    text: 'Kantor yang menerima laporan menanggapi dalam 6 jam, termasuk malam dan hari libur. Enam jam baru bagi penerima koordinasi adalah perkiraan.',
    ...FLOW,
  },
  {
    title: 'Alur dan batas waktu',
    text: 'Laporan bertitik masuk ke kelurahan, yang menangani atau meneruskannya. Tanpa tindak lanjut dalam enam hari laporan ditandai merah.',
    citation: { regulation: 'SE Sekda 40/2019' },
    validFrom: '2019-01-01',
  },
  {
    title: 'Validasi tiga kali 24 jam',
    text: 'Validator memutuskan dalam 3 × 24 jam sejak tindak lanjut; yang diterima sampai 15.30 WIB pada hari kerja diputuskan hari itu juga.',
    ...GUIDELINE,
  },
  {
    title: 'Penundaan',
    text: 'Penundaan menyebut alasan dan batasnya, paling lambat sebelum tanggal 5 bulan berikutnya.',
    ...GUIDELINE,
  },
  {
    title: 'Dasar pengelolaan pengaduan (CRM)',
    text: 'Pengaduan masyarakat lewat kanal resmi dicatat, ditindaklanjuti, dan divalidasi dalam satu sistem.',
    citation: { regulation: 'Pergub 128/2017' },
    validFrom: '2017-01-01',
  },
  {
    title: 'Nilai tindak lanjut',
    text: 'Waktu tanggapan, waktu penyelesaian, dan bobot kategori menentukan nilai tindak lanjut; nilai di bawah 100 % memengaruhi TPP.',
    citation: { regulation: 'Pergub 39/2019 (mengubah Pergub 128/2017)' },
    validFrom: '2019-01-01',
  },
  {
    title: 'Organisasi',
    text: 'Validasi berada pada Biro Pemerintahan; pembagian tugas perangkat daerah menentukan kantor yang berwenang.',
    citation: { regulation: 'Pergub 57/2022' },
    validFrom: '2022-01-01',
  },
  {
    title: 'Hak atas pelayanan publik',
    text: 'Penyelenggara wajib menanggapi dan menyelesaikan pengaduan; pelapor berhak mengetahui hasilnya.',
    citation: { regulation: 'UU 25/2009' },
    validFrom: '2009-01-01',
  },
  {
    title: 'Sampah ditangani kelurahan',
    text: 'Sampah di lingkungan biasanya ditangani kelurahan sendiri; diteruskan hanya bila di luar kemampuannya.',
    category: 'Sampah',
    assumed: true,
    ...FLOW,
  },
  {
    title: 'Jalan: kantor yang biasanya berwenang',
    text: 'Kerusakan jalan biasanya ditangani Dinas Bina Marga dan suku dinasnya; kategori pelapor hanya petunjuk.',
    reasonCodes: ['salah_disposisi'],
    category: 'Jalan',
    assumed: true,
    ...FLOW,
  },
];

/** Fills the library where it is empty. `at`: ms UTC. */
export async function seedCriteria(db: Db, at: number): Promise<void> {
  const [some] = await db.select({ id: criterionVersion.id }).from(criterionVersion).limit(1);
  if (some) return;
  for (const { reasonCodes = [], category = null, assumed = false, ...seed } of SEEDS) {
    await insertCriterion(
      db,
      {
        ...seed,
        reasonCodes,
        category,
        assumed,
        version: 1,
        validUntil: null,
        writtenBy: null,
        writtenAt: at,
      },
      null,
    );
  }
}
