/** What the pages of webhooks say. */
import type { PauseReason, WebhookSight } from '#shared/contract/webhooks.ts';
import { EVENT_ACTIONS } from '#shared/ticket/action.ts';
import type { Option } from '../../pages/form.ts';
import type { Said } from '../../platform/http/language.ts';
import type { OutboundWhy } from '../../platform/outbound/outbound.ts';

export const WEBHOOK_WORDS = {
  title: { id: 'Webhook', en: 'Webhooks' },
  intro: {
    id: 'Sistem lain diberi tahu setiap ada kejadian pada laporan yang boleh dilihatnya. Pesan ditandatangani, dikirim ulang sampai diterima, dan berurutan untuk tiap laporan; isinya tidak memuat tulisan siapa pun.',
    en: 'Other systems are told whenever something happens to a report they may see. Messages are signed, sent until they are taken, and in order for each report; they hold nothing that anybody wrote.',
  },
  name: { id: 'Nama', en: 'Name' },
  url: { id: 'URL penerima', en: "Receiver's URL" },
  urlHint: {
    id: 'Hanya https dan alamat publik, kecuali yang ditetapkan pada layanan.',
    en: 'https and a public address only, except where the service is set otherwise.',
  },
  sees: { id: 'Melihat', en: 'Sees' },
  client: { id: 'Aplikasi', en: 'Application' },
  clientHint: {
    id: 'Untuk “laporan satu aplikasi”: namanya seperti pada kunci API.',
    en: 'For “reports of one application”: its name as on the API keys.',
  },
  unit: { id: 'Unit', en: 'Office' },
  unitHint: {
    id: 'Untuk “laporan satu unit”: pilih dari daftar.',
    en: 'For “reports of one office”: choose it from the list.',
  },
  actions: { id: 'Hanya kejadian', en: 'Only these events' },
  actionsHint: { id: 'Tidak memilih satu pun berarti semuanya.', en: 'Choosing none means all.' },
  everything: { id: 'semua kejadian', en: 'all events' },
  state: { id: 'Keadaan', en: 'State' },
  active: { id: 'Aktif', en: 'Active' },
  failingTag: { id: 'Gagal', en: 'Failing' },
  pausedTag: { id: 'Dijeda', en: 'Paused' },
  waiting: { id: 'Menunggu', en: 'Waiting' },
  dead: { id: 'Ditolak', en: 'Refused' },
  lastTaken: { id: 'Terakhir diterima', en: 'Last taken' },
  never: { id: 'belum pernah', en: 'never' },
  none: {
    id: 'Belum ada webhook. Sistem yang ingin segera tahu perubahan laporannya memerlukan satu.',
    en: 'There is no webhook yet. A system that wants to know at once what becomes of its reports needs one.',
  },
  add: { id: 'Buat webhook', en: 'Make a webhook' },
  made: { id: 'Webhook sudah dibuat.', en: 'The webhook is made.' },
  secretMade: { id: 'Rahasia baru sudah dibuat.', en: 'The new secret is made.' },
  secret: { id: 'Rahasia penanda tangan', en: 'Signing secret' },
  once: {
    id: 'Hanya ditampilkan sekarang: simpan di tempat rahasia penerima, yang memeriksa tanda tangan dengannya (Standard Webhooks).',
    en: 'It is shown now and never again: keep it where the receiver keeps its secrets; it checks signatures by it (Standard Webhooks).',
  },
  overlap: {
    id: 'Rahasia lama masih ikut menandatangani sampai',
    en: 'The old secret signs as well until',
  },
  change: { id: 'Ubah', en: 'Change' },
  pause: { id: 'Jeda', en: 'Pause' },
  pauseWhy: {
    id: 'Tidak ada yang dikirim sampai dilanjutkan; yang terjadi sementara itu menunggu.',
    en: 'Nothing is sent until it goes on; what happens meanwhile waits.',
  },
  resume: { id: 'Lanjutkan', en: 'Go on' },
  resumeWhy: {
    id: 'Yang menunggu langsung dikirim; tidak ada yang terlewat.',
    en: 'What waits is sent at once; nothing was left out.',
  },
  rotate: { id: 'Ganti rahasia', en: 'New secret' },
  rotateWhy: {
    id: 'Selama sehari pesan ditandatangani dengan kedua rahasia, agar penerima dapat beralih tanpa jeda.',
    en: 'For a day messages are signed with both secrets, so that the receiver can change over without a gap.',
  },
  remove: { id: 'Hapus', en: 'Delete' },
  removeWhy: {
    id: 'Webhook berakhir beserta semua yang masih menunggu. Tidak dapat dibatalkan.',
    en: 'The webhook ends, with all that still waits. It cannot be undone.',
  },
  letters: { id: 'Pesan yang ditolak', en: 'Dead letters' },
  lettersWhy: {
    id: 'Kejadian berikutnya dari laporan yang sama menunggu di belakangnya, agar urutannya tetap.',
    en: 'Later events of the same report wait behind it, so that their order holds.',
  },
  noLetters: { id: 'Tidak ada pesan yang ditolak.', en: 'No message was refused.' },
  queue: { id: 'Menunggu dikirim', en: 'Waiting to be sent' },
  noQueue: { id: 'Tidak ada yang menunggu.', en: 'Nothing waits.' },
  report: { id: 'Laporan', en: 'Report' },
  event: { id: 'Kejadian', en: 'Event' },
  tries: { id: 'Percobaan', en: 'Tries' },
  error: { id: 'Sebab', en: 'Why' },
  when: { id: 'Sejak', en: 'Since' },
  next: { id: 'Dicoba lagi', en: 'Tried again' },
  replay: { id: 'Kirim ulang', en: 'Send again' },
  replayAll: { id: 'Kirim ulang semua', en: 'Send all again' },
  drop: { id: 'Lewati', en: 'Skip' },
  back: { id: 'Semua webhook', en: 'All webhooks' },
} satisfies Record<string, Said>;

