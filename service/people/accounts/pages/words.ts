/** Words of the pages on which accounts are kept. */
import type { AccountEvent } from '#shared/contract/accounts.ts';
import type { Said } from '../../../platform/http/language.ts';

export const ACCOUNT_WORDS = {
  title: { id: 'Akun', en: 'Accounts' },
  name: { id: 'Nama', en: 'Name' },
  username: { id: 'Nama pengguna', en: 'Username' },
  usernameHint: {
    id: '2–50 huruf kecil, angka, titik, garis atau garis bawah, diawali huruf atau angka.',
    en: '2 to 50 small letters, digits, dots, dashes or underscores, a letter or digit first.',
  },
  roles: { id: 'Peran', en: 'Roles' },
  state: { id: 'Keadaan', en: 'State' },
  created: { id: 'Dibuat', en: 'Created' },
  active: { id: 'Aktif', en: 'Active' },
  disabled: { id: 'Dinonaktifkan', en: 'Disabled' },
  oneTime: { id: 'Kata sandi belum diganti', en: 'Password not changed yet' },
  text: { id: 'Nama atau nama pengguna', en: 'Name or username' },
  role: { id: 'Peran', en: 'Role' },
  unit: { id: 'Unit dan di bawahnya', en: 'Unit and below' },
  none: { id: 'Tidak ada akun yang cocok. Ubah pencariannya.', en: 'No account matches. Change the search.' },
  add: { id: 'Tambah akun', en: 'Add an account' },
  oneTimePassword: { id: 'Kata sandi sekali pakai', en: 'One-time password' },
  wasReset: { id: 'Kata sandi sudah diatur ulang.', en: 'The password is reset.' },
  made: { id: 'Akun sudah dibuat.', en: 'The account is made.' },
  once: {
    id: 'Hanya ditampilkan sekarang; sampaikan langsung kepada petugasnya. Pada masuk pertama kata sandi harus diganti.',
    en: 'It is shown now and never again; hand it to the officer in person. It has to be changed at the first sign-in.',
  },
  toAccount: { id: 'Lihat akun', en: 'See the account' },
  change: { id: 'Ubah peran', en: 'Change roles' },
  sso: { id: 'Identitas pada SSO', en: 'Identity at the SSO' },
  linkSso: { id: 'Tautkan SSO provinsi', en: 'Link the province’s SSO' },
  linkSsoWhy: {
    id: 'Dengan identitas ini petugas dapat masuk lewat SSO. Kosongkan untuk melepas tautannya. Sesi yang terbuka berakhir.',
    en: 'With this identity the officer may sign in by the SSO. Leave it empty to unlink. Open sessions end.',
  },
  disable: { id: 'Nonaktifkan akun', en: 'Disable the account' },
  disableWhy: {
    id: 'Semua sesinya berakhir sekarang, dan kata sandinya tidak berlaku sampai diaktifkan lagi.',
    en: 'All its sessions end now, and its password opens nothing until it is enabled again.',
  },
  enable: { id: 'Aktifkan akun', en: 'Enable the account' },
  enableWhy: { id: 'Kata sandi yang lama berlaku lagi.', en: 'Its old password works again.' },
  reset: { id: 'Atur ulang kata sandi', en: 'Reset the password' },
  resetWhy: {
    id: 'Kata sandi lama dan semua sesinya berakhir. Kata sandi sekali pakai yang baru ditampilkan satu kali.',
    en: 'The old password and all sessions end. A new one-time password is shown once.',
  },
  end: { id: 'Akhiri semua sesi', en: 'End all sessions' },
  endWhy: {
    id: 'Untuk perangkat yang hilang: petugas harus masuk lagi, kata sandinya tetap.',
    en: 'For a lost device: the officer has to sign in again, the password stays.',
  },
  handover: { id: 'Serah terima', en: 'Hand over' },
  handoverWhy: {
    id: 'Peran akun ini diberikan kepada akun lain yang sudah ada; akun ini dinonaktifkan, klaimnya dilepas, dan jadwal piketnya berakhir.',
    en: 'The roles of this account go to another that exists; this one is disabled, its claims are let go and its duty ends.',
  },
  to: { id: 'Nama pengguna penerima', en: 'Username of whoever takes over' },
  log: { id: 'Riwayat akun', en: 'Account log' },
  when: { id: 'Waktu', en: 'When' },
  what: { id: 'Peristiwa', en: 'What' },
  by: { id: 'Oleh', en: 'By' },
  system: { id: 'sistem', en: 'the service' },
  noLog: { id: 'Belum ada catatan.', en: 'Nothing has been recorded yet.' },
  allOfProvince: { id: 'seluruh provinsi', en: 'whole province' },
} satisfies Record<string, Said>;

/** Said above the account after each thing done. */
export const ACCOUNT_DONE = {
  peran: { id: 'Peran sudah diubah.', en: 'The roles are changed.' },
  nonaktif: { id: 'Akun sudah dinonaktifkan.', en: 'The account is disabled.' },
  aktif: { id: 'Akun sudah diaktifkan.', en: 'The account is enabled.' },
  sso: { id: 'Tautan SSO sudah disimpan.', en: 'The SSO link is kept.' },
  sesi: { id: 'Semua sesi sudah diakhiri.', en: 'All sessions have ended.' },
  serah: { id: 'Serah terima sudah dicatat.', en: 'The handover is recorded.' },
} satisfies Record<string, Said>;

export const EVENT_NAMES: Record<AccountEvent, Said> = {
  created: { id: 'Akun dibuat', en: 'Account made' },
  roles_changed: { id: 'Peran diubah', en: 'Roles changed' },
  disabled: { id: 'Dinonaktifkan', en: 'Disabled' },
  enabled: { id: 'Diaktifkan', en: 'Enabled' },
  password_reset: { id: 'Kata sandi diatur ulang', en: 'Password reset' },
  password_changed: { id: 'Kata sandi diganti pemiliknya', en: 'Password changed by its owner' },
  sessions_revoked: { id: 'Semua sesi diakhiri', en: 'All sessions ended' },
  handed_over: { id: 'Diserahkan', en: 'Handed over' },
  took_over: { id: 'Mengambil alih', en: 'Took over' },
  sso_linked: { id: 'SSO ditautkan', en: 'SSO linked' },
  sso_unlinked: { id: 'Tautan SSO dilepas', en: 'SSO unlinked' },
};
