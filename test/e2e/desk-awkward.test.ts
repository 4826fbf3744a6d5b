/** The desk in Chromium where it is not an ordinary day: awkward reports, very many, none, and an office's own. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { toTimestamp } from '#shared/time/zone.ts';
import { NARROW, useDeskBench, WIDE } from './desk-harness.ts';
import { askForReport, decideBy, heading, outbox, paused, sidewaysScroll, violations } from './desk-page.ts';
import { deskTicket, facts, NOW, numberOf } from './desk-tickets.ts';
import { inEveryLook, POPUP } from './harness/looks.ts';

describe('awkward reports', () => {
  const endless = 'rusak'.repeat(1900);
  const desk = useDeskBench(() => ({
    photos: { hang: 'hang' },
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
          { id: 'hang', kind: 'after', followUp: 1, facts: facts({ format: 'heic', pixelsRead: false }) },
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
        claim: { by: 'Validator Dua', until: toTimestamp(NOW + 240_000), mine: false },
        private: true,
      }),
    ],
  }));

  it.each([
    ['wide', WIDE],
    ['narrow', NARROW],
    ['a wide screen at 200 %', { width: 720, height: 450 }],
  ])('very long texts break rather than widen the page: %s', async (_, size) => {
    await desk.openOn(1, size);
    expect(await sidewaysScroll(desk.page)).toBe(0);
    for (const part of await desk.page.locator('.ticket, .reading').all()) {
      expect(await part.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
    }
  });

  it('names a photo that cannot be decoded and hands out its original', async () => {
    await desk.openOn(2);
    await desk.page.getByText('Foto ini tidak dapat dibuka di sini. Unduh berkas aslinya.').waitFor();
    const [download] = await Promise.all([
      desk.page.waitForEvent('download'),
      desk.page.getByRole('button', { name: 'Unduh berkas asli' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`${numberOf(2)}-after-1.heic`);
    await desk.page.keyboard.press('ArrowRight');
    await desk.page.getByText('Jam tidak tercatat').waitFor();
    await desk.page.getByText('Lokasi tidak tercatat').waitFor();
  });

  it('shows text from outside as text, and offers a note where nothing else may be decided', async () => {
    await desk.openOn(3);
    await desk.page.getByText('<img src=x onerror=alert(1)>').waitFor();
    expect(await desk.page.locator('img[src=x]').count()).toBe(0);
    expect(await desk.page.locator('.decision').allInnerTexts()).toEqual([expect.stringContaining('Catat')]);
    expect(await violations(desk.page)).toEqual([]);
  });

  it('says who else is checking it, lists it last, and says that it must not be shared', async () => {
    await desk.openOn(4);
    await desk.page.getByText(/Sedang diperiksa oleh Validator Dua sampai pukul 10\.24/).waitFor();
    await desk.page.getByText('Privat, jangan disebarkan').waitFor();
    expect(await desk.page.locator('[role=option]').last().innerText()).toContain(
      'diperiksa oleh Validator Dua',
    );
  });
});

describe('two thousand reports', () => {
  const desk = useDeskBench(() => ({
    tickets: Array.from({ length: 2000 }, (_, index) => deskTicket(index + 1)),
  }));

  it('are listed whole, drawn in part, and walked through to the end', async () => {
    await desk.open();
    await heading(desk.page, numberOf(1));
    await desk.page.getByText('2000 laporan').waitFor();
    expect(await desk.page.locator('[role=option]').count()).toBeLessThan(60);
    await desk.page.locator('[role=listbox]').evaluate((list) => {
      list.scrollTop = list.scrollHeight;
    });
    await desk.page.locator(`#row-${numberOf(2000)}`).click();
    await heading(desk.page, numberOf(2000));
    expect(await desk.page.locator('[role=option]').count()).toBeLessThan(60);
    await desk.page.keyboard.press('k');
    await heading(desk.page, numberOf(1999));
    expect(await desk.page.locator('[role=option][aria-selected=true]').getAttribute('aria-setsize')).toBe(
      '2000',
    );
  });
});

describe('an office’s desk', () => {
  const desk = useDeskBench(() => ({
    role: 'unit_admin',
    tickets: [
      deskTicket(1, { status: 'menunggu', verdict: null, photos: [], actions: ['proses', 'tolak', 'catat'] }),
      deskTicket(2, { status: 'proses', verdict: null, photos: [], actions: ['tindak_lanjut', 'catat'] }),
    ],
  }));

  it('goes to a report that another page asks for, and loses nothing that is being written', async () => {
    await desk.openOn(2);
    await decideBy(desk.page, 'l');
    await paused(desk.page);
    await desk.page.keyboard.type('Lubang ditambal');
    await askForReport(desk.page, numberOf(1));
    await heading(desk.page, numberOf(1));
    await askForReport(desk.page, numberOf(2));
    await heading(desk.page, numberOf(2));
    await decideBy(desk.page, 'l');
    expect(await desk.page.locator('.bar textarea').inputValue()).toBe('Lubang ditambal');
  });

  it('accepts by one key', async () => {
    await desk.openOn(1);
    await decideBy(desk.page, 'p');
    await heading(desk.page, numberOf(2));
    await expect
      .poll(() => outbox(desk.page))
      .toMatchObject([{ number: numberOf(1), body: { action: 'proses' } }]);
  });

  it('warns of an empty follow-up, sends narrative and photos, and keeps both when it is undone', async () => {
    await desk.openOn(2);
    await decideBy(desk.page, 'l');
    await desk.page.keyboard.press('Enter');
    await desk.page.getByText(/^Narasi masih kosong/).waitFor();
    await paused(desk.page);
    await desk.page.keyboard.type('Lubang di Jl. Kemang Raya ditambal dengan aspal, rata kembali.');
    const after = desk.page.getByLabel('Foto sesudah').and(desk.page.locator('input'));
    await after.setInputFiles({
      name: 'sesudah.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.from([0xff, 0xd8, 0xff, 0xd9]),
    });
    await desk.page.getByText('sesudah.jpg').waitFor();
    await inEveryLook(desk.page, 'follow-up');
    await sendAsItIs(desk.page);
    await desk.page.getByRole('button', { name: 'Urungkan' }).click();
    await heading(desk.page, numberOf(2));
    await decideBy(desk.page, 'l');
    await desk.page.getByText('sesudah.jpg').waitFor();
    await sendAsItIs(desk.page);
    const sent = () => desk.bench.service.done.find((entry) => entry.number === numberOf(2));
    await expect.poll(sent).toMatchObject({ body: { action: 'tindak_lanjut' } });
    expect(desk.bench.files.get(sent()?.key ?? '')).toEqual(['sesudah.jpg']);
  });
});

/** The check is through, and what it expects to come back is confirmed. */
async function sendAsItIs(page: Page): Promise<void> {
  await page.getByText('Kemungkinan dikembalikan validator.').waitFor();
  await page.getByText(/pakai ulang belum diperiksa/).waitFor();
  await page.getByRole('button', { name: 'Kirim untuk divalidasi' }).click();
  const asItIs = page.getByRole('button', { name: 'Kirim apa adanya' });
  await asItIs.waitFor();
  // Read first: a press at once says nothing yet, nor does one on words that have only just changed.
  await expect
    .poll(async () => {
      await paused(page);
      if (await asItIs.isVisible()) await asItIs.click();
      return page.locator('.bar form').count();
    })
    .toBe(0);
}

