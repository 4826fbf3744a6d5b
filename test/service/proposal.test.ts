/** Which office is proposed for a report, and why: from what was decided before, else from its category. */
import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JAKARTA } from '#shared/city/packs.ts';
import { loadBoundaries } from '../../service/compose/commands/boundaries.ts';
import { BANGKA, BINA_MARGA, type House, openHouse } from './harness.ts';

const [KUNINGAN, PELA, SENEN] = ['31.74.03.1001', '31.74.03.1003', '31.71.04.1001'];
const LH = 'dinas-lh';
const SUDIN = 'sudin-bina-marga-31.74';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

/** A report in a kelurahan that its office passes on. */
async function passOn(kelurahan: string, to: string, category = 'Jalan'): Promise<string> {
  const { number } = await (await house.as('kanal')).file({ channel: 'jaki', kelurahan, category });
  const username = `admin_${kelurahan}`.replaceAll('.', '_');
  const admin = kelurahan === BANGKA ? await house.as('admin') : await hired(username, kelurahan);
  await admin.act(number, { action: 'koordinasi', to, reason: 'Kewenangan kantor lain' });
  return number;
}

const hires = new Map<string, Promise<Awaited<ReturnType<House['hire']>>>>();
beforeEach(() => hires.clear());
function hired(username: string, unit: string) {
  const known = hires.get(username) ?? house.hire(username, 'unit_admin', unit);
  hires.set(username, known);
  return known;
}

async function proposed(over: object = {}, language = 'id') {
  const kanal = await house.as('kanal');
  const headers = { 'accept-language': language };
  return (await kanal.file({ channel: 'jaki', kelurahan: BANGKA, ...over }, headers)).proposedUnit;
}

