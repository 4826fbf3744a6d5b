/** Addresses that more than one room leads to. */

export const STYLE_PATH = '/gaya.css';
export const ICON_PATH = '/ikon.svg';
export const SIGN_IN_PATH = '/masuk';
export const SIGN_OUT_PATH = '/keluar';
export const SSO_PATH = '/sso';
export const ACCOUNT_PATH = '/akun';
/** Before sign-in. */
export const ASK_PATH = '/permohonan';
export const ACCOUNTS_PATH = '/kelola/akun';
export const REQUESTS_PATH = '/kelola/permohonan';
export const PERFORMANCE_PATH = '/kelola/kinerja';

/** Open to everybody. */
export const TRACK_PATH = '/lacak';
export const NUMBERS_PATH = '/angka';
export const HOW_PATH = '/cara-kerja';
/** The crm-site's list; only where the demo is on. */
export const CRM_SITE_PATH = '/demo/laporan';
