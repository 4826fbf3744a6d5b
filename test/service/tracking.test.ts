/** What the public sees by a number, and what the reporter may do with the secret handed out at filing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReporterExport } from '#shared/contract/privacy.ts';
import { Ticket, Tracking } from '#shared/contract/ticket.ts';
import { fixture } from './evidence/desk.ts';
import { type House, type Officer, openHouse } from './harness.ts';

const DESCRIPTION = 'Lubang besar di depan rumah Bu Siti, hubungi 081234567890';

describe('following a report', () => {
  let house: House;
  let admin: Officer;
  let validator: Officer;
  beforeAll(async () => {
    house = await openHouse();
    [admin, validator] = await Promise.all([house.as('admin'), house.as('validator')]);
  });
  afterAll(() => house.close());

  async function finished(): Promise<{ number: string; trackingSecret: string }> {
    const filed = await admin.file({ description: DESCRIPTION, reporter: { name: 'Siti Aminah' } });
    await admin.act(filed.number, { action: 'proses' });
    await admin.act(filed.number, { action: 'tindak_lanjut', narrative: 'Ditambal di depan rumah Bu Siti.' });
    await admin.act(filed.number, { action: 'catat', note: 'Catatan dalam kantor' });
    await validator.act(filed.number, { action: 'setujui', reason: 'Sudah dicek sendiri' });
    return filed;
  }
  const pageOf = async (number: string): Promise<string> =>
    (await house.service.app.request(`/lacak/${number}`)).text();
  const rate = (number: string, body: object) =>
    house.call('POST', `/tickets/${number}/actions`, JSON.stringify({ action: 'nilai', ...body }), {
      'content-type': 'application/json',
    });

  it('needs no sign-in, tells dated steps, and no name, text or note', async () => {
    const { number } = await finished();
    const reply = await house.call('GET', `/track/${number}`);
    const tracking = reply.as(Tracking);
    expect(tracking).toMatchObject({ number, status: 'selesai', category: 'Jalan' });
    expect(tracking.steps.map((step) => step.text)).toEqual([
      'Laporan diterima',
      'Laporan mulai dikerjakan',
      'Kantor menyampaikan hasil kerja',
      'Hasil kerja disetujui, laporan selesai',
    ]);
    expect(reply.text).not.toMatch(/Siti|0812|Catatan|dicek|Dewi|Rina/);
    expect(reply.headers.get('x-robots-tag')).toBe('noindex');
  });

  it('speaks English to who asks for it, and knows no number that does not exist', async () => {
    const { number } = await finished();
    const english = await house.call('GET', `/track/${number.toLowerCase()}`, null, {
      'accept-language': 'en',
    });
    expect(english.as(Tracking).statusText).toBe('Done');
    expect((await house.call('GET', '/track/JK2503100999')).refusal()).toBe('not-found');
    expect((await house.call('GET', '/track/JK2513450001')).refusal()).toBe('not-found');
  });

  it('is rated with the secret alone; the newest rating counts', async () => {
    const { number, trackingSecret } = await finished();
    const { version } = await house.row(number);
    expect((await rate(number, { stars: 2, trackingSecret })).as(Tracking).stars).toBe(2);
    expect(
      (await rate(number, { stars: 5, comment: 'Terima kasih', trackingSecret })).as(Tracking).stars,
    ).toBe(5);
    expect((await house.row(number)).version).toBe(version + 2);
    expect((await validator.ticket(number)).events.at(-1)?.actor).toEqual({ role: 'reporter' });
  });

  it('answers a wrong secret as a number that does not exist', async () => {
    const { number, trackingSecret } = await finished();
    for (const wrong of [`${trackingSecret}x`, '', 'salah', 7, null]) {
      expect((await rate(number, { stars: 5, trackingSecret: wrong })).refusal()).toBe('not-found');
    }
    expect((await rate('JK2503109999', { stars: 5, trackingSecret })).refusal()).toBe('not-found');
    const other = await finished();
    expect((await rate(other.number, { stars: 5, trackingSecret })).refusal()).toBe('not-found');
  });

  it('says by when what comes next, and why work came back, in the reasons’ words alone', async () => {
    const filed = await admin.file({ description: DESCRIPTION });
    const told = async () => (await house.call('GET', `/track/${filed.number}`)).as(Tracking);
    expect((await told()).next).toEqual({
      text: 'Kantor yang berwenang menanggapi laporan',
      dueAt: filed.nextDueAt,
    });
    await admin.act(filed.number, { action: 'proses' });
    expect((await told()).next?.text).toBe('Kantor menyelesaikan pekerjaan');
    await admin.act(filed.number, { action: 'tindak_lanjut', narrative: 'Ditambal di depan rumah Bu Siti.' });
    expect((await told()).next?.text).toBe('Hasil kerja diperiksa');
    const until = '2025-03-11T09:00:00.000+07:00';
    await validator.act(filed.number, { action: 'tunda', until, reason: 'Menunggu Bu Siti' });
    expect((await told()).next).toEqual({ text: 'Laporan ditunda, lalu dilanjutkan', dueAt: until });
    await validator.act(filed.number, {
      action: 'kembalikan',
      reasonCodes: ['foto_tidak_ada', 'belum_selesai'],
      note: 'Bu Siti bilang masih berlubang',
    });
    const { steps, next } = await told();
    expect(steps.at(-1)?.reasons).toEqual(['Foto tidak ada', 'Belum selesai']);
    expect(next?.text).toBe('Kantor menyelesaikan pekerjaan');
    const page = await pageOf(filed.number);
    expect(page).toMatch(/Foto tidak ada; Belum selesai/);
    expect(page).toContain('Kantor menyelesaikan pekerjaan');
    expect(page).not.toMatch(/Siti/);
  });

  it('says why a report was refused, and that nothing follows', async () => {
    const { number } = await admin.file();
    await admin.act(number, {
      action: 'tolak',
      reasonCode: 'lokasi_tidak_ditemukan',
      reason: 'Bu Siti pindah',
    });
    const { steps, next } = (await house.call('GET', `/track/${number}`)).as(Tracking);
    expect(steps.at(-1)?.reasons).toEqual(['Lokasi tidak ditemukan']);
    expect(next).toBeUndefined();
  });

  describe('whose work was approved with photos', () => {
    const photo = () => new File([new Uint8Array(fixture('plain-4f3fbeca.jpg'))], 'sesudah.jpg');
    async function withPhotos(isPrivate: boolean) {
      const filed = await admin.file({ private: isPrivate });
      const { version } = await admin.act(filed.number, { action: 'proses' });
      const done = await admin.form(
        `/tickets/${filed.number}/actions`,
        {
          action: JSON.stringify({ action: 'tindak_lanjut', narrative: 'Lubang sudah ditambal rata.' }),
          after: [photo()],
          before: [photo()],
        },
        { 'if-match': `"${version}"` },
      );
      const { photos } = done.as(Ticket);
      const id = (kind: string): string => photos.find((each) => each.kind === kind)?.id ?? '';
      return { number: filed.number, after: id('after'), before: id('before') };
    }
    const approve = (number: string) =>
      validator.act(number, { action: 'setujui', reason: 'Sudah dicek sendiri' });
    const seen = (number: string, id: string) => house.call('GET', `/track/${number}/photos/${id}`);

    it('shows them to everybody once it is done, without metadata, and no other of its photos', async () => {
      const { number, after, before } = await withPhotos(false);
      expect((await house.call('GET', `/track/${number}`)).as(Tracking).results).toBeUndefined();
      expect((await seen(number, after)).refusal()).toBe('not-found');
      await approve(number);
      expect((await house.call('GET', `/track/${number}`)).as(Tracking).results).toEqual([after]);
      const reply = await seen(number, after);
      expect(reply.status).toBe(200);
      expect(reply.headers.get('content-type')).toBe('image/webp');
      expect(reply.headers.get('content-security-policy')).toContain('sandbox');
      expect((await seen(number, before)).refusal()).toBe('not-found');
      expect((await seen(number, 'bukan-foto')).refusal()).toBe('not-found');
      const other = await finished();
      expect((await seen(other.number, after)).refusal()).toBe('not-found');
      const page = await pageOf(number);
      expect(page).toContain(`/api/v1/track/${number}/photos/${after}`);
      // Taken up again, it is no result any more.
      await house
        .as('supervisor')
        .then((supervisor) => supervisor.act(number, { action: 'buka_kembali', reason: 'Berlubang lagi' }));
      expect((await seen(number, after)).refusal()).toBe('not-found');
    });

    it('shows none of a private report, nor one that was merged into it', async () => {
      const { number, after } = await withPhotos(true);
      const merged = await admin.file({ private: false });
      await admin.act(merged.number, { action: 'gabung', into: number, reason: 'Lubang yang sama' });
      await approve(number);
      for (const each of [number, merged.number]) {
        expect((await house.call('GET', `/track/${each}`)).as(Tracking).results).toBeUndefined();
        expect((await seen(each, after)).refusal()).toBe('not-found');
      }
    });
  });

  describe('that was merged, through a chain', () => {
    const merge = (number: string, into: string) =>
      admin.act(number, { action: 'gabung', into, reason: 'Lubang yang sama' });
    const tracked = async (number: string) => (await house.call('GET', `/track/${number}`)).as(Tracking);

    it('tells how it goes on where it lives on, and what happened to itself', async () => {
      const [first, second, third] = [await admin.file(), await admin.file(), await admin.file()];
      await merge(first.number, second.number);
      await merge(second.number, third.number);
      await admin.act(third.number, { action: 'proses' });
      const tracking = await tracked(first.number);
      expect(tracking).toMatchObject({
        status: 'menunggu',
        mergedInto: second.number,
        progress: { number: third.number, status: 'proses', statusText: 'Sedang dikerjakan' },
      });
      expect(tracking.progress?.steps.at(-1)?.text).toBe('Laporan mulai dikerjakan');
      expect(tracking.steps.at(-1)?.text).toContain('igabung');
      expect((await tracked(third.number)).progress).toBeUndefined();
    });

    it('is rated by its own reporter once that is done: one rating each, on the one that was done', async () => {
      const [first, second] = [await admin.file(), await admin.file()];
      const target = await admin.file();
      await merge(first.number, second.number);
      await merge(second.number, target.number);
      const rating = (filed: { number: string; trackingSecret: string }, stars: number, more = {}) =>
        rate(filed.number, { stars, trackingSecret: filed.trackingSecret, ...more });
      expect((await rating(first, 5)).refusal()).toBe('illegal-transition');
      await admin.act(target.number, { action: 'proses' });
      await admin.act(target.number, { action: 'tindak_lanjut', narrative: 'Lubang sudah ditambal rata.' });
      await validator.act(target.number, { action: 'setujui', reason: 'Sudah dicek sendiri' });
      expect((await rating(first, 1)).as(Tracking).stars).toBe(1);
      expect((await rating(first, 2, { comment: 'Agak lama' })).as(Tracking).stars).toBe(2);
      expect((await rating(target, 4)).as(Tracking).stars).toBe(4);
      expect((await tracked(second.number)).stars).toBeUndefined();
      // Not by a secret of another of them.
      expect((await rate(target.number, { stars: 1, trackingSecret: first.trackingSecret })).refusal()).toBe(
        'not-found',
      );
      const { events } = await validator.ticket(target.number);
      expect(events.slice(-3).map(({ action, number }) => [action, number])).toEqual([
        ['nilai', first.number],
        ['nilai', first.number],
        ['nilai', undefined],
      ]);
      expect(JSON.stringify(events)).not.toContain('Agak lama');
      // Each is handed their own words and stars, and nobody else's.
      const handedOut = async ({ number, trackingSecret }: typeof first) =>
        (
          await house.call('POST', `/track/${number}/export`, JSON.stringify({ trackingSecret }), {
            'content-type': 'application/json',
          })
        )
          .as(ReporterExport)
          .ratings.map(({ stars, comment }) => [stars, comment]);
      expect(await handedOut(first)).toEqual([
        [1, undefined],
        [2, 'Agak lama'],
      ]);
      expect(await handedOut(target)).toEqual([[4, undefined]]);
    });
  });

  it('is rated only once it is done, and only with stars from one to five', async () => {
    const open = await admin.file();
    expect((await rate(open.number, { stars: 5, trackingSecret: open.trackingSecret })).refusal()).toBe(
      'illegal-transition',
    );
    const { number, trackingSecret } = await finished();
    for (const stars of [0, 6, 2.5, '5', null]) {
      expect((await rate(number, { stars, trackingSecret })).refusal()).toBe('invalid');
    }
    expect((await rate(number, { stars: 5, trackingSecret, status: 'proses' })).refusal()).toBe('invalid');
  });

  it('leaves every other action to officers who are signed in', async () => {
    const { number, trackingSecret } = await finished();
    const reply = await house.call(
      'POST',
      `/tickets/${number}/actions`,
      JSON.stringify({ action: 'buka_kembali', reason: 'x', trackingSecret }),
      { 'content-type': 'application/json' },
    );
    expect(reply.refusal()).toBe('unauthenticated');
    expect((await house.call('POST', `/tickets/${number}/actions`, '{"action":"nilai"')).refusal()).toBe(
      'unauthenticated',
    );
  });
});

it('counts calls per address: an invented token starts no new count, an officer keeps theirs', async () => {
  const house = await openHouse();
  const officer = await house.as('admin');
  const path = '/track/JK2503109999';
  const invented = (i: number) => ({ authorization: `Bearer invented-token-${i}` });
  const words: string[] = [];
  for (let i = 0; i < 301; i++) words.push((await house.call('GET', path, null, invented(i))).refusal());
  expect(words.filter((word) => word === 'rate-limited')).toHaveLength(1);
  const guess = JSON.stringify({ action: 'nilai', stars: 5, trackingSecret: 'tebakan' });
  const headers = { 'content-type': 'application/json', ...invented(0) };
  const guessed = await house.call('POST', '/tickets/JK2503109999/actions', guess, headers);
  expect([guessed.refusal(), guessed.headers.has('retry-after')]).toEqual(['rate-limited', true]);
  const taken = await house.call('POST', `${path}/export`, JSON.stringify({ trackingSecret: 'x' }), headers);
  expect(taken.refusal()).toBe('rate-limited');
  expect((await officer.get(path)).refusal()).toBe('not-found');
  await house.close();
});
