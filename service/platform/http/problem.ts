/** Saying no: an error that knows its problem word, and how it is answered (RFC 9457). */
import type { Context } from 'hono';
import {
  type FieldError,
  PROBLEMS,
  type Problem,
  type ProblemWord,
  problemType,
} from '#shared/contract/problem.ts';
import { type Language, languageOf, type Said, say } from './language.ts';

const TITLES: Record<ProblemWord, Said> = {
  unavailable: { id: 'Layanan sedang tidak tersedia', en: 'Service unavailable' },
  'rate-limited': { id: 'Terlalu banyak permintaan', en: 'Too many requests' },
  unauthenticated: { id: 'Belum masuk', en: 'Not signed in' },
  'too-large': { id: 'Kiriman terlalu besar', en: 'Too large' },
  'unsupported-media': { id: 'Jenis isi tidak didukung', en: 'Unsupported content type' },
  malformed: { id: 'Permintaan tidak terbaca', en: 'Malformed request' },
  'idempotency-key-reused': { id: 'Kunci permintaan sudah dipakai', en: 'Idempotency key reused' },
  'in-progress': { id: 'Permintaan masih diproses', en: 'Still in progress' },
  'not-found': { id: 'Tidak ditemukan', en: 'Not found' },
  forbidden: { id: 'Tidak berwenang', en: 'Forbidden' },
  'precondition-required': { id: 'Versi laporan belum disebut', en: 'Precondition required' },
  'stale-version': { id: 'Laporan sudah berubah', en: 'The report has changed' },
  'illegal-transition': { id: 'Tidak dapat dilakukan pada status ini', en: 'Not possible in this status' },
  invalid: { id: 'Isian belum benar', en: 'Invalid input' },
  'scope-changed': { id: 'Hak akses berubah', en: 'Scope changed' },
  internal: { id: 'Terjadi kesalahan', en: 'Internal error' },
};

const DETAILS: Record<ProblemWord, Said> = {
  unavailable: { id: 'Coba lagi sebentar lagi.', en: 'Try again in a moment.' },
  'rate-limited': { id: 'Tunggu sebentar lalu coba lagi.', en: 'Wait a moment and try again.' },
  unauthenticated: { id: 'Masuk terlebih dahulu.', en: 'Sign in first.' },
  'too-large': {
    id: 'Kirim paling banyak 25 MB per pengajuan dan 50 megapiksel per foto. Perkecil foto lalu kirim ulang.',
    en: 'Send at most 25 MB per call and 50 megapixels per photo. Make the photos smaller and send again.',
  },
  'unsupported-media': {
    id: 'Kirim sebagai application/json, atau multipart/form-data bila ada foto.',
    en: 'Send application/json, or multipart/form-data when there are photos.',
  },
  malformed: { id: 'Isi permintaan tidak dapat dibaca.', en: 'The body cannot be read.' },
  'idempotency-key-reused': {
    id: 'Idempotency-Key ini sudah dipakai untuk permintaan lain. Pakai kunci baru.',
    en: 'This Idempotency-Key was used for a different request. Use a new one.',
  },
  'in-progress': {
    id: 'Permintaan dengan kunci ini masih berjalan. Coba lagi sebentar lagi.',
    en: 'A request with this key is still running. Try again in a moment.',
  },
  'not-found': {
    id: 'Tidak ada, atau tidak dapat Anda lihat.',
    en: 'It does not exist, or you may not see it.',
  },
  forbidden: {
    id: 'Akun Anda tidak berwenang melakukan ini.',
    en: 'Your account may not do this.',
  },
  'precondition-required': {
    id: 'Sertakan If-Match dengan versi laporan yang Anda lihat.',
    en: 'Send If-Match with the version of the report you saw.',
  },
  'stale-version': {
    id: 'Laporan ini berubah sejak Anda membukanya. Muat ulang, lalu putuskan lagi.',
    en: 'This report has changed since you opened it. Reload it, then decide again.',
  },
  'illegal-transition': {
    id: 'Tindakan ini tidak dapat dilakukan pada status laporan saat ini.',
    en: 'This action is not possible in the current status of the report.',
  },
  invalid: { id: 'Periksa isian yang disebut.', en: 'Check the fields named.' },
  'scope-changed': {
    id: 'Hak akses Anda berubah. Muat ulang antrian dari awal.',
    en: 'Your rights have changed. Read the queue anew.',
  },
  internal: {
    id: 'Kesalahan di pihak kami; sudah tercatat. Coba lagi sebentar lagi.',
    en: 'An error on our side; it has been logged. Try again in a moment.',
  },
};

export interface ProblemExtra {
  detail?: Said;
  /** For `stale-version`: the version now. */
  version?: number;
  errors?: FieldError[];
  /** Seconds until it is worth trying again. */
  retryAfter?: number;
}

/** Thrown anywhere below a route; answered as problem+json. */
export class HttpProblem extends Error {
  readonly word: ProblemWord;
  readonly extra: ProblemExtra;
  constructor(word: ProblemWord, extra: ProblemExtra = {}) {
    super(word);
    this.name = 'HttpProblem';
    this.word = word;
    this.extra = extra;
  }
}

/** A field that cannot be accepted, said in the caller's language by the rule that refuses it. */
export function invalid(path: string, code: string, message: Said): HttpProblem {
  return new HttpProblem('invalid', {
    detail: message,
    errors: [{ path, code, message: message.en }],
  });
}

/** What is wrong and what to do, for whichever form it is answered in. */
export function problemSaid(word: ProblemWord, extra: ProblemExtra): { title: Said; detail: Said } {
  return { title: TITLES[word], detail: extra.detail ?? DETAILS[word] };
}

export function problemBody(word: ProblemWord, language: Language, extra: ProblemExtra = {}): Problem {
  const { title, detail } = problemSaid(word, extra);
  return {
    type: problemType(word),
    title: say(title, language),
    status: PROBLEMS[word],
    detail: say(detail, language),
    ...(extra.version === undefined ? {} : { version: extra.version }),
    ...(extra.errors === undefined ? {} : { errors: extra.errors }),
  };
}

export function answerProblem(c: Context, word: ProblemWord, extra: ProblemExtra = {}): Response {
  const body = problemBody(word, languageOf(c.req.header('accept-language')), extra);
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
  if (extra.retryAfter !== undefined) headers['retry-after'] = String(extra.retryAfter);
  if (word === 'unauthenticated') headers['www-authenticate'] = 'Bearer';
  return c.body(JSON.stringify(body), PROBLEMS[word], headers);
}
