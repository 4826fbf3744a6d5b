/** Photos that a finding calls alike, beside one another in Chromium: by key, aligned, and every awkward other report. */
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { Reason } from '#shared/contract/evidence.ts';
import type { Photo } from '#shared/contract/ticket.ts';
import { HEIGHT, scene, taken, WIDTH } from '../fixtures/blob-scenes.ts';
import { NARROW, useDeskBench, WIDE } from './desk-harness.ts';
import { heading, sidewaysScroll, violations } from './desk-page.ts';
import { away, deskTicket, facts, numberOf } from './desk-tickets.ts';
import { screenshot } from './harness/paths.ts';

const street = scene(7);
const elsewhere = scene(8);

function drawn(shown: (x: number, y: number) => number): () => Promise<Buffer> {
  return () => {
    const { data, width, height } = taken(shown);
    return sharp(data, { raw: { width, height, channels: 1 } })
      .jpeg({ quality: 88 })
      .toBuffer();
  };
}

/** A square of something else, in px of the scene. */
const isPainted = (x: number, y: number): boolean => x > 300 && x < 400 && y > 200 && y < 300;

const PICTURES = {
  mine: drawn(street),
  /** Cropped, darker, and something painted into it. */
  cropped: drawn((x, y) => {
    const [u, v] = [24 + 0.9 * x, 18 + 0.9 * y];
    return 0.7 * (isPainted(u, v) ? elsewhere(u, v) : street(u, v));
  }),
  mirrored: drawn((x, y) => street(WIDTH - 1 - x, y)),
  unrelated: drawn(elsewhere),
};

function after(id: string, followUp = 1): Photo {
  return { id, kind: 'after', followUp, facts: facts({ position: away(12) }) };
}

function reused(photo: number, more: Partial<Reason>): Reason {
  return {
    code: 'PHOTO_REUSED',
    severity: 'fail',
    photo,
    measure: { by: 'alignment', share: 0.9 },
    message: `Foto ${photo + 1} sama dengan foto pada laporan ${more.ref ?? 'lain'}.`,
    advice: 'Minta foto baru hasil pekerjaan di lokasi laporan.',
    ...more,
  };
}

const OTHER = numberOf(21);
const GONE = numberOf(22);
const SECRET = numberOf(23);

const REASONS: Reason[] = [
  reused(0, { ref: OTHER, otherPhoto: 'cropped' }),
  reused(1, { ref: GONE, otherPhoto: 'erased' }),
  reused(2, { ref: SECRET, otherPhoto: 'secret' }),
  { ...reused(3, {}), code: 'PHOTO_TWICE', severity: 'warn', measure: { by: 'alignment', which: 1 } },
];

function tickets() {
  return [
    deskTicket(1, {
      verdict: { verdict: 'fail', reasons: REASONS, checkedAt: '2025-03-10T08:55:04+07:00' },
      photos: [
        { id: 'p1-before', kind: 'report', facts: facts() },
        after('mine'),
        after('unrelated'),
        after('p1-after-3'),
        after('mirrored'),
      ],
    }),
    deskTicket(2, {
      verdict: {
        verdict: 'fail',
        reasons: [reused(0, {})],
        checkedAt: '2025-03-10T08:55:04+07:00',
      },
      actions: ['proses'],
    }),
    deskTicket(3, {
      verdict: {
        verdict: 'fail',
        reasons: [reused(0, { ref: OTHER, otherPhoto: 'cropped' })],
        checkedAt: '2025-03-10T08:55:04+07:00',
      },
      photos: [after('unrelated')],
    }),
    deskTicket(21, {
      status: 'selesai',
      actions: [],
      unit: { code: '31.74.03.1003', name: 'Kelurahan Pela Mampang' },
      narrative: 'Lubang di Jalan Bangka Raya RT 04 sudah ditambal dengan aspal dingin.',
      point: { lat: -6.24, lon: 106.82 },
      photos: [after('other-first'), after('cropped')],
    }),
    deskTicket(22, { status: 'selesai', actions: [], photos: [after('still-there')] }),
  ];
}

