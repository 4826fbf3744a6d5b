/** Where a report came in. Dated data: the list changed over the years, and old reports keep their channel. */
import type { CityFacts } from '../city/facts.ts';
import { here } from '../city/here.ts';
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

export interface ChannelEntry extends Omit<CityFacts['channels'][number], 'code'> {
  code: Channel;
}

/** Those of the city, in the order of {@link CHANNELS}; CRM's were thirteen in 2023. */
export function channelList(): ChannelEntry[] {
  return CHANNELS.flatMap((code) =>
    here()
      .channels.filter((channel) => channel.code === code)
      .map((channel) => ({ ...channel, code })),
  );
}

export function findChannel(code: unknown): ChannelEntry | undefined {
  return channelList().find((channel) => channel.code === code);
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
