/** Mail to reporters and officers, handed to a real mail server. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HOUR, toTimestamp } from '#shared/time/zone.ts';
import { messageOut } from '../../../service/tables/message.ts';
import { BANGKA, type House, MONDAY, NARRATIVE, type Officer, openHouse } from '../harness.ts';
import { Browser, browse } from '../web-office.ts';
import { type MailServer, openMailServer } from './mail-server.ts';
import { HOME, mailedFrom, messagesOf, openPostHouse, round } from './post.ts';

const SITI = { name: 'Siti Aminah', email: 'Siti@Warga.test' };

let mail: MailServer;
let house: House;
let admin: Officer;
let validator: Officer;
beforeAll(async () => {
  mail = await openMailServer();
  house = await openPostHouse(mailedFrom(mail.url));
  [admin, validator] = await Promise.all([house.as('admin'), house.as('validator')]);
});
afterAll(async () => {
  await house.close();
  await mail.stop();
});
beforeEach(() => {
  mail.refuse(null);
  mail.letters.length = 0;
});

const file = async (reporter: object = SITI) =>
  admin.file({ reporter, description: 'Lubang di depan rumah Bu Siti', kelurahan: BANGKA });
const subjects = (): (string | undefined)[] => mail.letters.map(({ headers }) => headers.get('subject'));
const states = async (number: string) =>
  (await messagesOf(house, number)).map(({ kind, state, why }) =>
    [kind, state, why].filter(Boolean).join(' '),
  );

it('the very first report is announced, and what was there before messages were is not', async () => {
  const before = await openHouse();
  await (await before.as('admin')).file({ reporter: SITI });
  await before.stop();
  const house = await openPostHouse(mailedFrom(mail.url), { folder: before.folder });
  const { number } = await (await house.as('admin')).file({ reporter: SITI });
  await round(house);
  expect(subjects()).toEqual([`Laporan ${number} sudah diterima`]);
  await house.close();
});

describe('a reporter', () => {
  it('is written to at each step that concerns them, once, in plain words and both languages', async () => {
    const { number } = await file();
    await admin.act(number, { action: 'proses' });
    await admin.act(number, { action: 'disposisi_unit', to: BANGKA });
    await admin.act(number, { action: 'tindak_lanjut', narrative: NARRATIVE });
    await admin.act(number, { action: 'catat', note: 'Pelapor sering menelepon' });
    await validator.act(number, { action: 'setujui', reason: 'Sudah dicek sendiri' });
    await round(house);
    await round(house);
    expect(subjects()).toEqual([
      `Laporan ${number} sudah diterima`,
      `Laporan ${number} mulai ditangani`,
      `Laporan ${number} sudah ditindaklanjuti`,
      `Laporan ${number} selesai`,
    ]);
    const [first, , , last] = mail.letters;
    expect(first?.to).toEqual(['siti@warga.test']);
    expect(first?.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(first?.headers.get('message-id')).toMatch(/^<[\w-]{36}@tuntas\.test>$/);
    expect(first?.headers.get('auto-submitted')).toBe('auto-generated');
    expect(last?.text).toContain(`Lihat dan nilai hasilnya di ${HOME}/lacak/${number}`);
    expect(last?.text).toContain('See and rate the result at');
    for (const { text } of mail.letters) expect(text).not.toMatch(/Siti|Lubang|menelepon|dicek|penambalan/);
    expect(await messagesOf(house, number)).toMatchObject([
      { kind: 'diterima', sender: 'smtp', state: 'sent' },
      { kind: 'ditanggapi', state: 'sent' },
      { kind: 'ditindaklanjuti', state: 'sent' },
      { kind: 'selesai', state: 'sent' },
    ]);
    expect(JSON.stringify(await messagesOf(house, number))).not.toContain('warga');
    const trail = await (await browse(house, 'supervisor')).text(`/kelola/pemberitahuan?nomor=${number}`);
    expect(trail.match(/>Pelapor · surel</g)).toHaveLength(4);
  });

  it('is told when the report is refused, merged into another one, or reopened', async () => {
    const [refused, merged, into] = [await file(), await file(), await file({})];
    await round(house);
    mail.letters.length = 0;
    await admin.act(refused.number, { action: 'tolak', reasonCode: 'laporan_uji', reason: 'Uji' });
    await admin.act(merged.number, { action: 'gabung', into: into.number, reason: 'Sama' });
    await (await house.as('supervisor')).act(refused.number, { action: 'buka_kembali', reason: 'Keliru' });
    await round(house);
    expect(subjects()).toEqual([
      `Laporan ${refused.number} tidak dapat diproses`,
      `Laporan ${merged.number} digabung dengan ${into.number}`,
      `Laporan ${refused.number} dibuka kembali`,
    ]);
  });

  it('whose report was merged hears how it ended where it lives on, through a chain, each under their own number', async () => {
    const [first, second, target] = [await file(), await file({ email: 'budi@warga.test' }), await file({})];
    await admin.act(first.number, { action: 'gabung', into: second.number, reason: 'Sama' });
    await admin.act(second.number, { action: 'gabung', into: target.number, reason: 'Sama' });
    await round(house);
    mail.letters.length = 0;
    await admin.act(target.number, { action: 'proses' });
    await admin.act(target.number, { action: 'tindak_lanjut', narrative: NARRATIVE });
    await validator.act(target.number, { action: 'setujui', reason: 'Sudah dicek sendiri' });
    await (await house.as('supervisor')).act(target.number, { action: 'buka_kembali', reason: 'Keliru' });
    await round(house);
    expect(mail.letters.map(({ to, headers }) => [to[0], headers.get('subject')]).sort()).toEqual([
      ['budi@warga.test', `Laporan ${second.number} dibuka kembali`],
      ['budi@warga.test', `Laporan ${second.number} selesai`],
      ['siti@warga.test', `Laporan ${first.number} dibuka kembali`],
      ['siti@warga.test', `Laporan ${first.number} selesai`],
    ]);
  });

  it.each([
    ['nothing', {}],
    ['a telephone alone', { phone: '081234567890' }],
    ['two addresses', { email: 'a@warga.test, b@warga.test' }],
    ['a second header', { email: 'a@warga.test\r\nBcc: semua@warga.test' }],
    ['a name around it', { email: 'Siti <a@warga.test>' }],
    ['no address', { email: 'siti di warga' }],
  ])('who gave %s is not written to', async (_, reporter) => {
    const { number } = await file(reporter);
    await round(house);
    expect(mail.letters).toEqual([]);
    expect(await states(number)).toEqual([]);
  });

  it('whose data was erased gets nothing that still waited', async () => {
    const { number, trackingSecret } = await file();
    mail.refuse(451);
    await round(house);
    const erase = JSON.stringify({ trackingSecret });
    await house.call('POST', `/track/${number}/erase`, erase, { 'content-type': 'application/json' });
    mail.refuse(null);
    house.moveTo(house.now() + HOUR);
    await round(house);
    expect(mail.letters).toEqual([]);
    expect(await states(number)).toEqual(['diterima dropped no_address']);
    expect(JSON.stringify(await house.db.select().from(messageOut))).not.toMatch(/warga|Siti/i);
  });

  it('who wants no more gets none, by a link that only counts when it is pressed', async () => {
    const { number } = await file({ email: 'budi@warga.test' });
    await round(house);
    const link = /http:\/\/localhost(\/berhenti\/[\w-]+)/.exec(mail.letters[0]?.text ?? '')?.[1] ?? '';
    const visitor = new Browser(house);
    expect(await visitor.text(link)).toContain('Berhenti menerima');
    await admin.act(number, { action: 'proses' });
    await round(house);
    expect(mail.letters).toHaveLength(2);

    expect((await visitor.send(link, {})).status).toBe(303);
    expect(await visitor.text(link)).toContain('tidak menerima pemberitahuan lagi');
    await admin.act(number, { action: 'tindak_lanjut', narrative: NARRATIVE });
    await round(house);
    expect(mail.letters).toHaveLength(2);
    expect(await states(number)).toContain('ditindaklanjuti dropped unwanted');

    await visitor.send(link, { lagi: 'ya' });
    await validator.act(number, { action: 'setujui', reason: 'Sudah dicek sendiri' });
    await round(house);
    expect(subjects()).toContain(`Laporan ${number} selesai`);

    const oneClick = /<http:\/\/localhost([^>]+)>/.exec(
      mail.letters[0]?.headers.get('list-unsubscribe') ?? '',
    )?.[1];
    const pressed = await house.service.app.request(oneClick ?? '', {
      method: 'POST',
      body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
    });
    expect(pressed.status).toBe(204);
    expect(await visitor.text(link)).toContain('tidak menerima pemberitahuan lagi');
  });

  it('cannot be silenced by a link that somebody made up', async () => {
    const visitor = new Browser(house);
    const token = house.service.messages.unsubscribes.tokenFor('siti@warga.test');
    for (const false_ of [`${token.slice(0, -1)}_`, token.slice(0, 43), `${token}x`, 'x'.repeat(65)]) {
      expect((await visitor.get(`/berhenti/${false_}`)).status).toBe(404);
      expect((await visitor.send(`/berhenti/${false_}`, {})).status).toBe(404);
    }
    expect((await visitor.send(`/berhenti/${token}`, {}, 'http://lain.test')).status).toBe(403);
  });
});

describe('an officer', () => {
  let mine: Browser;
  beforeAll(async () => {
    mine = await browse(house, 'admin');
    expect((await mine.send('/kelola/pesan', { email: 'LURAH@bangka.test' })).status).toBe(303);
  });

  it('hears of a follow-up that came back, while it is still theirs to mend', async () => {
    const [back, mended] = [await file({}), await file({})];
    for (const { number } of [back, mended]) {
      await admin.act(number, { action: 'proses' });
      await admin.act(number, { action: 'tindak_lanjut', narrative: NARRATIVE });
      await validator.act(number, { action: 'kembalikan', reasonCodes: ['foto_tidak_ada'] });
    }
    await admin.act(mended.number, { action: 'tindak_lanjut', narrative: NARRATIVE });
    await round(house);
    expect(mail.letters.map(({ to }) => to)).toEqual([['lurah@bangka.test']]);
    expect(subjects()).toEqual([`Tindak lanjut ${back.number} dikembalikan`]);
    expect(await states(mended.number)).toEqual(['dikembalikan dropped late']);
    expect((await messagesOf(house, back.number))[0]).toMatchObject({ to: 'admin' });
  });

  it('hears that a postponement has ended, unless somebody postponed it again meanwhile', async () => {
    const until = (hours: number) => toTimestamp(house.now() + hours * HOUR);
    const [ended, again] = [await file({}), await file({})];
    for (const { number } of [ended, again]) {
      await admin.act(number, { action: 'proses' });
      await admin.act(number, { action: 'tunda', until: until(2), reason: 'Hujan' });
    }
    house.moveTo(house.now() + 2 * HOUR);
    await house.service.tickets.jobs.find(({ name }) => name === 'ended postponements')?.run();
    await admin.act(again.number, { action: 'tunda', until: until(2), reason: 'Masih hujan' });
    await round(house);
    const told = subjects().filter((one) => one?.startsWith('Penundaan'));
    expect(told).toEqual([`Penundaan ${ended.number} berakhir`]);
  });

  it('hears of a limit in the hour before it, once, and of none that was met', async () => {
    // Past the limits of what the tests before left open.
    house.moveTo(house.now() + 7 * HOUR);
    const [near, met] = [await file({}), await file({})];
    const told = () => subjects().filter((one) => [near, met].some(({ number }) => one?.includes(number)));
    house.moveTo(house.now() + 5 * HOUR - 60_000);
    await round(house);
    expect(told()).toEqual([]);
    house.moveTo(house.now() + 60_000);
    await admin.act(met.number, { action: 'proses' });
    await round(house);
    await round(house);
    expect(told()).toEqual([`Batas waktu ${near.number} hampir tiba`]);
  });

  it('who gave no address or may no longer work here is not written to', async () => {
    expect((await mine.send('/kelola/pesan', { email: 'bukan surel' })).status).toBe(422);
    expect((await mine.send('/kelola/pesan', {})).status).toBe(303);
    await file({});
    house.moveTo(house.now() + 5 * HOUR);
    await round(house);
    expect(mail.letters).toEqual([]);
  });
});

describe('a mail server that', () => {
  it('is away costs no message a try, and is sent all of it once it is back', async () => {
    const { number } = await file();
    await mail.stop();
    await round(house);
    expect(await house.db.select().from(messageOut).where(eq(messageOut.state, 'waiting'))).toMatchObject([
      { tries: 0 },
    ]);
    await mail.start();
    await round(house);
    expect(subjects()).toEqual([`Laporan ${number} sudah diterima`]);
  });

  it('cannot take it now is asked again later and later, and then no more', async () => {
    const { number } = await file();
    mail.refuse(451);
    await round(house);
    mail.refuse(null);
    await round(house);
    expect(mail.letters).toEqual([]);
    house.moveTo(house.now() + HOUR);
    await round(house);
    expect(subjects()).toEqual([`Laporan ${number} sudah diterima`]);

    const other = await file();
    mail.refuse(451);
    for (let tries = 0; tries < 12; tries++) {
      await round(house);
      house.moveTo(house.now() + 15 * HOUR);
    }
    expect(await states(other.number)).toEqual(['diterima dead tired']);
  });

  it('will not take it leaves a dead letter, which a person may have sent again', async () => {
    const { number } = await file();
    mail.refuse(550);
    await round(house);
    mail.refuse(null);
    house.moveTo(house.now() + HOUR);
    await round(house);
    expect([mail.letters.length, await states(number)]).toEqual([0, ['diterima dead refused']]);
    const operator = await browse(house, 'operator');
    const page = await operator.text('/kelola/pesan');
    expect(page).toContain('Ditolak penerima atau servernya');
    expect(page).not.toContain('warga');
    const [dead] = await house.db.select().from(messageOut).where(eq(messageOut.why, 'refused'));
    const path = `/kelola/pesan/gagal/${dead?.id}`;
    expect((await (await browse(house, 'admin')).send(path, {})).status).toBe(403);
    expect((await operator.send(path, {})).status).toBe(303);
    expect((await operator.send(path, {})).status).toBe(404);
    await round(house);
    expect(subjects()).toEqual([`Laporan ${number} sudah diterima`]);
  });

  it('hangs up at the end of a letter may have it: it is not sent again unasked', async () => {
    const { number } = await file();
    mail.hangUp();
    await round(house);
    house.moveTo(house.now() + HOUR);
    await round(house);
    expect([mail.letters.length, await states(number)]).toEqual([1, ['diterima dead unclear']]);
  });

  it('lies elsewhere gets nothing in the clear', async () => {
    const far = await openPostHouse(mailedFrom(mail.url.replace('127.0.0.1', '127.0.0.2')));
    await (await far.as('admin')).file({ reporter: SITI });
    await round(far);
    expect(mail.letters).toEqual([]);
    await far.close();
  });
});

describe('a service', () => {
  it('that died while sending sends nothing twice, and under the same name when it is asked to', async () => {
    const first = await openPostHouse(mailedFrom(mail.url));
    const { number } = await (await first.as('admin')).file({ reporter: SITI });
    await round(first);
    const name = mail.letters[0]?.headers.get('message-id');
    // As a kill between the server's yes and our record leaves it.
    await first.db.update(messageOut).set({ state: 'sending', settledAt: null });
    await first.stop();
    const second = await openPostHouse(mailedFrom(mail.url), { folder: first.folder });
    await round(second);
    expect(mail.letters).toHaveLength(1);
    expect(await messagesOf(second, number)).toMatchObject([{ state: 'dead', why: 'unclear' }]);
    const [{ id } = { id: '' }] = await second.db.select().from(messageOut);
    await (await browse(second, 'operator')).send(`/kelola/pesan/gagal/${id}`, {});
    await round(second);
    expect(mail.letters.map(({ headers }) => headers.get('message-id'))).toEqual([name, name]);
    await second.close();
  });

  it('writes to nobody about what happened before it sent messages, or too long ago', async () => {
    const silent = await openHouse();
    const { number } = await (await silent.as('admin')).file({ reporter: SITI });
    await silent.stop();
    const speaking = await openPostHouse(mailedFrom(mail.url), { folder: silent.folder });
    const supervisor = await speaking.as('supervisor');
    await supervisor.act(number, { action: 'tolak', reasonCode: 'laporan_uji', reason: 'Uji' });
    speaking.moveTo(MONDAY + 25 * HOUR);
    await round(speaking);
    expect(mail.letters).toEqual([]);
    expect(await messagesOf(speaking, number)).toEqual([]);
    await speaking.close();
  });
});

describe('the words of a message', () => {
  const path = '/kelola/pesan/isi/diterima';
  const words = (over: Record<string, string> = {}) => ({
    'id.subject': 'Terima kasih, {nomor} <b>kami</b> terima',
    'id.body': 'Lihat {tautan}',
    'en.subject': 'Thank you for {nomor}',
    'en.body': 'See {tautan}',
    ...over,
  });

  it('are changed by those who manage them, from an instant on, and always carry the way out', async () => {
    const supervisor = await browse(house, 'supervisor');
    expect((await (await browse(house, 'admin')).get(path)).status).toBe(403);
    const from = new Date(house.now() + HOUR + 7 * HOUR).toISOString().slice(0, 16);
    expect((await supervisor.send(path, words({ from }))).status).toBe(303);
    const before = await file();
    await round(house);
    house.moveTo(house.now() + 2 * HOUR);
    const after = await file();
    await round(house);
    expect(subjects()).toEqual([
      `Laporan ${before.number} sudah diterima`,
      `Terima kasih, ${after.number} <b>kami</b> terima`,
    ]);
    expect(mail.letters[1]?.text).toMatch(/Lihat http:\S+\n\nTidak ingin .*\/berhenti\//);
    expect(await supervisor.text(path)).toContain('&lt;b>kami&lt;/b>');
  });

  it.each([
    ['a second line in the subject', { 'id.subject': 'Laporan\nBcc: semua@warga.test' }],
    ['a gap that nothing fills', { 'id.body': 'Halo {nama}' }],
    ['a control character', { 'en.body': 'a\u0007b' }],
    ['no words', { 'en.subject': '  ' }],
    ['a start in the past', { from: '2025-03-01T08:00' }],
  ])('are not set with %s', async (_, over) => {
    const supervisor = await browse(house, 'supervisor');
    expect((await supervisor.send(path, words(over))).status).toBe(422);
  });
});
