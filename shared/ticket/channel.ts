/** Where a report came in. Dated data: the list changed over the years, and old reports keep their channel. */
import { startOfDate } from '../time/zone.ts';

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
  'balai_warga',
  'qlue',
] as const;

export type Channel = (typeof CHANNELS)[number];

export interface ChannelEntry {
  code: Channel;
  /** First day on which it took reports; null = before the CRM, not known to us. */
  from: string | null;
  /** First day on which it no longer did; null = still open. */
  until: string | null;
  /** Only JAKI sends the point along. */
  geotags: boolean;
  /** True where a date is our assumption. */
  assumed: boolean;
}

/** JAKI was opened on this day; that it took the place of the two before it on the same day is assumed. */
const JAKI_OPENED = '2019-09-27';

function open(code: Channel): ChannelEntry {
  return { code, from: null, until: null, geotags: false, assumed: false };
}

function gone(code: Channel): ChannelEntry {
  return { ...open(code), until: JAKI_OPENED, assumed: true };
}

const GONE = ['balai_warga', 'qlue'] as const satisfies readonly Channel[];

/** Thirteen are open today (CRM, 2023); Balai Warga and Qlue came before. */
export const CHANNEL_LIST: readonly ChannelEntry[] = CHANNELS.map((code) => {
  if (code === 'jaki') return { ...open(code), from: JAKI_OPENED, geotags: true };
  return GONE.some((old) => old === code) ? gone(code) : open(code);
});

export function findChannel(code: unknown): ChannelEntry | undefined {
  return CHANNEL_LIST.find((channel) => channel.code === code);
}

/** Did this channel take reports at `at` (ms UTC)? */
export function isOpenChannel({ from, until }: ChannelEntry, at: number): boolean {
  return (from === null || at >= startOfDate(from)) && (until === null || at < startOfDate(until));
}

/** The desks at which an office itself takes reports in: the only channels a unit_admin may file for. */
export const DESK_CHANNELS = [
  'kantor_lurah',
  'kantor_camat',
  'kantor_wali_kota',
] as const satisfies readonly Channel[];
