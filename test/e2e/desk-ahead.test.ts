/** What is due today is judged though the service is away: its photos are here, or say that they are only previews. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Ticket } from '#shared/contract/ticket.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import { useDeskBench } from './desk-harness.ts';
import { decideBy, heading, refuseRoom, sync, violations } from './desk-page.ts';
import { deskTicket, NOW, numberOf } from './desk-tickets.ts';
import { inEveryLook } from './harness/looks.ts';
import { screenshot } from './harness/paths.ts';

const TODAY = 300;
const MINUTE = 60_000;
const LATER = TODAY + 1;

/** Two photos each; one report more is due the day after. */
function dueTicket(index: number): Ticket {
  const due = index <= TODAY ? NOW + index * 2 * MINUTE : NOW + 30 * 60 * MINUTE;
  const made = deskTicket(index, { nextDueAt: toTimestamp(due), clocks: [] });
  return { ...made, photos: made.photos.slice(0, 2) };
}

const tickets = Array.from({ length: LATER }, (_, i) => dueTicket(i + 1));

/** Keys of the copies on this machine that end so. */
async function copies(page: Page, as: 'thumb' | 'display'): Promise<number> {
  const keys = await page.evaluate(
    `new Promise((resolve) => {
      indexedDB.open('tuntas').onsuccess = ({ target }) => {
        target.result.transaction('photos').objectStore('photos').getAllKeys().onsuccess = (read) =>
          resolve(read.target.result);
      };
    })`,
  );
  return Array.isArray(keys) ? keys.filter((key) => String(key).endsWith(`:${as}`)).length : 0;
}

/** Answers why it could not be written; null where it was. */
const WRITE_A_MEGABYTE = `new Promise((resolve) => {
  indexedDB.open('tuntas').onsuccess = ({ target }) => {
    const writing = target.result.transaction('photos', 'readwrite');
    const photo = { key: 'much:original', blob: new Blob([new Uint8Array(2 ** 20)]), bytes: 2 ** 20, usedAt: Date.now() };
    writing.objectStore('photos').put(photo);
    writing.oncomplete = () => resolve(null);
    writing.onabort = () => resolve(writing.error.name);
  };
})`;

describe('300 reports due today', () => {
  const tab = useDeskBench(() => ({ tickets }));

  it('have their full photos on this machine before the service goes away; the one for tomorrow says it is a preview', async () => {
    await tab.open();
    const { page, bench } = tab;
    await expect
      .poll(
        async () => {
          await sync(page);
          return copies(page, 'display');
        },
        // Photos come between the rounds: rounds without end would leave them little time.
        { timeout: 200_000, interval: 1_000 },
      )
      .toBeGreaterThanOrEqual(TODAY * 2);
    expect(await copies(page, 'thumb')).toBe(LATER * 2);

    bench.service.failure = 'away';
    for (const index of [1, 150, TODAY]) {
      await page.goto(page.url().replace(/\?.*$|$/, `?ticket=${numberOf(index)}`));
      await heading(page, numberOf(index));
      const shown = page.locator('.pane-view img');
      await expect.poll(() => shown.count()).toBe(2);
      expect(await page.locator('.preview-note').count()).toBe(0);
      expect(await page.locator('img[data-preview="true"]').count()).toBe(0);
    }

    await page.goto(page.url().replace(/\?.*$/, `?ticket=${numberOf(LATER)}`));
    await heading(page, numberOf(LATER));
    const note = page.locator('.preview-note').first();
    await note.getByText(/Pratinjau \d+ × \d+\./).waitFor();
    await note.getByText(/Foto penuh 3000 × 4000|Foto penuh \d+ × \d+/).waitFor();
    await note.getByRole('button', { name: 'Coba lagi' }).waitFor();
    expect(await page.evaluate(`getComputedStyle(document.querySelector('.pane-view img')).filter`)).toBe(
      'none',
    );
    expect(await violations(page)).toEqual([]);
    await inEveryLook(page, 'preview');

    bench.service.failure = null;
    await note.getByRole('button').click();
    await expect.poll(() => page.locator('img[data-preview="false"]').count()).toBeGreaterThan(0);
  });

  it('say in the settings how much room their photos take, and how many of today’s are here', async () => {
    const page = await tab.bench.openOwn('options.html', { width: 1024, height: 900 });
    await page.getByText('Foto penuh laporan yang jatuh tempo hari ini').waitFor();
    await page.getByText(`${TODAY * 2} dari ${TODAY * 2}`).waitFor();
    await page.getByLabel('Ruang untuk foto').selectOption('100');
    await page.getByText(/ dari 100 MB/).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: await screenshot('photo-room'), fullPage: true });
    await page.close();
  });

  it('make room for decisions where this machine’s storage is full, and it is said where even that is not enough', async () => {
    await tab.openOn(1);
    const { page, bench } = tab;
    const devtools = await page.context().newCDPSession(page);
    const origin = `chrome-extension://${new URL(page.url()).host}`;
    const { usage } = await devtools.send('Storage.getUsageAndQuota', { origin });
    await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: Math.round(usage * 0.9) });
    // The browser believes for half a minute in the room that it found last.
    await expect.poll(() => page.evaluate(WRITE_A_MEGABYTE)).toBe('QuotaExceededError');
    const note = async (): Promise<void> => {
      await page.locator('.pane-view img').first().waitFor();
      await decideBy(page, 'c');
      await page.locator('.form textarea:focus').waitFor();
      await page.keyboard.insertText('Foto sudah dibandingkan.');
      await page.keyboard.press('Enter');
    };
    await note();
    await expect.poll(() => bench.service.done.map(({ number }) => number)).toEqual([numberOf(1)]);
    expect(await copies(page, 'display')).toBeLessThan(TODAY * 2);
    await devtools.send('Storage.overrideQuotaForOrigin', { origin });

    await refuseRoom(await bench.worker(), 'outbox', Number.POSITIVE_INFINITY);
    await page.goto(page.url().replace(/\?.*$/, `?ticket=${numberOf(2)}`));
    await heading(page, numberOf(2));
    await note();
    await page
      .getByText(`${numberOf(2)}: Keputusan belum tersimpan: Penyimpanan di perangkat ini penuh.`)
      .waitFor();
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: await screenshot('storage-full') });
    await decideBy(page, 'c');
    expect(await page.locator('.form textarea').inputValue()).toBe('Foto sudah dibandingkan.');
  });
});
