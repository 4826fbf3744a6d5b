/** A clock explained in plain words: from when it runs, by which rule, what moved it, and whether it is an estimate. */
import type { Locale } from '../words/locale.ts';
import { duration, fullDate } from '../words/time.ts';
import type { ClockRule } from './names.ts';
import { type ClockMove, isLate, type StoredClock } from './stored-clock.ts';

type Said = Record<Locale, string>;

/** `{limit}` = how long, `{since}` = from when, `{due}` = until when. */
const RULE_WORDS: Record<ClockRule, Said> = {
  response: {
    id: '{limit} sejak unit menerima laporan pada {since}; malam dan hari libur ikut dihitung.',
    en: '{limit} from when the unit received the report, {since}; nights and days off count.',
  },
  response_passed_on: {
    id: '{limit} baru sejak laporan diteruskan ke unit ini pada {since}; malam dan hari libur ikut dihitung.',
    en: 'A fresh {limit} from when the report was passed to this unit, {since}; nights and days off count.',
  },
  response_reopened: {
    id: '{limit} baru sejak laporan dibuka kembali pada {since}; malam dan hari libur ikut dihitung.',
    en: 'A fresh {limit} from when the report was reopened, {since}; nights and days off count.',
  },
  completion: {
    id: '{limit} sejak laporan diterima pada {since}.',
    en: '{limit} from when the report was received, {since}.',
  },
  completion_category: {
    id: '{limit} sejak laporan diterima pada {since}, batas untuk kategori ini.',
    en: '{limit} from when the report was received, {since}: the limit of its category.',
  },
  completion_reopened: {
    id: '{limit} baru sejak laporan dibuka kembali pada {since}.',
    en: 'A fresh {limit} from when the report was reopened, {since}.',
  },
  red_flag: {
    id: 'Tanda merah bila dalam {limit} sejak {since} belum ada tindak lanjut atau penolakan.',
    en: 'Red flag when {limit} from {since} bring neither a follow-up nor a refusal.',
  },
  validation: {
    id: '{limit} sejak tindak lanjut diserahkan pada {since}; malam dan hari libur ikut dihitung.',
    en: '{limit} from when the follow-up was handed in, {since}; nights and days off count.',
  },
  same_day: {
    id: 'Sampai ke validator pada {since}, sebelum batas jam hari kerja: diputuskan hari itu juga.',
    en: "Reached the validator {since}, within the working day's limit: to be decided that day.",
  },
  monthly_close: {
    id: 'Ditunda pada {since}: harus tuntas (disetujui, ditolak, atau digabung) sebelum tutup bulan, {due}. Libur tidak menggesernya.',
    en: 'Postponed {since}: to be closed (approved, refused or merged) before the monthly close, {due}. Days off do not move it.',
  },
};

/** `{at}` = when, `{value}` = how long or until when, `{to}` = the new due instant. */
const MOVE_WORDS: Record<ClockMove['why'], Said> = {
  return: {
    id: 'Dikembalikan {at}: {value} selama di validator tidak dihitung, batas menjadi {to}.',
    en: 'Returned {at}: the {value} with the validator do not count, due {to}.',
  },
  tiket: {
    id: 'Tiket {at}: mengikuti perkiraan selesai, {to}.',
    en: 'Work ticket {at}: follows its estimated finish, {to}.',
  },
  tunda: { id: 'Ditunda {at} sampai {to}.', en: 'Postponed {at} until {to}.' },
  policy: {
    id: 'Ketentuan baru berlaku {at}: batas menjadi {to}.',
    en: 'New policy from {at}: due {to}.',
  },
};

const MET: Said = { id: 'Terpenuhi {at}.', en: 'Met {at}.' };
const MET_LATE: Said = {
  id: 'Terpenuhi {at}, setelah batas {due}.',
  en: 'Met {at}, after the limit {due}.',
};
const STOPPED: Said = {
  id: 'Tidak dihitung lagi sejak {at}: laporan berakhir.',
  en: 'No longer counted since {at}: the report ended.',
};
const DUE: Said = { id: 'Jatuh tempo {due}.', en: 'Due {due}.' };
const ASSUMED: Said = {
  id: 'Perkiraan: tidak semua angkanya disebut dalam ketentuan.',
  en: 'Estimate (perkiraan): not every number of it is stated by a regulation.',
};

export function explainClock(clock: StoredClock, locale: Locale): string {
  const date = (at: number): string => fullDate(at, locale);
  const due = date(clock.dueAt);
  const rule = fill(RULE_WORDS[clock.rule][locale], {
    limit: duration(clock.limit, locale),
    since: date(clock.since),
    due,
  });
  const moves = clock.moves.map(({ why, at, value, to }) =>
    fill(MOVE_WORDS[why][locale], { at: date(at), value: duration(value, locale), to: date(to) }),
  );
  return [rule, ...moves, ending(clock, due, locale), ...(clock.assumed ? [ASSUMED[locale]] : [])].join(' ');
}

function ending(clock: StoredClock, due: string, locale: Locale): string {
  if (clock.metAt !== null) {
    const words = isLate(clock, clock.metAt) ? MET_LATE : MET;
    return fill(words[locale], { at: fullDate(clock.metAt, locale), due });
  }
  if (clock.stoppedAt !== null) return fill(STOPPED[locale], { at: fullDate(clock.stoppedAt, locale) });
  return fill(DUE[locale], { due });
}

function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}
