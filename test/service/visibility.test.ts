/** Who sees which report, and what they may do with it. What one may not see looks like what does not exist. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#shared/contract/session.ts';
import { LookupResult, TicketPage } from '#shared/contract/ticket.ts';
import { BANGKA, BINA_MARGA, type DemoName, type House, NARRATIVE, openHouse } from './harness.ts';

const PELA = '31.74.03.1004';

let house: House;
/** At Bangka, filed by its own admin · in the tray, filed by kanal · passed on from Bangka to the Dinas. */
let atBangka: string;
let inTray: string;
let passedOn: string;

beforeAll(async () => {
  house = await openHouse();
  const admin = await house.as('admin');
  atBangka = (await admin.file()).number;
  inTray = (await (await house.as('kanal')).file({ channel: 'twitter' })).number;
  passedOn = (await admin.file()).number;
  await admin.act(passedOn, { action: 'koordinasi', to: BINA_MARGA, reason: 'Jalan provinsi' });
});
afterAll(() => house.close());

const sees: [DemoName, { atBangka: boolean; inTray: boolean; passedOn: boolean }][] = [
  ['validator', { atBangka: true, inTray: true, passedOn: true }],
  ['supervisor', { atBangka: true, inTray: true, passedOn: true }],
  ['admin', { atBangka: true, inTray: false, passedOn: true }],
  ['dinas', { atBangka: false, inTray: false, passedOn: true }],
  ['kanal', { atBangka: false, inTray: true, passedOn: false }],
  ['lapangan', { atBangka: false, inTray: false, passedOn: false }],
  ['operator', { atBangka: false, inTray: false, passedOn: false }],
];

describe.each(sees)('%s', (name, expected) => {
  const numbers = () => ({ atBangka, inTray, passedOn });
  const visible = () =>
    Object.entries(expected)
      .filter(([, may]) => may)
      .map(([key]) => numbers()[key as keyof typeof expected])
      .sort();

  it('reads exactly what is theirs, and 404 for the rest', async () => {
    const officer = await house.as(name);
    for (const [key, may] of Object.entries(expected)) {
      const reply = await officer.get(`/tickets/${numbers()[key as keyof typeof expected]}`);
      if (may) expect(reply.status).toBe(200);
      else expect(reply.refusal()).toBe('not-found');
    }
  });

  it('lists exactly the same', async () => {
    const { items } = (await (await house.as(name)).get('/tickets')).as(TicketPage);
    expect(items.map(({ number }) => number).sort()).toEqual(visible());
  });

  it('looks up exactly the same; the rest is unknown', async () => {
    const reply = await (await house.as(name)).post('/tickets/lookup', { numbers: Object.values(numbers()) });
    const { items, unknown } = reply.as(LookupResult);
    expect(items.map(({ number }) => number).sort()).toEqual(visible());
    expect(items.length + unknown.length).toBe(3);
  });

  it('can neither claim nor annotate what they do not see', async () => {
    const officer = await house.as(name);
    for (const [key, may] of Object.entries(expected)) {
      if (may) continue;
      const number = numbers()[key as keyof typeof expected];
      expect((await officer.put(`/tickets/${number}/claim`)).refusal()).toBe('not-found');
      expect((await officer.delete(`/tickets/${number}/claim`)).refusal()).toBe('not-found');
      expect((await officer.try(number, { action: 'catat', note: 'x' })).refusal()).toBe('not-found');
    }
  });
});

it('what exists and what does not are answered alike', async () => {
  const dinas = await house.as('dinas');
  const [hidden, absent] = [
    await dinas.get(`/tickets/${atBangka}`),
    await dinas.get('/tickets/JK2503109998'),
  ];
  expect(hidden.text).toBe(absent.text);
  expect(hidden.status).toBe(absent.status);
});

