/** Where a report came in. Dated data: the list changed over the years (Balai Warga and Qlue are gone). */
export const CHANNELS = [
  'jaki',
  'twitter',
  'facebook',
  'email',
  'medsos_gubernur',
  'sms_wa',
  'pendopo',
  'inspektorat',
  'kantor_wali_kota',
  'kantor_camat',
  'kantor_lurah',
  'lapor',
  'media_massa',
] as const;

export type Channel = (typeof CHANNELS)[number];

/** The desks at which an office itself takes reports in: the only channels a unit_admin may file for. */
export const DESK_CHANNELS = [
  'kantor_lurah',
  'kantor_camat',
  'kantor_wali_kota',
] as const satisfies readonly Channel[];
