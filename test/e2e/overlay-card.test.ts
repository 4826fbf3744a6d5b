/** The card as a validator decides by it: photos before words, one line a kind of finding, a finger as good as a mouse. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ticket } from '#shared/contract/ticket.ts';
import { launch, type TestBrowser } from './harness/browser.ts';
import { cardOn, pressWhenSeen, putCardAway } from './harness/card.ts';
import { cardFrame, decided, middleOf } from './harness/hostile.ts';
import { inEveryLook } from './harness/looks.ts';
import { FILED_AT, FOLLOWED_UP_AT, file, followUp, moveClock, POTHOLE } from './harness/reports.ts';
import { startService, type TestService } from './harness/service.ts';
import { signIn } from './harness/sign-in.ts';
import { startSite, type TestSite } from './harness/site.ts';

let data: string;
let service: TestService;
let site: TestSite;
let browser: TestBrowser;
let page: Page;
let [one, three, ten, lost]: Ticket[] = [];

const story = (place: string, words: string) => ({
  ...POTHOLE,
  description: `Jalan berlubang di ${place}`,
  narrative: `${POTHOLE.narrative} ${words}`,
});

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'tuntas-card-'));
  site = await startSite();
  service = await startService({ clock: FILED_AT, sites: [`${site.origin}/*`], data });
  browser = await launch();
  const stories = [
    story('depan nomor 12', ''),
    story('dekat pasar', 'Bahu jalan dirapikan.'),
    story('depan sekolah', 'Puing sudah diangkut.'),
    story('samping masjid', 'Rambu dipasang lagi.'),
  ];
  const filed = [];
  for (const each of stories) filed.push(await file(service, each));
  await moveClock(service, FOLLOWED_UP_AT);
  const offs = [[8], [8, 9, 11], Array.from({ length: 10 }, (_, i) => 1_200 + i * 40), [8]];
  const done: Ticket[] = [];
  let kept: string[] = [];
  for (const [i, each] of stories.entries()) {
    kept = await storedFiles();
    done.push(await followUp(service, each, filed[i] as Ticket, offs[i]));
  }
  [one, three, ten, lost] = done;
  // Before anybody could have copied them.
  for (const path of (await storedFiles()).filter((file) => !kept.includes(file))) await rm(path);
  await signIn(browser, service, 'validator', [site.origin]);
  page = await browser.context.newPage();
  site.show(`<title>Daftar laporan</title>
    <style>body { margin: 32px; font: 14px/1.5 sans-serif } td { padding: 8px 16px 8px 0; border-bottom: 1px solid #ccc }</style>
    <table>${['one', 'three', 'ten', 'lost']
      .map((name, i) => `<tr><td id="${name}">${done[i]?.number}</td><td>Jalan</td><td>Bangka</td></tr>`)
      .join('')}</table>`);
  await page.goto(`${site.origin}/`);
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
  await site?.stop();
  await rm(data, { recursive: true, force: true, maxRetries: 3 });
});

async function storedFiles(): Promise<string[]> {
  const entries = await readdir(join(data, 'photos'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

const card = (): FrameLocator => cardOn(page);
const badge = (where: string) => page.locator(`#${where} [data-tuntas="badge"]`);
const pane = (side: string) => card().locator('.card-pane').filter({ hasText: side });
const strip = (side: string) => pane(side).locator('.card-strip button');
const decisions = () => decided(browser);

async function undo(): Promise<void> {
  await card()
    .getByRole('button', { name: /^Urungkan/ })
    .click();
  await expect.poll(decisions).toEqual([]);
  await putCardAway(page);
}

/** As a finger does: down and up again within a few milliseconds. */
async function tap(name: string | RegExp): Promise<void> {
  const { x, y } = await middleOf(await cardFrame(page), name);
  const devtools = await browser.context.newCDPSession(page);
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await devtools.detach();
}

