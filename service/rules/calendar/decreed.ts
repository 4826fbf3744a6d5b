/**
 * National holidays and cuti bersama as decreed by the three ministers (SKB 3 Menteri), year by year. The package
 * that computes holidays knows no cuti bersama and is off by a day where the moon decides (Idulfitri 2025 and
 * 2026, Iduladha and Maulid 2024, 1 Muharram 2025), so where there is a decree, the decree is the source.
 */
import type { DayKind } from '#shared/deadline/calendar.ts';

export interface DecreedDay {
  date: string;
  kind: Extract<DayKind, 'holiday' | 'cuti_bersama'>;
  name: string;
  source: string;
}

/** The source of what was computed for a year without a decree: an estimate. */
export const FORECAST = 'date-holidays 3.37.0 (perkiraan)';

const SKB_2024 = 'SKB 3 Menteri No. 855/2023, 3/2023, 4/2023';
const SKB_2025 = 'SKB 3 Menteri No. 1017/2024, 2/2024, 2/2024';
const SKB_2025_CHANGED = 'SKB 3 Menteri No. 933/2025, 1/2025, 3/2025';
const SKB_2026 = 'SKB 3 Menteri No. 1497/2025, 2/2025, 5/2025';

function days(
  source: string,
  kind: DecreedDay['kind'],
  year: number,
  list: readonly (readonly [string, string])[],
): DecreedDay[] {
  return list.map(([day, name]) => ({ date: `${year}-${day}`, kind, name, source }));
}

export const DECREED: readonly DecreedDay[] = [
  ...days(SKB_2024, 'holiday', 2024, [
    ['01-01', 'Tahun Baru 2024 Masehi'],
    ['02-08', 'Isra Mikraj Nabi Muhammad'],
    ['02-10', 'Tahun Baru Imlek 2575 Kongzili'],
    ['03-11', 'Hari Suci Nyepi'],
    ['03-29', 'Wafat Isa Almasih'],
    ['03-31', 'Hari Paskah'],
    ['04-10', 'Idulfitri 1445 Hijriah'],
    ['04-11', 'Idulfitri 1445 Hijriah'],
    ['05-01', 'Hari Buruh Internasional'],
    ['05-09', 'Kenaikan Isa Almasih'],
    ['05-23', 'Hari Raya Waisak 2568 BE'],
    ['06-01', 'Hari Lahir Pancasila'],
    ['06-17', 'Iduladha 1445 Hijriah'],
    ['07-07', 'Tahun Baru Islam 1446 Hijriah'],
    ['08-17', 'Proklamasi Kemerdekaan'],
    ['09-16', 'Maulid Nabi Muhammad'],
    ['12-25', 'Hari Raya Natal'],
  ]),
  ...days('Keppres 10/2024', 'holiday', 2024, [['02-14', 'Pemungutan suara Pemilu 2024']]),
  ...days('Keppres 33/2024', 'holiday', 2024, [['11-27', 'Pemungutan suara Pilkada 2024']]),
  ...days(SKB_2024, 'cuti_bersama', 2024, [
    ['02-09', 'Tahun Baru Imlek'],
    ['03-12', 'Hari Suci Nyepi'],
    ['04-08', 'Idulfitri'],
    ['04-09', 'Idulfitri'],
    ['04-12', 'Idulfitri'],
    ['04-15', 'Idulfitri'],
    ['05-10', 'Kenaikan Isa Almasih'],
    ['05-24', 'Hari Raya Waisak'],
    ['06-18', 'Iduladha'],
    ['12-26', 'Hari Raya Natal'],
  ]),
  ...days(SKB_2025, 'holiday', 2025, [
    ['01-01', 'Tahun Baru 2025 Masehi'],
    ['01-27', 'Isra Mikraj Nabi Muhammad'],
    ['01-29', 'Tahun Baru Imlek 2576 Kongzili'],
    ['03-29', 'Hari Suci Nyepi'],
    ['03-31', 'Idulfitri 1446 Hijriah'],
    ['04-01', 'Idulfitri 1446 Hijriah'],
    ['04-18', 'Wafat Yesus Kristus'],
    ['04-20', 'Kebangkitan Yesus Kristus (Paskah)'],
    ['05-01', 'Hari Buruh Internasional'],
    ['05-12', 'Hari Raya Waisak 2569 BE'],
    ['05-29', 'Kenaikan Yesus Kristus'],
    ['06-01', 'Hari Lahir Pancasila'],
    ['06-06', 'Iduladha 1446 Hijriah'],
    ['06-27', 'Tahun Baru Islam 1447 Hijriah'],
    ['08-17', 'Proklamasi Kemerdekaan'],
    ['09-05', 'Maulid Nabi Muhammad'],
    ['12-25', 'Kelahiran Yesus Kristus'],
  ]),
  ...days(SKB_2025, 'cuti_bersama', 2025, [
    ['01-28', 'Tahun Baru Imlek'],
    ['03-28', 'Hari Suci Nyepi'],
    ['04-02', 'Idulfitri'],
    ['04-03', 'Idulfitri'],
    ['04-04', 'Idulfitri'],
    ['04-07', 'Idulfitri'],
    ['05-13', 'Hari Raya Waisak'],
    ['05-30', 'Kenaikan Yesus Kristus'],
    ['06-09', 'Iduladha'],
    ['12-26', 'Kelahiran Yesus Kristus'],
  ]),
  ...days(SKB_2025_CHANGED, 'cuti_bersama', 2025, [['08-18', 'Proklamasi Kemerdekaan']]),
  ...days(SKB_2026, 'holiday', 2026, [
    ['01-01', 'Tahun Baru 2026 Masehi'],
    ['01-16', 'Isra Mikraj Nabi Muhammad'],
    ['02-17', 'Tahun Baru Imlek 2577 Kongzili'],
    ['03-19', 'Hari Suci Nyepi'],
    ['03-21', 'Idulfitri 1447 Hijriah'],
    ['03-22', 'Idulfitri 1447 Hijriah'],
    ['04-03', 'Wafat Yesus Kristus'],
    ['04-05', 'Kebangkitan Yesus Kristus (Paskah)'],
    ['05-01', 'Hari Buruh Internasional'],
    ['05-14', 'Kenaikan Yesus Kristus'],
    ['05-27', 'Iduladha 1447 Hijriah'],
    ['05-31', 'Hari Raya Waisak 2570 BE'],
    ['06-01', 'Hari Lahir Pancasila'],
    ['06-16', 'Tahun Baru Islam 1448 Hijriah'],
    ['08-17', 'Proklamasi Kemerdekaan'],
    ['08-25', 'Maulid Nabi Muhammad'],
    ['12-25', 'Kelahiran Yesus Kristus'],
  ]),
  ...days(SKB_2026, 'cuti_bersama', 2026, [
    ['02-16', 'Tahun Baru Imlek'],
    ['03-18', 'Hari Suci Nyepi'],
    ['03-20', 'Idulfitri'],
    ['03-23', 'Idulfitri'],
    ['03-24', 'Idulfitri'],
    ['05-15', 'Kenaikan Yesus Kristus'],
    ['05-28', 'Iduladha'],
    ['12-24', 'Kelahiran Yesus Kristus'],
  ]),
];
