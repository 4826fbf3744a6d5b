/** Findings in Indonesian: polite, short, no blame. */
import type { Sentences, Told } from './told.ts';

const LACKING: Readonly<Record<string, string>> = {
  action: 'apa yang dikerjakan',
  place: 'tempat pengerjaan',
  words: 'uraian yang cukup',
};

const UNREADABLE: Readonly<Record<string, string>> = {
  empty: 'kosong (0 bita)',
  not_image: 'bukan gambar JPEG, PNG, WebP, AVIF, atau HEIC',
  damaged: 'rusak atau terpotong sehingga tidak dapat dibuka',
  timeout: 'tidak selesai dibaca dalam batas waktu',
};

const TRACES: Readonly<Record<string, (told: Told) => string>> = {
  editor: (told) => `diolah dengan ${told.text('editor')}`,
  thumbnail: () => 'gambar kecil di dalam berkas menunjukkan pemandangan lain',
  screenshot: () => 'berupa tangkapan layar',
  typed: () => 'lokasinya diketik, bukan diukur',
};

const listed = (parts: string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} dan ${parts.at(-1)}`;

const other = (told: Told): string => (told.ref === undefined ? 'laporan lain' : `laporan ${told.ref}`);

/** Photos that agree with each other: what they say of the report's point. */
const otherPlace = (told: Told): string =>
  told.has('agree')
    ? ` ${told.number('agree')} foto menunjuk tempat yang sama (selisih paling jauh ${told.metres('apartM')}): mungkin titik laporan yang keliru.`
    : '';

const ORIGINAL = 'Minta berkas asli yang dikirim sebagai dokumen.';
const CORRECT_POINT =
  'Bandingkan dengan alamat dan foto laporan; bila titiknya keliru, koreksi titik, bila tidak, minta foto di lokasi.';
const NEW_PHOTO = 'Minta foto baru hasil pekerjaan di lokasi laporan.';

export const indonesian: Sentences = {
  PHOTO_MISSING: () => ({
    message: 'Belum ada foto sesudah pengerjaan.',
    advice: 'Lampirkan sedikitnya satu foto hasil pekerjaan di lokasi.',
  }),
  PHOTO_UNREADABLE: (told) => ({
    message: `${told.photo} ${UNREADABLE[told.text('why')] ?? UNREADABLE.damaged}.`,
    advice: 'Kirim ulang berkas asli dari ponsel.',
  }),
  LOCATION_MISMATCH: (told) => ({
    message: `${told.photo} diambil ${told.metres('distanceM')} dari titik laporan (batas ${told.metres('failM')}).${otherPlace(told)}`,
    advice: told.has('agree')
      ? CORRECT_POINT
      : 'Periksa apakah titik laporan sudah benar atau minta foto di lokasi.',
  }),
  LOCATION_BORDERLINE: (told) => ({
    message: `${told.photo} diambil ${told.metres('distanceM')} dari titik laporan: di atas ${told.metres('passM')} yang pasti sesuai, di bawah ${told.metres('failM')} yang pasti tidak sesuai.${otherPlace(told)}`,
    advice: told.has('agree')
      ? CORRECT_POINT
      : 'Bandingkan foto dengan foto laporan; minta foto di lokasi bila ragu.',
  }),
  LOCATION_TRANSPOSED: (told) => ({
    message: `Koordinat ${told.photo.toLowerCase()} tampak tertukar (lintang/bujur atau utara/selatan, timur/barat); setelah dibetulkan, sesuai dengan titik laporan.`,
    advice: 'Periksa pengaturan lokasi pada aplikasi kamera.',
  }),
  GPS_MISSING: (told) => ({ message: `${told.photo} tidak memuat lokasi.`, advice: ORIGINAL }),
  GPS_INVALID: (told) => ({
    message: `Lokasi pada ${told.photo.toLowerCase()} tidak lengkap atau tidak mungkin.`,
    advice: ORIGINAL,
  }),
  GPS_IMPRECISE: (told) => ({
    message: `Lokasi ${told.photo.toLowerCase()} hanya diketahui sampai ${told.metres('accuracyM')} (paling kasar ${told.metres('limitM')}).`,
    advice: 'Nyalakan GPS ketelitian tinggi, tunggu sebentar di tempat terbuka, lalu ambil foto lagi.',
  }),
  GPS_CONFLICT: (told) => ({
    message: `Dua lokasi di dalam berkas ${told.photo.toLowerCase()} berselisih ${told.metres('apartM')}.`,
    advice: ORIGINAL,
  }),
  GPS_STALE: (told) => ({
    message: told.has('minutes')
      ? `Lokasi ${told.photo.toLowerCase()} diukur ${told.span('minutes')} sebelum foto diambil.`
      : `Ponsel menandai lokasi ${told.photo.toLowerCase()} sebagai tidak mutakhir.`,
    advice: 'Tunggu sampai lokasi terbaca di tempat, lalu ambil foto lagi.',
  }),
  TIME_MISSING: (told) => ({ message: `${told.photo} tidak memuat waktu pengambilan.`, advice: ORIGINAL }),
  TIME_INCONSISTENT: (told) => ({
    message: told.has('offsetHours')
      ? `Jam kamera pada ${told.photo.toLowerCase()} berselisih ${told.span('minutes')} dari jam GPS: zona waktu ponsel bukan WIB.`
      : `Jam kamera pada ${told.photo.toLowerCase()} berselisih ${told.span('minutes')} dari jam GPS.`,
    advice: 'Setel jam dan zona waktu ponsel ke otomatis.',
  }),
  TIME_BEFORE_REPORT: (told) => ({
    message: `${told.photo} diambil ${told.date('takenAt')}, ${told.span('minutes')} sebelum laporan masuk.`,
    advice: NEW_PHOTO,
  }),
  TIME_IN_FUTURE: (told) => ({
    message: `Waktu ${told.photo.toLowerCase()}, ${told.date('takenAt')}, ${told.span('minutes')} sesudah tindak lanjut dikirim.`,
    advice: 'Setel jam ponsel ke otomatis, lalu ambil foto lagi.',
  }),
  PHOTO_REUSED: (told) => ({
    message: `${told.photo} sama dengan foto pada ${other(told)}${told.text('by') === 'pixels' ? '; hanya keterangannya yang berbeda' : ''}.`,
    advice: NEW_PHOTO,
  }),
  PHOTO_SIMILAR: (told) => ({
    message: `${told.photo} tampak sebagai salinan foto pada ${other(told)} (${told.percent('share')} bagian gambar sama).`,
    advice: 'Bandingkan kedua foto; minta foto baru bila memang sama.',
  }),
  BEFORE_AS_AFTER: (told) => ({
    message: `${told.photo} sama dengan foto sebelum pengerjaan${told.has('share') ? ` (${told.percent('share')} bagian gambar sama)` : ''}.`,
    advice: NEW_PHOTO,
  }),
  AI_DECLARED: (told) => ({
    message: `Berkas ${told.photo.toLowerCase()} menyatakan dibuat atau diubah dengan AI (${told.text('mark')}).`,
    advice: 'Foto hasil AI tidak boleh menjadi bukti. Minta foto asli dari kamera.',
  }),
  EDIT_TRACES: (told) => ({
    message: `${told.photo} ${listed(told.list('traces').map((trace) => TRACES[trace]?.(told) ?? trace))}.`,
    advice: 'Minta berkas asli dari kamera tanpa olahan.',
  }),
  NARRATIVE_MISSING: () => ({
    message: 'Narasi masih kosong.',
    advice: 'Tulis apa yang dikerjakan, di mana, dan hasilnya.',
  }),
  NARRATIVE_BOILERPLATE: () => ({
    message: 'Narasi hanya berisi kalimat umum, belum menjelaskan pekerjaan.',
    advice: 'Tulis apa yang dikerjakan, di mana, dan hasilnya.',
  }),
  NARRATIVE_NOT_DONE: (told) => ({
    message: `Narasi menyatakan pekerjaan belum selesai (${told
      .list('words')
      .map((word) => `“${word}”`)
      .join(', ')}).`,
    advice: 'Kirim tindak lanjut setelah pekerjaan selesai.',
  }),
  NARRATIVE_THIN: (told) => ({
    message: `Narasi belum menyebut ${listed(told.list('missing').map((lack) => LACKING[lack] ?? lack))}${
      told.list('missing').includes('words')
        ? ` (${told.number('words')} dari ${told.number('least')} kata)`
        : ''
    }.`,
    advice: 'Lengkapi: apa yang dikerjakan, di mana, dan hasilnya.',
  }),
  NARRATIVE_DUPLICATE: (told) => ({
    message: `Narasi sama dengan narasi pada ${told.number('reports')} laporan lain atau lebih${told.ref === undefined ? '' : `, antara lain ${told.ref}`}.`,
    advice: 'Tulis narasi sesuai pekerjaan pada laporan ini.',
  }),
};
