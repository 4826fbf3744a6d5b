/** Where reports come in, and since and until when. */
import { expect, it } from 'vitest';
import { CHANNELS, channelList, DESK_CHANNELS, findChannel, isOpenChannel } from '#shared/ticket/channel.ts';
import { LOCALES } from '#shared/words/locale.ts';
import { speaker } from '#shared/words/speak.ts';

const at = (text: string): number => Date.parse(`${text}+07:00`);
const openAt = (text: string): string[] =>
  channelList()
    .filter((channel) => isOpenChannel(channel, at(text)))
    .map(({ code }) => code);

it('each channel is listed once, in one order, with a name of its own in every language', () => {
  expect(channelList().map(({ code }) => code)).toEqual(CHANNELS);
  for (const locale of LOCALES) {
    const names = CHANNELS.map((code) => speaker(locale)(`common.channel_in_full.${code}`));
    expect(new Set(names).size).toBe(CHANNELS.length);
    expect(names.filter((name) => name.length < 4)).toEqual([]);
  }
});

it('is found by its code, and by nothing else', () => {
  for (const channel of channelList()) expect(findChannel(channel.code)).toEqual(channel);
  for (const other of ['JAKI', '', null, undefined, 3]) expect(findChannel(other)).toBeUndefined();
});

it('JAKI took the place of Balai Warga and Qlue at midnight WIB; the others were there before and after', () => {
  const before = openAt('2019-09-26T23:59:59.999');
  const after = openAt('2019-09-27T00:00:00.000');
  expect(before).toHaveLength(14);
  expect(after).toHaveLength(13);
  expect(after.filter((code) => !before.includes(code))).toEqual(['jaki']);
  expect(before.filter((code) => !after.includes(code))).toEqual(['balai_warga', 'qlue']);
  expect(openAt('2026-01-01T00:00:00')).toEqual(after);
});

it('only JAKI sends a point along, and only of those that went is a date assumed', () => {
  expect(
    channelList()
      .filter(({ geotags }) => geotags)
      .map(({ code }) => code),
  ).toEqual(['jaki']);
  expect(
    channelList()
      .filter(({ assumed }) => assumed)
      .map(({ code }) => code),
  ).toEqual(['balai_warga', 'qlue']);
});

it('an office takes in what comes to its own counter', () => {
  expect(DESK_CHANNELS).toEqual(['kantor_lurah', 'kantor_camat', 'kantor_wali_kota']);
});