const desk = useDeskBench(() => ({ tickets: tickets(), photos: PICTURES }));

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Sandingan foto' });

async function openComparison(index = 1): Promise<void> {
  await desk.openOn(index);
  await desk.page.getByRole('button', { name: 'Sandingkan kedua foto' }).first().waitFor();
  await desk.page.keyboard.press('y');
  await dialog(desk.page).waitFor();
}

const headingHasKeys = (): Promise<boolean> =>
  desk.page.locator('h1').evaluate((element) => element.matches(':focus'));

/** px by which the words about what lies over one another reach into the photos. */
async function wordsOverPhotos(): Promise<number> {
  const [photos, words] = await Promise.all(
    ['.pane-view', '.overlay-words'].map((part) => desk.page.locator(`.compare ${part}`).boundingBox()),
  );
  if (!photos || !words) throw new Error('nothing is laid over anything');
  return photos.y + photos.height - words.y;
}

/** Mean brightness (0 to 255) of what is drawn in a part of the pane, in shares of its box. */
async function brightness(page: Page, part: { left: number; top: number; size: number }): Promise<number> {
  const box = await page.locator('.compare .laid-box').first().boundingBox();
  if (!box) throw new Error('nothing is laid over anything');
  const clip = {
    x: box.x + part.left * box.width,
    y: box.y + part.top * box.height,
    width: part.size * box.width,
    height: part.size * box.height,
  };
  const { channels } = await sharp(await page.screenshot({ clip })).stats();
  return channels[0]?.mean ?? Number.NaN;
}

describe('a photo of another report', () => {
  it('stands beside it by a key, with number, office, narrative and distance of the other report', async () => {
    await openComparison();
    await dialog(desk.page).locator('img.picture:not(.picture-rough)').nth(1).waitFor();
    const reports = desk.page.getByRole('complementary', { name: 'Kedua laporan' });
    await reports.getByText('Kelurahan Pela Mampang').waitFor();
    await reports.getByText('Lubang di Jalan Bangka Raya RT 04').waitFor();
    await reports.getByText(/^Titik kedua laporan berjarak 1,7\skm/).waitFor();
    expect(await reports.getByText(OTHER, { exact: true }).count()).toBe(1);
  });

  it('is aligned: of what was cropped and darkened only what was painted in differs', async () => {
    await openComparison();
    await desk.page.keyboard.press(';');
    await dialog(desk.page)
      .getByText(/^Hitam: sama\. .*Diselaraskan/)
      .waitFor();
    await dialog(desk.page).locator('.difference img.picture:not(.picture-rough)').nth(1).waitFor();
    const painted = { left: 320 / WIDTH, top: 220 / HEIGHT, size: 0.1 };
    const same = { left: 0.2, top: 0.3, size: 0.1 };
    await expect.poll(() => brightness(desk.page, same)).toBeLessThan(25);
    await expect.poll(() => brightness(desk.page, painted)).toBeGreaterThan(60);
  });

  it('gives the keyboard back to where it was by Escape, from the button and from the key', async () => {
    await desk.openOn(1);
    const button = desk.page.getByRole('button', { name: 'Sandingkan kedua foto' }).first();
    await button.focus();
    await desk.page.keyboard.press('Enter');
    await dialog(desk.page).waitFor();
    await desk.page.keyboard.press('Escape');
    await dialog(desk.page).waitFor({ state: 'hidden' });
    await expect.poll(() => button.evaluate((element) => element.matches(':focus'))).toBe(true);
    await button.evaluate((element) => element.blur());
    await desk.page.keyboard.press('y');
    await dialog(desk.page).waitFor();
    await desk.page.keyboard.press('Escape');
    await expect.poll(headingHasKeys).toBe(true);
  });

  it('decides nothing while it is looked at', async () => {
    await openComparison();
    for (const key of ['a', 'r', 't']) await desk.page.keyboard.press(key);
    await desk.page.keyboard.press('Escape');
    await dialog(desk.page).waitFor({ state: 'hidden' });
    await heading(desk.page, numberOf(1));
    expect(await desk.page.locator('.form').count()).toBe(0);
  });
});

