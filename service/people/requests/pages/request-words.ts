/** Words of the pages on which accounts are asked for and decided. */
import {
  REQUESTABLE_ROLES,
  type RequestState,
  type RequestWarning,
} from '#shared/contract/account-requests.ts';
import type { Field } from '../../../pages/form.ts';
import { ROLE_NAMES } from '../../../pages/words.ts';
import type { Said } from '../../../platform/http/language.ts';
import { ACCOUNT_WORDS } from '../../accounts/pages/words.ts';
import { UNIT_LIST } from '../../units/choose-unit.tsx';

export const REQUEST_WORDS = {
  title: { id: 'Permohonan akun', en: 'Account requests' },
  name: ACCOUNT_WORDS.name,
  nip: { id: 'NIP', en: 'NIP' },
  nipHint: { id: '18 angka, seperti pada kartu pegawai.', en: '18 digits, as on the employee’s card.' },
  unit: { id: 'Unit', en: 'Unit' },
  unitHint: { id: 'Kode atau nama unit yang masih buka.', en: 'Code or name of a unit that is open.' },
  role: ACCOUNT_WORDS.role,
  username: { id: 'Nama pengguna yang diinginkan', en: 'Username wished for' },
  contact: { id: 'Kontak kantor', en: 'Contact at the office' },
  contactHint: {
    id: 'Telepon atau surel, untuk pertanyaan operator. Dihapus setelah diputuskan, begitu pula NIP.',
    en: 'Telephone or e-mail, for the operator’s questions. Erased once it is decided, and so is the NIP.',
  },
  letter: { id: 'Nomor surat permohonan', en: 'Number of the letter' },
  replaces: { id: 'Menggantikan (nama pengguna)', en: 'Takes the place of (username)' },
  replacesHint: {
    id: 'Isi bila ini serah terima: akun lama dinonaktifkan saat disetujui.',
    en: 'For a handover: the old account is disabled when this is approved.',
  },
  send: { id: 'Kirim permohonan', en: 'Send the request' },
  state: ACCOUNT_WORDS.state,
  asked: { id: 'Diajukan', en: 'Asked' },
  voucher: { id: 'Diajukan oleh', en: 'Asked by' },
  byAnybody: { id: 'formulir tanpa masuk', en: 'the form without sign-in' },
  erased: { id: '(sudah dihapus)', en: '(erased)' },
  none: { id: 'Tidak ada permohonan di sini.', en: 'There are no requests here.' },
  approve: { id: 'Setujui', en: 'Approve' },
  approveWhy: {
    id: 'Cocokkan dengan suratnya dahulu. Akun dibuat dengan peran dan unit yang diminta; kata sandi sekali pakai ditampilkan satu kali.',
    en: 'Compare with the letter first. The account gets the role and unit asked for; its one-time password is shown once.',
  },
  approveUsername: ACCOUNT_WORDS.username,
  reject: { id: 'Tolak', en: 'Reject' },
  reason: { id: 'Alasan', en: 'Reason' },
  reasonHint: {
    id: 'Dibaca oleh pemohon. Sebut apa yang kurang dan apa yang perlu dikirim.',
    en: 'The office reads it. Say what is missing and what to send.',
  },
  approved: { id: 'Permohonan disetujui, akun sudah dibuat.', en: 'Approved; the account is made.' },
  decided: { id: 'Diputuskan', en: 'Decided' },
  by: ACCOUNT_WORDS.by,
  account: { id: 'Akun', en: 'Account' },
  vouch: { id: 'Ajukan akun untuk unit Anda', en: 'Ask for an account in your unit' },
  back: { id: 'Semua permohonan', en: 'All requests' },
  look: { id: 'Perhatikan', en: 'Look closely' },
} satisfies Record<string, Said>;

export const REQUEST_DONE = {
  ajukan: { id: 'Permohonan sudah dikirim ke operator.', en: 'The request has gone to the operator.' },
  tolak: {
    id: 'Permohonan ditolak; data pribadinya sudah dihapus.',
    en: 'Rejected; what was personal is erased.',
  },
} satisfies Record<string, Said>;

export const STATE_NAMES: Record<RequestState, Said> = {
  pending: { id: 'Menunggu', en: 'Waiting' },
  approved: { id: 'Disetujui', en: 'Approved' },
  rejected: { id: 'Ditolak', en: 'Rejected' },
  lapsed: { id: 'Gugur', en: 'Lapsed' },
};

export const WARNING_WORDS: Record<RequestWarning, Said> = {
  username_taken: {
    id: 'Nama pengguna yang diinginkan sudah dipakai. Tentukan yang lain.',
    en: 'The username wished for is taken. Choose another.',
  },
  same_nip: {
    id: 'Permohonan lain yang menunggu memakai NIP yang sama.',
    en: 'Another request that waits names the same NIP.',
  },
  replaces_unknown: {
    id: 'Akun yang digantikan tidak ada.',
    en: 'The account to be replaced does not exist.',
  },
  replaces_left: {
    id: 'Akun yang digantikan sudah dinonaktifkan; tempatnya tidak dapat diserahkan lagi.',
    en: 'The account to be replaced is disabled already; its place cannot be handed over again.',
  },
  replaces_other: {
    id: 'Akun yang digantikan tidak memegang peran dan unit yang diminta.',
    en: 'The account to be replaced does not hold the role and unit asked for.',
  },
  replaces_more: {
    id: 'Akun yang digantikan memegang peran lain juga. Hanya peran dan unit yang diminta yang diberikan; peran lainnya tidak diteruskan.',
    en: 'The account to be replaced has further roles. Only the role and unit asked for are given; the others are not passed on.',
  },
  replaces_operator: {
    id: 'Akun yang digantikan juga operator; peran itu tidak diserahkan lewat permohonan.',
    en: 'The account to be replaced is an operator as well; that is never handed over by a request.',
  },
};

const W = REQUEST_WORDS;

/** "Format A", for whoever asks with or without sign-in. */
export const REQUEST_FIELDS: readonly Field[] = [
  { kind: 'line', path: 'name', label: W.name, max: 200, autocomplete: 'name' },
  { kind: 'line', path: 'nip', label: W.nip, hint: W.nipHint, max: 30 },
  { kind: 'line', path: 'unit', label: W.unit, hint: W.unitHint, max: 64, suggestions: UNIT_LIST },
  {
    kind: 'choice',
    path: 'role',
    label: W.role,
    options: REQUESTABLE_ROLES.map((role) => ({ value: role, label: ROLE_NAMES[role] })),
  },
  { kind: 'line', path: 'username', label: W.username, hint: ACCOUNT_WORDS.usernameHint, max: 50 },
  { kind: 'line', path: 'contact', label: W.contact, hint: W.contactHint, max: 200 },
  { kind: 'line', path: 'letter', label: W.letter, max: 100 },
  { kind: 'line', path: 'replaces', label: W.replaces, hint: W.replacesHint, max: 50, optional: true },
];