describe('a report with one photo', () => {
  it('shows it beside the one from before, and is decided on once both were seen', async () => {
    await badge('one').click();
    await card().getByRole('img', { name: 'Sebelum, foto 1 dari 1' }).waitFor();
    await card().getByRole('img', { name: 'Sesudah, foto 1 dari 1' }).waitFor();
    await inEveryLook(page, 'card-one');
    await pressWhenSeen(page, 'Setujui');
    await expect.poll(decisions).toEqual([one?.number]);
    await undo();
  });

  it('is decided on by a tap, as short as taps are', async () => {
    await badge('one').click();
    await card().locator('[data-seen="true"]').waitFor();
    await tap('Setujui');
    await expect.poll(decisions).toEqual([one?.number]);
    await undo();
  });

  it('tells whoever presses too early why nothing was decided', async () => {
    await badge('one').click();
    await card().locator('[data-seen="true"]').waitFor();
    await page.evaluate(() => {
      const move = (at: number): void => {
        document.body.style.marginTop = `${32 + (at % 2) * 3}px`;
        Object.assign(globalThis, { moving: setTimeout(move, 60, at + 1) });
      };
      move(0);
    });
    await card().locator('[data-seen="false"]').waitFor();
    await tap('Setujui');
    await card().getByText('Belum diputuskan').waitFor();
    expect(await decisions()).toEqual([]);
    await page.evaluate(() => clearTimeout((globalThis as unknown as { moving: number }).moving));
    await putCardAway(page);
    await page.evaluate(() => document.body.removeAttribute('style'));
  });

  it('is no longer offered while the page shows its number no more', async () => {
    await badge('one').click();
    await card().locator('[data-seen="true"]').waitFor();
    await page.evaluate(() => {
      const text = document.querySelector('#one')?.firstChild;
      if (text) text.nodeValue = 'ditulis ulang';
    });
    await card().getByText('Nomor ini tidak terbaca lagi').waitFor();
    expect(await card().getByRole('button', { name: 'Setujui' }).count()).toBe(0);
    await page.evaluate((number) => {
      const text = document.querySelector('#one')?.firstChild;
      if (text) text.nodeValue = number ?? '';
    }, one?.number);
    await card().getByRole('button', { name: 'Setujui' }).waitFor();
    await putCardAway(page);
  });
});

describe('a report with several photos', () => {
  it('is decided on only once each of them stood there', async () => {
    await badge('three').click();
    const button = card().getByRole('button', { name: 'Setujui' });
    await card().getByText('Lihat semua foto dahulu: 2 lagi').waitFor();
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    await inEveryLook(page, 'card-three');
    await tap('Setujui');
    await card().getByText('Belum diputuskan: 2 foto').waitFor();
    for (const index of [1, 2]) {
      await strip('Sesudah').nth(index).click();
      await card()
        .getByRole('img', { name: `Sesudah, foto ${index + 1} dari 3` })
        .waitFor();
      await strip('Sesudah').and(card().locator('[data-photo-seen="true"]')).nth(index).waitFor();
    }
    await pressWhenSeen(page, 'Setujui');
    await expect.poll(decisions).toEqual([three?.number]);
    await undo();
  });

  it('says one kind of finding once, with the worst of it and the photos it speaks of', async () => {
    await badge('ten').click();
    await card().getByText('Juga foto 1–9.').waitFor();
    const lines = await card().locator('.card-verdict li').allInnerTexts();
    expect(lines.filter((line) => /dari titik laporan/.test(line))).toHaveLength(1);
    await inEveryLook(page, 'card-ten');
    await page.setViewportSize({ width: 390, height: 844 });
    await inEveryLook(page, 'card-ten-narrow');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.keyboard.press('Escape');
    expect(ten?.verdict?.verdict).toBe('fail');
  });
});

describe('a photo that cannot be shown', () => {
  it('has words stand in its place, which count as seen', async () => {
    await badge('lost').click();
    await pane('Sesudah').getByText('tidak dapat ditampilkan').waitFor();
    await pressWhenSeen(page, 'Setujui');
    await expect.poll(decisions).toEqual([lost?.number]);
    await undo();
  });
});

describe('copying rows of the page', () => {
  it('copies the page’s text alone, plain and as HTML', async () => {
    await page.reload();
    await badge('ten').waitFor();
    await page.evaluate(() => getSelection()?.selectAllChildren(document.body));
    await page.keyboard.press('Control+c');
    await page.evaluate(() => {
      const field = document.body.appendChild(document.createElement('div'));
      field.contentEditable = 'true';
      field.focus();
    });
    // Heard before it is pressed: keys come to a page by another way than what tests ask of it.
    await page.evaluate(() => {
      const pasted = new Promise<string[]>((resolve) => {
        addEventListener('paste', ({ clipboardData: all }) =>
          resolve(['text/plain', 'text/html'].map((type) => all?.getData(type) ?? '')),
        );
      });
      Object.assign(globalThis, { pasted });
    });
    await page.keyboard.press('Control+v');
    const [plain, html] = await page.evaluate(
      () => (globalThis as unknown as { pasted: Promise<string[]> }).pasted,
    );
    const rows = [one, three, ten, lost].map((each) => `${each?.number}\tJalan\tBangka`);
    expect(plain?.trim()).toBe(rows.join('\n'));
    expect(html).not.toMatch(/tuntas|<svg|<button/);
  });
});
