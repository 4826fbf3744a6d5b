/** Channels and categories: what a form offers, and what filing makes of channels that are gone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CategoriesResult, ChannelsResult } from '#shared/contract/reference.ts';
import { CHANNELS, channelList, isOpenChannel } from '#shared/ticket/channel.ts';
import { type House, openHouse } from './harness.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

describe('channels', () => {
  it('each code has one entry', () => {
    expect(channelList().map(({ code }) => code)).toEqual([...CHANNELS]);
  });

  it('thirteen are open today; the two that are gone are listed with the day they ended', async () => {
    const lapangan = await house.as('lapangan');
    const open = (await lapangan.get('/channels?at=2025-03-10T09:00:00%2B07:00')).as(ChannelsResult).items;
    expect(open).toHaveLength(13);
    const all = (await lapangan.get('/channels')).as(ChannelsResult).items;
    const ended = all.filter(({ until }) => until !== null);
    expect(ended.map(({ code, assumed }) => [code, assumed])).toEqual([
      ['balai_warga', true],
      ['qlue', true],
    ]);
  });

  it('a channel opens and ends at midnight in Jakarta', () => {
    const jaki = channelList().find(({ code }) => code === 'jaki');
    const qlue = channelList().find(({ code }) => code === 'qlue');
    if (!jaki || !qlue) throw new Error('missing');
    const [before, after] = ['2019-09-26T23:59:59.999+07:00', '2019-09-27T00:00:00+07:00'].map(Date.parse);
    expect([isOpenChannel(jaki, before ?? 0), isOpenChannel(jaki, after ?? 0)]).toEqual([false, true]);
    expect([isOpenChannel(qlue, before ?? 0), isOpenChannel(qlue, after ?? 0)]).toEqual([true, false]);
  });

  it('are named in the caller’s language', async () => {
    const admin = await house.as('admin');
    const label = async (language: string) =>
      (await admin.get('/channels', { 'accept-language': language }))
        .as(ChannelsResult)
        .items.find(({ code }) => code === 'kantor_wali_kota')?.label;
    expect([await label('id'), await label('en')]).toEqual(['Kantor Wali Kota', 'Mayor’s office']);
  });

  it('no report comes in by one that is gone: the refusal says until when it was open', async () => {
    const reply = await (await house.as('kanal')).tryFile({ channel: 'qlue' });
    expect(reply.refusal()).toBe('invalid');
    expect(reply.problem()).toMatchObject({
      detail:
        'Kanal Qlue (qlue) hanya menerima laporan sampai 27 Sep 2019. Pilih kanal lain; lihat GET /channels.',
      errors: [{ path: 'channel', code: 'closed' }],
    });
  });

  it('a report of those days, entered late, keeps the channel it came in by', async () => {
    const kanal = await house.as('kanal');
    const old = await kanal.file({ channel: 'qlue', reportedAt: '2018-05-02T08:00:00+07:00' });
    expect(old.channel).toBe('qlue');
    const early = await kanal.tryFile({ channel: 'jaki', reportedAt: '2018-05-02T08:00:00+07:00' });
    expect(early.problem().errors).toMatchObject([{ path: 'channel', code: 'closed' }]);
  });

  it('an office files for its own desk only, in those days as now', async () => {
    const admin = await house.as('admin');
    const reply = await admin.tryFile({ channel: 'qlue', reportedAt: '2018-05-02T08:00:00+07:00' });
    expect(reply.refusal()).toBe('invalid');
  });
});

describe('categories', () => {
  it('name the office usually in charge, or none where it is the kelurahan itself', async () => {
    const { items } = (await (await house.as('operator')).get('/categories')).as(CategoriesResult);
    expect(items.find(({ name }) => name === 'Jalan')?.office).toEqual({
      code: 'dinas-bina-marga',
      name: 'Dinas Bina Marga',
    });
    expect(items.find(({ name }) => name === 'Sampah')?.office).toBeNull();
  });

  it('and channels are for those who signed in', async () => {
    for (const path of ['/channels', '/categories']) {
      expect((await house.call('GET', path)).refusal()).toBe('unauthenticated');
    }
  });
});