export const WEBHOOK_DONE = {
  ubah: { id: 'Webhook sudah diubah.', en: 'The webhook is changed.' },
  jeda: {
    id: 'Webhook dijeda; yang terjadi sementara itu menunggu.',
    en: 'Paused; what happens meanwhile waits.',
  },
  lanjut: { id: 'Webhook dilanjutkan.', en: 'The webhook goes on.' },
  hapus: { id: 'Webhook sudah dihapus.', en: 'The webhook is deleted.' },
  ulang: { id: 'Pesan dicoba lagi dari awal.', en: 'Tried anew.' },
  lewati: {
    id: 'Pesan dilewati; yang menunggu di belakangnya dikirim.',
    en: 'Skipped; what waited behind it is sent.',
  },
} satisfies Record<string, Said>;

export const SIGHT_NAMES: Record<WebhookSight['role'], Said> = {
  api_client: { id: 'laporan satu aplikasi', en: 'reports of one application' },
  unit_admin: { id: 'laporan satu unit', en: 'reports of one office' },
  supervisor: { id: 'semua laporan', en: 'all reports' },
};

export const PAUSED_BECAUSE: Record<PauseReason, Said> = {
  operator: { id: 'Dijeda oleh operator.', en: 'Paused by an operator.' },
  failing: {
    id: 'Dijeda: penerima tidak menerima apa pun selama sehari, atau menolak terlalu banyak. Perbaiki penerimanya, lalu lanjutkan.',
    en: 'Paused: the receiver took nothing for a day, or refused too much. Mend the receiver, then go on.',
  },
  gone: {
    id: 'Dijeda: penerima menjawab 410, tidak ingin menerima lagi.',
    en: 'Paused: the receiver answered 410, it wants no more.',
  },
};

const WHY: Record<OutboundWhy, Said> = {
  'not-a-url': { id: 'URL tidak lengkap', en: 'no complete URL' },
  credentials: { id: 'URL memuat kata sandi', en: 'the URL holds a password' },
  'not-https': { id: 'bukan https', en: 'not https' },
  'private-address': { id: 'alamat di jaringan privat', en: 'an address in a private network' },
  unresolved: { id: 'nama tidak ditemukan', en: 'the name is not found' },
  unreachable: { id: 'tidak tersambung', en: 'cannot be reached' },
  certificate: { id: 'sertifikat tidak sah', en: 'its certificate is not valid' },
  timeout: { id: 'tidak menjawab dalam 10 detik', en: 'no answer within 10 seconds' },
  stopped: { id: 'terhenti', en: 'broken off' },
};

/** Why a try failed: a word of ours in words, a status as it came. */
export function errorSaid(error: string): Said {
  const known = Object.entries<Said>(WHY).find(([word]) => word === error)?.[1];
  return known ?? { id: error, en: error };
}

/** CRM's own words, in both languages. */
export const ACTION_OPTIONS: readonly Option[] = EVENT_ACTIONS.map((action) => ({
  value: action,
  label: actionSaid(action),
}));

export function actionSaid(action: string): Said {
  const words = action.replaceAll('_', ' ');
  return { id: words, en: words };
}
