/** What an office did in ninety days, beside the decision in Chromium: without a click, folded, from the copy, empty. */
import { describe, expect, it } from 'vitest';
import type { OfficeRecord } from '#shared/contract/office-record.ts';
import { NARROW, useDeskBench, WIDE } from './desk-harness.ts';
import { heading, sidewaysScroll, violations } from './desk-page.ts';
import { deskTicket, numberOf } from './desk-tickets.ts';
import { screenshot } from './harness/paths.ts';

const BANGKA = { code: '31.74.03.1002', name: 'Kelurahan Bangka' };
const NEW = { code: '31.74.03.1009', name: 'Kelurahan Baru' };
const SILENT = { code: '31.74.03.1008', name: 'Kelurahan Diam' };

const RECORD: OfficeRecord = {
  unit: BANGKA,
  from: '2024-12-11',
  to: '2025-03-10',
  complete: true,
  followUps: 1_240,
  decided: 1_180,
  returned: 118,
  reasons: [
    { code: 'foto_tidak_sesuai_titik', count: 61 },
    { code: 'narasi_tidak_memadai', count: 33 },
    { code: 'foto_dipakai_ulang', count: 9 },
  ],
  samePhoto: 12,
  advised: 140,
  visits: { visited: 8, unfit: 2 },
  stars: { ratings: 214, mean: 3.9 },
  low: [
    {
      number: numberOf(40),
      at: '2025-03-07T19:20:00+07:00',
      stars: 1,
      comment: 'Lubangnya ditambal, tetapi sudah terbuka lagi setelah hujan dua hari kemudian.',
    },
    { number: numberOf(41), at: '2025-03-01T08:05:00+07:00', stars: 2 },
  ],
};

function nothing(unit: OfficeRecord['unit']): OfficeRecord {
  const none = { followUps: 0, decided: 0, returned: 0, reasons: [], samePhoto: 0, advised: 0, low: [] };
  return { ...RECORD, ...none, unit, visits: { visited: 0, unfit: 0 }, stars: { ratings: 0, mean: null } };
}

const desk = useDeskBench(() => ({
  tickets: [deskTicket(1, { unit: BANGKA }), deskTicket(2, { unit: NEW }), deskTicket(3, { unit: SILENT })],
}));

function remember(): void {
  desk.bench.service.records.set(BANGKA.code, RECORD);
  desk.bench.service.records.set(NEW.code, nothing(NEW));
}

describe('an office’s record', () => {
  it.each([
    ['wide', WIDE],
    ['narrow', NARROW],
  ])(
    'stands beside the decision, folded where there is no room, %s, and axe finds nothing',
    async (name, size) => {
      remember();
      await desk.openOn(1, size);
      await desk.page.emulateMedia({
        colorScheme: name === 'wide' ? 'light' : 'dark',
        reducedMotion: 'reduce',
      });
      if (name === 'narrow') await desk.page.getByText('Kelurahan Bangka, 90 hari terakhir').click();
      const record = desk.page.locator('.office-record');
      await record.getByText(/^118 dari 1\.180/).waitFor();
      await record.getByText(/3,9 dari 5, 214 penilaian/).waitFor();
      await record.getByText('sudah terbuka lagi setelah hujan').waitFor();
      await record.scrollIntoViewIfNeeded();
      await desk.page.screenshot({ path: await screenshot(`office-record-${name}`) });
      expect(await violations(desk.page)).toEqual([]);
      expect(await sidewaysScroll(desk.page)).toBeLessThanOrEqual(0);
    },
  );

  it('of an office without any says so; what is not to be known is not mentioned', async () => {
    remember();
    await desk.openOn(2);
    await desk.page.getByText('Belum ada tindak lanjut atau penilaian dalam 90 hari terakhir.').waitFor();
    await desk.page.keyboard.press('j');
    await heading(desk.page, numberOf(3));
    await expect.poll(() => desk.page.locator('.office-record').count()).toBe(0);
  });

  it('is shown from the copy with its date while the service does not answer', async () => {
    remember();
    await desk.openOn(1);
    await desk.page.getByText(/^118 dari 1\.180/).waitFor();
    desk.bench.service.failure = 'away';
    await desk.page.keyboard.press('j');
    await heading(desk.page, numberOf(2));
    await desk.page.keyboard.press('k');
    await heading(desk.page, numberOf(1));
    await desk.page.getByText(/^118 dari 1\.180/).waitFor();
    await desk.page.getByText(/^Per .* WIB\. Untuk dipertimbangkan/).waitFor();
    desk.bench.service.failure = null;
  });
});