describe('findings of several photos', () => {
  it('are walked through: erased, out of sight and mirrored ones each say what they are', async () => {
    await openComparison();
    await dialog(desk.page).getByText('1 dari 4 temuan').waitFor();
    await desk.page.keyboard.press('j');
    await dialog(desk.page).getByText('Foto pembandingnya sudah dihapus.').waitFor();
    expect(await dialog(desk.page).locator('.compare-pair img').count()).toBe(1);
    await desk.page.keyboard.press('ArrowRight');
    await dialog(desk.page).getByText(`Laporan ${SECRET} tidak ada atau bukan untuk Anda`).waitFor();
    expect(await desk.page.getByRole('complementary', { name: 'Kedua laporan' }).count()).toBe(0);
    await desk.page.keyboard.press('j');
    await desk.page.keyboard.press('s');
    await dialog(desk.page).getByText('Salah satunya dicerminkan.').waitFor();
    await desk.page.keyboard.press('k');
    await dialog(desk.page).getByText('3 dari 4 temuan').waitFor();
  });

  it('say in words that two photos cannot be aligned, and show them side by side rather than noise', async () => {
    await openComparison(3);
    await desk.page.keyboard.press(';');
    await dialog(desk.page)
      .getByText(/^Kedua foto tidak dapat diselaraskan, jadi selisihnya/)
      .waitFor();
    expect(await dialog(desk.page).locator('.apart img.picture').count()).toBe(2);
  });

  it('are said to lie with validators alone where the service names no report', async () => {
    await desk.openOn(2);
    await desk.page.getByText('Foto pembandingnya ada pada laporan lain').waitFor();
    expect(await desk.page.getByRole('button', { name: 'Sandingkan kedua foto' }).count()).toBe(0);
    await desk.page.keyboard.press('y');
    await dialog(desk.page).getByText('hanya dapat dilihat validator').waitFor();
  });
});

describe('while the service does not answer', () => {
  it('says what is missing, and shows what lies on this machine with its date', async () => {
    await openComparison();
    await desk.page.getByRole('complementary', { name: 'Kedua laporan' }).waitFor();
    await desk.page.keyboard.press('Escape');
    // The keys are the desk's again once it has them back.
    await expect.poll(headingHasKeys).toBe(true);
    desk.bench.service.failure = 'away';
    await desk.page.keyboard.press('y');
    await desk.page.getByText(/^Layanan tidak menjawab\. Isi ini salinan dari/).waitFor();
    await desk.page.keyboard.press('j');
    await desk.page.keyboard.press('j');
    await dialog(desk.page).getByText(`laporan ${SECRET} belum tersimpan di perangkat ini`).waitFor();
    desk.bench.service.failure = null;
    await dialog(desk.page).getByRole('button', { name: 'Coba lagi' }).click();
    await dialog(desk.page).getByText(`Laporan ${SECRET} tidak ada atau bukan untuk Anda`).waitFor();
  });
});

it.each([
  ['wide', WIDE],
  ['middle', { width: 1024, height: 768 }],
  ['narrow', NARROW],
])('the comparison looks the part, %s, in both lights, and axe finds nothing', async (name, size) => {
  await desk.openOn(1, size);
  await desk.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await desk.page.getByRole('button', { name: 'Sandingkan kedua foto' }).first().click();
  await dialog(desk.page).locator('img.picture:not(.picture-rough)').nth(1).waitFor();
  await desk.page.screenshot({ path: await screenshot(`compare-pair-${name}-light`) });
  expect(await violations(desk.page)).toEqual([]);
  expect(await sidewaysScroll(desk.page)).toBeLessThanOrEqual(0);
  await desk.page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  for (const key of ['s', ';']) {
    await desk.page.keyboard.press(key);
    await dialog(desk.page)
      .getByText(/Diselaraskan/)
      .waitFor();
    await desk.page.screenshot({
      path: await screenshot(`compare-${key === 's' ? 'swipe' : 'difference'}-${name}-dark`),
    });
    expect(await wordsOverPhotos()).toBeLessThanOrEqual(0);
    expect(await violations(desk.page)).toEqual([]);
  }
});