describe('the proposed office', () => {
  it('is the one usually in charge of the category while too little was decided', async () => {
    for (let i = 0; i < 4; i++) await passOn(BANGKA, LH);
    expect(await proposed()).toEqual({
      code: BINA_MARGA,
      name: 'Dinas Bina Marga',
      why: 'Biasanya menangani kategori Jalan',
    });
  });

  it('is none for what the kelurahan does itself', async () => {
    expect(await proposed({ category: 'Sampah' })).toBeUndefined();
  });

  it('is the one that like reports of this kelurahan went to, with the figures', async () => {
    for (let i = 0; i < 5; i++) await passOn(BANGKA, LH);
    await passOn(BANGKA, BINA_MARGA);
    expect(await proposed()).toMatchObject({
      code: LH,
      why: '5 dari 6 laporan Jalan yang diteruskan di Kelurahan Bangka dalam 12 bulan terakhir menuju Dinas Lingkungan Hidup',
    });
    expect((await proposed({}, 'en'))?.why).toBe(
      '5 of 6 reports on Jalan passed on in Kelurahan Bangka in the last 12 months went to Dinas Lingkungan Hidup',
    );
    expect((await proposed({ category: 'Trotoar' }))?.code).toBe(BINA_MARGA);
  });

  it('goes by the kecamatan where the kelurahan has decided too little, then by Jakarta', async () => {
    for (let i = 0; i < 3; i++) await passOn(KUNINGAN, LH);
    for (let i = 0; i < 2; i++) await passOn(PELA, LH);
    expect((await proposed())?.why).toContain(
      '5 dari 5 laporan Jalan yang diteruskan di Kecamatan Mampang Prapatan',
    );
    expect((await proposed({ kelurahan: SENEN }))?.why).toContain('di Provinsi DKI Jakarta');
    for (let i = 0; i < 5; i++) await passOn(BANGKA, 'dinas-sda');
    expect((await proposed())?.code).toBe('dinas-sda');
    expect((await proposed({ kelurahan: PELA }))?.why).toContain('5 dari 10');
  });

  it('is none of several among which no half agrees', async () => {
    for (const to of [LH, LH, 'dinas-sda', 'dinas-sosial', 'satpol-pp']) await passOn(BANGKA, to);
    expect((await proposed())?.why).toBe('Biasanya menangani kategori Jalan');
  });

  it('forgets an office that sends such reports on or back', async () => {
    const dinas = await house.hire('lh', 'unit_admin', LH);
    for (let i = 0; i < 6; i++) {
      const number = await passOn(BANGKA, LH);
      const to = i < 3 ? 'dinas-sda' : BANGKA;
      await dinas.act(number, { action: 'koordinasi', to, reason: 'Bukan kewenangan kami' });
    }
    for (let i = 0; i < 2; i++) await passOn(BANGKA, 'dinas-sda');
    expect(await proposed()).toMatchObject({ code: 'dinas-sda', why: expect.stringContaining('5 dari 5') });
  });

  it('lets go of what was decided more than a year ago', async () => {
    for (let i = 0; i < 5; i++) await passOn(BANGKA, LH);
    house.moveTo('2026-03-31T23:59:59+07:00');
    expect((await proposed())?.code).toBe(LH);
    house.moveTo('2026-04-01T00:00:00+07:00');
    expect((await proposed())?.code).toBe(BINA_MARGA);
  });

  it('for a dinas is the suku dinas to which it handed such reports down', async () => {
    const dinas = await house.as('dinas');
    for (let i = 0; i < 5; i++) {
      const number = await passOn(BANGKA, BINA_MARGA);
      await dinas.act(number, { action: 'disposisi', to: SUDIN });
      expect((await house.as('validator').then((v) => v.ticket(number))).proposedUnit).toBeUndefined();
    }
    const number = await passOn(BANGKA, BINA_MARGA);
    expect((await dinas.ticket(number)).proposedUnit).toMatchObject({
      code: SUDIN,
      why: expect.stringContaining('5 dari 5'),
    });
  });

  it('is not the office that has just passed it on', async () => {
    for (let i = 0; i < 5; i++) await passOn(BANGKA, BINA_MARGA);
    const dinas = await house.as('dinas');
    const number = await passOn(BANGKA, BINA_MARGA);
    await dinas.act(number, { action: 'koordinasi', to: BANGKA, reason: 'Jalan lingkungan' });
    expect((await (await house.as('admin')).ticket(number)).proposedUnit).toBeUndefined();
  });

  it('is gone once a validator has to decide', async () => {
    const number = await house.inValidasi();
    expect((await (await house.as('validator')).ticket(number)).proposedUnit).toBeUndefined();
  });

  it('is counted only when the decision counts', async () => {
    for (let i = 0; i < 4; i++) await passOn(BANGKA, LH);
    const admin = await house.as('admin');
    const { number } = await admin.file();
    const stale = await admin.try(number, { action: 'koordinasi', to: LH, reason: 'x' }, { version: 7 });
    expect(stale.refusal()).toBe('stale-version');
    expect((await proposed())?.code).toBe(BINA_MARGA);
  });

  it('is the kelurahan of a corrected point, which moves nothing by itself', async () => {
    const file = `${house.folder}/areas.geojson`;
    const ring = [
      [106.83, -6.27],
      [106.84, -6.27],
      [106.84, -6.26],
      [106.83, -6.26],
      [106.83, -6.27],
    ];
    const feature = {
      type: 'Feature',
      properties: { code: PELA },
      geometry: { type: 'Polygon', coordinates: [ring] },
    };
    writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features: [feature] }));
    expect((await loadBoundaries({ ...house.where, city: JAKARTA, file, now: house.now() })).ok).toBe(true);
    const admin = await house.as('admin');
    const { number } = await admin.file();
    const point = { lat: -6.265, lon: 106.835 };
    const corrected = await admin.act(number, { action: 'koreksi_titik', point, reason: 'Salah titik' });
    expect(corrected.unit?.code).toBe(BANGKA);
    expect(corrected.proposedUnit).toMatchObject({
      code: PELA,
      why: 'Titik laporan berada di Kelurahan Pela Mampang',
    });
  });
});
