/** The desk in Chromium against a stand-in for the service: what a validator does all day, by keyboard. */
import { mkdir } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { toWibString } from '#shared/deadline/wib.ts';
import { counters } from '../extension/fixtures.ts';
import { buildExtension, type DeskBench, startDeskBench } from './desk-harness.ts';
import { heading, outbox, sidewaysScroll, sync, violations } from './desk-page.ts';
import { deskTicket, facts, NOW, numberOf } from './desk-tickets.ts';

const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 400, height: 860 };
const SHOTS = new URL('../../screenshots/', import.meta.url).pathname;

let bench: DeskBench;
let page: Page;

beforeAll(async () => {
  await mkdir(SHOTS, { recursive: true });
  await buildExtension();
});
afterEach(async () => {
  await page?.close();
});

function useBench(setup: () => Parameters<typeof startDeskBench>[0]): void {
  beforeAll(async () => {
    bench = await startDeskBench(setup());
  });
  afterAll(() => bench.close());
}

async function openOn(index: number, size = WIDE): Promise<void> {
  page = await bench.open(size, `?ticket=${numberOf(index)}`);
  await heading(page, numberOf(index));
}

describe('a validator’s desk', () => {
  useBench(() => ({ tickets: Array.from({ length: 60 }, (_, index) => deskTicket(index + 1)) }));

  it('opens on the most urgent report, walks by j and k and stays at the top', async () => {
    page = await bench.open();
    await heading(page, numberOf(1));
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await heading(page, numberOf(3));
    await page.keyboard.press('k');
    await page.keyboard.press('k');
    await page.keyboard.press('k');
    await heading(page, numberOf(1));
    expect(await page.locator('[role=option][aria-selected=true]').count()).toBe(1);
  });

  it('returns by keys with the advised reason and another one, and shows the next report at once', async () => {
    await openOn(5);
    await page.keyboard.press('r');
    const chosen = page.locator('.reason[aria-pressed=true]');
    await expect
      .poll(() => chosen.allInnerTexts())
      .toEqual([expect.stringContaining('Foto tidak sesuai titik')]);
    await page.keyboard.press('3');
    await page.keyboard.press('9');
    await page.keyboard.press('9');
    await page.keyboard.press('Enter');
    await heading(page, numberOf(6));
    await expect.poll(() => page.locator(`#row-${numberOf(5)}`).count()).toBe(0);
    const sent = () => bench.service.done.find((entry) => entry.number === numberOf(5));
    await expect.poll(sent, { timeout: 20_000 }).toMatchObject({
      ifMatch: '"4"',
      body: {
        action: 'kembalikan',
        reasonCodes: ['foto_tidak_sesuai_titik', 'narasi_tidak_memadai'],
        note: expect.stringContaining('Mohon unggah foto yang diambil di titik laporan.'),
      },
    });
  });

  it('approves a good report by one key, and takes it back by another', async () => {
    await openOn(8);
    await page.keyboard.press('a');
    await heading(page, numberOf(9));
    const undo = page.getByRole('button', { name: 'Urungkan' });
    await undo.waitFor();
    expect(await outbox(page)).toMatchObject([
      { number: numberOf(8), state: 'held', body: { action: 'setujui' } },
    ]);
    await page.keyboard.press('u');
    await heading(page, numberOf(8));
    await undo.waitFor({ state: 'detached' });
    expect(await outbox(page)).toEqual([]);
    await page.locator(`#row-${numberOf(8)}`).waitFor();
  });

  it('asks for a reason before it approves against the advice', async () => {
    await openOn(9);
    await page.keyboard.press('a');
    await page.getByRole('textbox', { name: /Tulis alasan menyetujui/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Alasan wajib diisi.').waitFor();
    expect(await outbox(page)).toEqual([]);
    await page.keyboard.type('Titik laporan salah, jr foto benar.');
    await page.keyboard.press('Enter');
    await heading(page, numberOf(10));
    expect(await outbox(page)).toMatchObject([
      { number: numberOf(9), body: { action: 'setujui', reason: 'Titik laporan salah, jr foto benar.' } },
    ]);
    await page.keyboard.press('u');
    await heading(page, numberOf(9));
  });

  it('does not take "lainnya" without a note, and sends nothing on Esc', async () => {
    await openOn(12);
    await page.keyboard.press('r');
    await page.keyboard.press('0');
    await page.keyboard.press('Enter');
    await page.getByText('Catatan wajib diisi untuk alasan Lainnya.').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.form').waitFor({ state: 'detached' });
    await heading(page, numberOf(12));
    expect(await outbox(page)).toEqual([]);
  });

  it('decides once, however long the key is held down', async () => {
    await openOn(16);
    await page.keyboard.down('a');
    await page.keyboard.down('a');
    await page.keyboard.down('a');
    await page.keyboard.up('a');
    await heading(page, numberOf(17));
    await expect.poll(async () => (await outbox(page)).map((entry) => entry.number)).toEqual([numberOf(16)]);
    await page.keyboard.press('u');
    await heading(page, numberOf(16));
  });

  it('leaves letters alone while somebody writes, and finds by the search', async () => {
    await openOn(20);
    await page.keyboard.press('/');
    await page.keyboard.type('jk2503080031');
    await expect.poll(() => page.locator('[role=option]').count()).toBe(1);
    await page.keyboard.press('Enter');
    await heading(page, numberOf(31));
    await page.keyboard.press('/');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('[role=option]').count()).toBeGreaterThan(5);
    expect(await outbox(page)).toEqual([]);
  });

  it('turns the after-photos by arrow keys, shows the photo of a finding, zooms both sides alike', async () => {
    await openOn(21);
    await page.locator('.pane-after .turner', { hasText: '1 dari 3' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.locator('.pane-after .turner', { hasText: '3 dari 3' }).waitFor();
    await page.getByRole('button', { name: 'Tampilkan foto 1' }).click();
    await page.locator('.pane-after .turner', { hasText: '1 dari 3' }).waitFor();
    const pictures = page.locator('img.picture');
    await expect.poll(() => pictures.count()).toBe(2);
    await page.locator('.pane-before .pane-view').dblclick({ position: { x: 60, y: 60 } });
    await expect.poll(async () => new Set(await transforms()).size).toBe(1);
    expect((await transforms())[0]).toContain('scale(2.5)');
    await page.keyboard.press('z');
    await expect.poll(transforms).toEqual(['none', 'none']);
  });

  it('shows a change by somebody else and decides nothing until it was looked at', async () => {
    await openOn(24);
    const changed = deskTicket(24, { version: 5, narrative: 'Narasi yang baru.' });
    bench.service.happen({ ...changed, events: [...changed.events, approval(5)] });
    await sync(page);
    await page.getByText(/berubah sejak Anda membukanya/).waitFor();
    await page.keyboard.press('a');
    expect(await page.getByRole('button', { name: /Setujui/ }).isDisabled()).toBe(true);
    expect(await outbox(page)).toEqual([]);
    await page.getByRole('button', { name: 'Tampilkan yang terbaru' }).click();
    await page.getByText('Narasi yang baru.').waitFor();
    expect(await page.getByRole('button', { name: /Setujui/ }).isDisabled()).toBe(false);
  });

  it('shows a decision that came too late, with what it was, and discards it on request', async () => {
    await openOn(28);
    await page.keyboard.press('r');
    await page.keyboard.press('4');
    await page.keyboard.press('Enter');
    await heading(page, numberOf(29));
    bench.service.put(deskTicket(28, { version: 9 }));
    const trouble = page.getByRole('alert').filter({ hasText: numberOf(28) });
    await trouble.waitFor();
    expect(await trouble.innerText()).toContain('Kembalikan (Foto tidak ada)');
    await page.getByRole('button', { name: 'Buang keputusan saya' }).click();
    await trouble.waitFor({ state: 'detached' });
    expect(await outbox(page)).toEqual([]);
  });

  it('says since when there is no connection, and keeps decisions meanwhile', async () => {
    await openOn(32);
    bench.service.failure = 'away';
    await sync(page);
    await page.getByText(/^Tidak tersambung sejak/).waitFor();
    await page.keyboard.press('a');
    await heading(page, numberOf(33));
    await page.getByText('1 keputusan tersimpan dan akan dikirim.').waitFor();
    bench.service.failure = null;
    await sync(page);
    await page.getByText(/^Tidak tersambung sejak/).waitFor({ state: 'detached' });
    await expect.poll(() => outbox(page), { timeout: 20_000 }).toEqual([]);
    expect(bench.service.done.map((entry) => entry.number)).toContain(numberOf(32));
  });

  it.each([
    ['wide', WIDE],
    ['narrow', NARROW],
  ])('looks the part in light and dark, %s, and axe finds nothing', async (name, size) => {
    await openOn(1, size);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.locator('img.picture:not(.picture-rough)').first().waitFor();
    await page.locator('.event').first().waitFor({ state: 'attached' });
    await page.screenshot({ path: `${SHOTS}desk-${name}-light.png` });
    expect(await violations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await page.screenshot({ path: `${SHOTS}desk-${name}-dark.png` });
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('r');
    await page.locator('.form').waitFor();
    await page.screenshot({ path: `${SHOTS}desk-${name}-return.png` });
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('shows the queue on a narrow screen and comes back with the chosen report', async () => {
    await openOn(1, NARROW);
    await page.getByRole('button', { name: /^Antrean/ }).click();
    await page.locator(`#row-${numberOf(4)}`).click();
    await heading(page, numberOf(4));
    expect(await page.locator('[role=listbox]').count()).toBe(0);
  });
});

describe('awkward reports', () => {
  const endless = 'rusak'.repeat(1900);
  useBench(() => ({
    tickets: [
      deskTicket(1, {
        category: `Gangguan ${'Ketenteraman'.repeat(6)}`,
        description: endless,
        narrative: endless,
        address: endless,
        kelurahan: { code: '1', name: 'Kelurahan '.repeat(20) },
        unit: { code: '1', name: 'SukuDinas'.repeat(30) },
      }),
      deskTicket(2, {
        photos: [
          { id: 'h', kind: 'after', followUp: 1, facts: facts({ format: 'heic' }) },
          { id: 'p2-after-2', kind: 'after', followUp: 1, facts: facts({ takenAt: null, position: null }) },
        ],
      }),
      deskTicket(3, {
        photos: [],
        verdict: null,
        actions: ['catat'],
        description: '<img src=x onerror=alert(1)>',
      }),
      deskTicket(4, {
        claim: { by: 'Validator Dua', until: toWibString(NOW + 240_000), mine: false },
        private: true,
      }),
    ],
  }));

  it.each([
    ['wide', WIDE],
    ['narrow', NARROW],
    ['a wide screen at 200 %', { width: 720, height: 450 }],
  ])('very long texts break rather than widen the page: %s', async (_, size) => {
    await openOn(1, size);
    expect(await sidewaysScroll(page)).toBe(0);
    for (const part of await page.locator('.ticket, .findings-column').all()) {
      expect(await part.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
    }
  });

  it('names a photo no browser shows and hands out its original', async () => {
    await openOn(2);
    await page.getByText('Foto HEIC tidak dapat ditampilkan di peramban ini.').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Unduh berkas asli' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`${numberOf(2)}-after-1.heic`);
    await page.keyboard.press('ArrowRight');
    await page.getByText('Jam tidak tercatat').waitFor();
    await page.getByText('Lokasi tidak tercatat').waitFor();
  });

  it('shows text from outside as text, and offers a note where nothing else may be decided', async () => {
    await openOn(3);
    await page.getByText('<img src=x onerror=alert(1)>').waitFor();
    expect(await page.locator('img[src=x]').count()).toBe(0);
    expect(await page.locator('.decision').allInnerTexts()).toEqual([expect.stringContaining('Catat')]);
    expect(await violations(page)).toEqual([]);
  });

  it('says who else is checking it, lists it last, and says that it must not be shared', async () => {
    await openOn(4);
    await page.getByText(/Sedang diperiksa oleh Validator Dua sampai pukul 10\.24/).waitFor();
    await page.getByText('Privat, jangan disebarkan').waitFor();
    expect(await page.locator('[role=option]').last().innerText()).toContain('diperiksa oleh Validator Dua');
  });
});

describe('two thousand reports', () => {
  useBench(() => ({ tickets: Array.from({ length: 2000 }, (_, index) => deskTicket(index + 1)) }));

  it('are listed whole, drawn in part, and walked through to the end', async () => {
    page = await bench.open();
    await heading(page, numberOf(1));
    await page.getByText('2000 laporan').waitFor();
    expect(await page.locator('[role=option]').count()).toBeLessThan(60);
    await page.locator('[role=listbox]').evaluate((list) => {
      list.scrollTop = list.scrollHeight;
    });
    await page.locator(`#row-${numberOf(2000)}`).click();
    await heading(page, numberOf(2000));
    expect(await page.locator('[role=option]').count()).toBeLessThan(60);
    await page.keyboard.press('k');
    await heading(page, numberOf(1999));
    expect(await page.locator('[role=option][aria-selected=true]').getAttribute('aria-setsize')).toBe('2000');
  });
});

describe('an office’s desk', () => {
  useBench(() => ({
    role: 'unit_admin',
    tickets: [
      deskTicket(1, { status: 'menunggu', verdict: null, photos: [], actions: ['proses', 'tolak', 'catat'] }),
      deskTicket(2, { status: 'proses', verdict: null, photos: [], actions: ['tindak_lanjut', 'catat'] }),
    ],
  }));

  it('accepts by one key', async () => {
    await openOn(1);
    await page.keyboard.press('p');
    await heading(page, numberOf(2));
    expect(await outbox(page)).toMatchObject([{ number: numberOf(1), body: { action: 'proses' } }]);
  });

  it('warns of an empty follow-up, sends narrative and photos, and keeps both when it is undone', async () => {
    await openOn(2);
    await page.keyboard.press('l');
    await page.keyboard.press('Enter');
    await page.getByText(/^Narasi masih kosong/).waitFor();
    await page.keyboard.type('Lubang di Jl. Kemang Raya ditambal dengan aspal, rata kembali.');
    await page.getByLabel('Foto sesudah').setInputFiles({
      name: 'sesudah.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.from([0xff, 0xd8, 0xff, 0xd9]),
    });
    await page.getByText('sesudah.jpg').waitFor();
    await page.screenshot({ path: `${SHOTS}desk-follow-up.png` });
    await page.getByRole('button', { name: /^Kirim/ }).click();
    await page.getByRole('button', { name: 'Urungkan' }).click();
    await heading(page, numberOf(2));
    await page.keyboard.press('l');
    await page.getByText('sesudah.jpg').waitFor();
    await page.getByRole('button', { name: /^Kirim/ }).click();
    const sent = () => bench.service.done.find((entry) => entry.number === numberOf(2));
    await expect.poll(sent, { timeout: 20_000 }).toMatchObject({ body: { action: 'tindak_lanjut' } });
    expect(bench.files.get(sent()?.key ?? '')).toEqual(['sesudah.jpg']);
  });
});

describe('an empty desk', () => {
  useBench(() => ({ tickets: [] }));

  it('says that nothing waits', async () => {
    page = await bench.open();
    await page.getByText('Tidak ada yang menunggu.').first().waitFor();
    bench.service.counters = counters({ nextChangeAt: '2025-03-10T15:30:00+07:00' });
    await sync(page);
    await page.getByText('Tidak ada yang menunggu. Berikutnya jatuh tempo pukul 15.30.').first().waitFor();
    await page.screenshot({ path: `${SHOTS}desk-empty.png` });
    expect(await violations(page)).toEqual([]);
  });

  it('says how to begin when nobody is signed in', async () => {
    await bench.signOut();
    page = await bench.open(NARROW);
    await page.getByRole('heading', { name: 'Masuk untuk mulai bekerja' }).waitFor();
    await page.screenshot({ path: `${SHOTS}desk-first-use.png` });
    expect(await violations(page)).toEqual([]);
  });
});

function transforms(): Promise<string[]> {
  return page
    .locator('img.picture')
    .evaluateAll((pictures) => pictures.map((picture) => (picture as HTMLElement).style.transform));
}

function approval(version: number): ReturnType<typeof deskTicket>['events'][number] {
  return {
    seq: 90,
    version,
    at: toWibString(NOW),
    action: 'catat',
    actor: { role: 'validator' },
    from: 'validasi',
    to: 'validasi',
  };
}
