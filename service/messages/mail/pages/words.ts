/** What the pages on notices say. */

import type { NoticeKind } from '#shared/contract/message-kind.ts';
import type { NoticeState, NoticeWhy, SenderName } from '#shared/contract/notification.ts';
import type { Said } from '../../../platform/http/language.ts';

export const NOTICE_WORDS = {
  title: { id: 'Pesan keluar', en: 'Outgoing notices' },
  off: {
    id: 'Layanan ini belum mengirim pemberitahuan: server surel atau gateway belum diatur.',
    en: 'This service sends no notices yet: neither a mail server nor a gateway is set up.',
  },
  own: { id: 'Untuk saya', en: 'For me' },
  ownWhy: {
    id: 'Kami mengabari Anda bila batas waktu laporan Anda hampir tiba atau tindak lanjut dikembalikan. Kosongkan bila tidak ingin dikabari.',
    en: 'We let you know when a report of yours is due soon or a follow-up was returned. Leave it empty if you want none.',
  },
  email: { id: 'Surel', en: 'E-mail' },
  emailHint: { id: 'Satu alamat, misalnya nama@jakarta.go.id', en: 'One address, e.g. nama@jakarta.go.id' },
  phone: { id: 'Nomor WhatsApp', en: 'WhatsApp number' },
  phoneHint: { id: 'Misalnya 0812-3456-7890', en: 'E.g. 0812-3456-7890' },
  templates: { id: 'Isi pemberitahuan', en: 'Words of the notices' },
  kind: { id: 'Pemberitahuan', en: 'Notice' },
  subjectNow: { id: 'Judul sekarang', en: 'Subject now' },
  dead: { id: 'Tidak terkirim', en: 'Not sent' },
  deadWhy: {
    id: 'Yang tidak jelas mungkin sudah sampai; kirim lagi hanya bila perlu.',
    en: 'What is unclear may have arrived; send it again only where needed.',
  },
  noneDead: {
    id: 'Semua pemberitahuan terkirim atau masih menunggu.',
    en: 'Every notice was sent or still waits.',
  },
  number: { id: 'Laporan', en: 'Report' },
  to: { id: 'Kepada', en: 'To' },
  reporter: { id: 'Pelapor', en: 'Reporter' },
  officer: { id: 'Petugas', en: 'Officer' },
  why: { id: 'Sebab', en: 'Why' },
  state: { id: 'Keadaan', en: 'State' },
  when: { id: 'Waktu', en: 'When' },
  again: { id: 'Kirim lagi', en: 'Send again' },
  subjectId: { id: 'Judul (Indonesia)', en: 'Subject (Indonesian)' },
  bodyId: { id: 'Isi (Indonesia)', en: 'Text (Indonesian)' },
  subjectEn: { id: 'Judul (Inggris)', en: 'Subject (English)' },
  bodyEn: { id: 'Isi (Inggris)', en: 'Text (English)' },
  subjectHint: {
    id: 'Satu baris, paling banyak 120 karakter. Hanya tanda {…} di bawah yang dikenal.',
    en: 'One line of 120 characters at most. Only the {…} signs below are known.',
  },
  bodyHint: {
    id: 'Paling banyak 2.000 karakter. Hanya tanda {…} di bawah yang dikenal.',
    en: '2,000 characters at most. Only the {…} signs below are known.',
  },
  from: { id: 'Mulai berlaku', en: 'Starts' },
  fromHint: { id: 'Kosong berarti sekarang (WIB).', en: 'Empty means now (WIB).' },
  gaps: { id: 'Tanda yang diisi sendiri', en: 'Signs that are filled in' },
  refusal: {
    id: 'Cara berhenti menerima pemberitahuan selalu ditambahkan di bawahnya.',
    en: 'How to get no more notices is always added below.',
  },
  history: { id: 'Riwayat', en: 'History' },
  first: { id: 'Bawaan Tuntas', en: 'Came with Tuntas' },
  back: { id: 'Kembali ke pesan keluar', en: 'Back to outgoing notices' },
} satisfies Record<string, Said>;

export const NOTICE_DONE = {
  kontak: { id: 'Tersimpan.', en: 'Saved.' },
  isi: { id: 'Isi baru tersimpan.', en: 'The new words are saved.' },
  lagi: { id: 'Akan dikirim lagi dalam satu menit.', en: 'It will be sent again within a minute.' },
} satisfies Record<string, Said>;

export const KIND_NAMES: Record<NoticeKind, Said> = {
  diterima: { id: 'Laporan diterima', en: 'Report received' },
  ditanggapi: { id: 'Laporan ditanggapi', en: 'Report answered' },
  ditindaklanjuti: { id: 'Laporan ditindaklanjuti', en: 'Report followed up' },
  selesai: { id: 'Laporan selesai', en: 'Report done' },
  ditolak: { id: 'Laporan ditolak', en: 'Report refused' },
  digabung: { id: 'Laporan digabung', en: 'Report merged' },
  dibuka_kembali: { id: 'Laporan dibuka kembali', en: 'Report reopened' },
  dikembalikan: { id: 'Tindak lanjut dikembalikan (petugas)', en: 'Follow-up returned (officers)' },
  mendekati_batas: { id: 'Batas waktu hampir tiba (petugas)', en: 'Due soon (officers)' },
};

export const SENDER_NAMES: Record<SenderName, Said> = {
  smtp: { id: 'surel', en: 'e-mail' },
  whatsapp: { id: 'WhatsApp', en: 'WhatsApp' },
};

export const STATE_NAMES: Record<NoticeState, Said> = {
  waiting: { id: 'Menunggu dikirim', en: 'Waiting to be sent' },
  sending: { id: 'Sedang dikirim', en: 'Being sent' },
  sent: { id: 'Terkirim', en: 'Sent' },
  dropped: { id: 'Tidak jadi dikirim', en: 'Not sent after all' },
  dead: { id: 'Gagal dikirim', en: 'Could not be sent' },
};

export const WHY_NAMES: Record<NoticeWhy, Said> = {
  refused: { id: 'Ditolak penerima atau servernya', en: 'Refused by the recipient or their server' },
  unclear: {
    id: 'Terputus saat dikirim, mungkin sudah sampai',
    en: 'Cut off while sending, may have arrived',
  },
  tired: { id: 'Sudah terlalu sering dicoba', en: 'Tried too often' },
  no_address: { id: 'Alamat tidak ada', en: 'No address' },
  unwanted: { id: 'Tidak ingin menerima', en: 'Not wanted' },
  late: { id: 'Sudah tidak berlaku', en: 'No longer of use' },
};