describe('an office', () => {
  it('that passed a report on reads it and may note, no more', async () => {
    const ticket = await (await house.as('admin')).ticket(passedOn);
    expect(ticket.actions).toEqual(['catat']);
    const refused = await (await house.as('admin')).try(passedOn, { action: 'proses' });
    expect(refused.refusal()).toBe('forbidden');
  });

  it('that passed a report on reads where it stands and what happened, not what was said or shown since', async () => {
    const admin = await house.as('admin');
    const dinas = await house.as('dinas');
    const photo = new Blob([
      readFileSync(new URL('../fixtures/evidence/photos/plain-0be94610.jpg', import.meta.url)),
    ]);
    const address = 'Gang Melati VII';
    const { number } = await admin.file({ address, point: { lat: -6.2607, lon: 106.8161 } });
    await admin.act(number, { action: 'koordinasi', to: BINA_MARGA, reason: 'Jalan provinsi' });
    await admin.act(number, { action: 'catat', note: 'Sudah ditelepon' });
    await dinas.act(number, { action: 'proses' });
    await dinas.act(number, { action: 'catat', note: 'Rahasia dinas' });
    const { version } = await house.row(number);
    const action = JSON.stringify({ action: 'tindak_lanjut', narrative: NARRATIVE });
    await dinas.form(`/tickets/${number}/actions`, { action, after: photo }, { 'if-match': `"${version}"` });
    const [shown] = (await dinas.ticket(number)).photos;

    const ticket = await admin.ticket(number);
    expect(ticket).toMatchObject({ status: 'validasi', unit: { code: BINA_MARGA }, category: 'Jalan' });
    expect(ticket).toMatchObject({ description: '', points: [], photos: [], verdict: null });
    expect(ticket.events.map((event) => [event.action, event.reason ?? event.note ?? null])).toEqual([
      ['lapor', null],
      ['koordinasi', 'Jalan provinsi'],
      ['catat', 'Sudah ditelepon'],
      ['proses', null],
      ['catat', null],
      ['tindak_lanjut', null],
      ['bukti_diperiksa', null],
    ]);
    expect((await admin.get(`/photos/${shown?.id}`)).refusal()).toBe('not-found');
    for (const reply of [
      await admin.get(`/tickets/${number}`),
      await admin.get('/tickets'),
      await admin.post('/tickets/lookup', { numbers: [number] }),
    ]) {
      expect(reply.text).toContain(number);
      for (const unread of [address, '106.8161', 'Pasar Bangka oleh petugas', 'Rahasia dinas']) {
        expect(reply.text).not.toContain(unread);
      }
    }
  });

  it('that received it acts on it', async () => {
    const ticket = await (await house.as('dinas')).ticket(passedOn);
    expect(ticket.actions).toContain('proses');
    expect(ticket.sentBy?.code).toBe(BANGKA);
  });

  it('sees what lies with a unit below it, not what lies beside it', async () => {
    const camat = await house.hire('camat', 'unit_admin', '31.74.03');
    const pela = await house.hire('lurah_pela', 'unit_admin', PELA);
    expect((await camat.ticket(atBangka)).actions).toContain('proses');
    expect((await pela.get(`/tickets/${atBangka}`)).refusal()).toBe('not-found');
  });

  it('without a unit sees nothing at all', async () => {
    const lost = await house.hire('tanpa_unit', 'unit_admin', null);
    expect((await lost.get('/tickets')).as(TicketPage).items).toEqual([]);
    expect((await lost.get(`/tickets/${atBangka}`)).refusal()).toBe('not-found');
    expect((await lost.tryFile()).refusal()).toBe('forbidden');
  });
});

it('one who passes a report out of their own sight still gets the answer', async () => {
  const kanal2 = await house.hire('kanal_dua', 'channel_admin');
  const number = (await (await house.as('kanal')).file({ channel: 'email' })).number;
  const after = await kanal2.act(number, { action: 'koordinasi', to: BANGKA, reason: 'Alamat di Bangka' });
  expect(after).toMatchObject({ status: 'koordinasi', unit: { code: BANGKA }, actions: [] });
  expect((await kanal2.get(`/tickets/${number}`)).refusal()).toBe('not-found');
});

it('another system reads what officers did, not what they noted for each other', async () => {
  const { reads } = house.service.tickets.deps;
  const validator = await house.as('validator');
  const number = await house.inValidasi();
  await validator.act(number, { action: 'cek_lapangan', note: 'Tanyakan pada Pak RT' });
  await validator.act(number, { action: 'catat', note: 'Pelapor sering menelepon' });
  await validator.act(number, { action: 'kembalikan', reasonCodes: ['foto_tidak_ada'], note: 'Minta foto' });
  const told = await validator.ticket(number);
  expect(told.events.flatMap(({ note }) => note ?? [])).toHaveLength(3);
  const actor: Actor = { id: 'jaki', username: 'jaki', name: 'JAKI', role: 'api_client', unit: null };
  const row = await house.row(number);
  const { events } = await reads.ticket({ row, standings: [] }, { actor, language: 'id' });
  expect(events.map(({ action }) => action)).toEqual(
    told.events.map(({ action }) => action).filter((action) => action !== 'catat'),
  );
  expect(events.at(-1)).toMatchObject({ action: 'kembalikan', reasonCodes: ['foto_tidak_ada'] });
  expect(JSON.stringify(events)).not.toMatch(/Pak RT|menelepon|Minta foto/);
});