describe('signing out with a decision that was not sent', () => {
  const desk = useDeskBench(() => ({ tickets: [4, 8].map((index) => deskTicket(index)) }));

  it('asks what becomes of it, sends it once the service answers, and leaves nothing of the account', async () => {
    const { service } = desk.bench;
    await desk.openOn(4);
    service.failure = 'away';
    await decideBy(desk.page, 'a');
    await heading(desk.page, numberOf(8));
    await expect.poll(() => outbox(desk.page)).toMatchObject([{ number: numberOf(4) }]);
    const popup = await desk.bench.openOwn('popup.html', POPUP);
    const question = popup.getByRole('alertdialog');
    await popup.getByRole('button', { name: 'Keluar' }).click();
    await question.getByText('1 keputusan belum terkirim').waitFor();
    await inEveryLook(popup, 'sign-out');
    await question.getByRole('button', { name: 'Kirim lalu keluar' }).click();
    await question.getByText('layanan tidak menjawab').waitFor();
    await question.getByRole('button', { name: 'Tetap masuk' }).click();
    expect(await outbox(desk.page)).toMatchObject([{ number: numberOf(4) }]);

    service.failure = null;
    await popup.getByRole('button', { name: 'Keluar' }).click();
    await question.getByRole('button', { name: 'Kirim lalu keluar' }).click();
    await popup.getByLabel('Kata sandi').waitFor();
    expect(service.done.map(({ number }) => number)).toEqual([numberOf(4)]);
    expect(await outbox(desk.page)).toEqual([]);
    await desk.page.getByRole('heading', { name: 'Masuk untuk mulai bekerja' }).waitFor();
    await popup.close();
  });
});

describe('an empty desk', () => {
  const desk = useDeskBench(() => ({ tickets: [] }));

  it('says that nothing waits', async () => {
    await desk.open();
    await desk.page.getByRole('main').getByText('Tidak ada yang menunggu.').waitFor();
    await inEveryLook(desk.page, 'empty');
  });

  it('says how to begin when nobody is signed in', async () => {
    await desk.bench.signOut();
    await desk.open(NARROW);
    await desk.page.getByRole('heading', { name: 'Masuk untuk mulai bekerja' }).waitFor();
    await inEveryLook(desk.page, 'first-use');
  });
});
