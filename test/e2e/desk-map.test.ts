/** The map of a report in Chromium: streets and marks, by keyboard and pointer, with streets and without. */
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Surroundings } from '#shared/contract/map.ts';
import type { Ticket } from '#shared/contract/ticket.ts';
import { NARROW, useDeskBench, WIDE } from './desk-harness.ts';
import { decideBy, heading, outbox, sidewaysScroll, violations } from './desk-page.ts';
import { away, deskTicket, facts, numberOf } from './desk-tickets.ts';
import { screenshot } from './harness/paths.ts';

declare const chrome: { storage: { local: { set(values: object): Promise<void> } } };

const POINT = { lat: -6.2554, lon: 106.8177 };
const at = (north: number, east: number) => ({
  lat: POINT.lat + north / 111_320,
  lon: POINT.lon + east / 110_660,
});

const AROUND: Surroundings = {
  map: {
    tiles: {
      minZoom: 10,
      maxZoom: 19,
      box: { west: 106.3, south: -6.6, east: 107.2, north: -4.9 },
      attribution: { text: '© Peta Uji', url: 'https://peta.example/hak' },
    },
    link: 'https://peta.example/?q={lat},{lon}',
  },
  reports: [
    {
      number: numberOf(2),
      status: 'validasi',
      category: 'Pohon',
      receivedAt: '2025-03-02T09:15:00+07:00',
      point: at(60, -70),
      distanceM: 92,
    },
    {
      number: 'JK2502010007',
      status: 'selesai',
      category: 'Jalan',
      receivedAt: '2025-02-01T09:15:00+07:00',
      point: at(-110, 120),
      distanceM: 163,
    },
  ],
  more: false,
  borders: [
    {
      kelurahan: { code: '31.74.03.1002', name: 'Kelurahan Bangka' },
      holds: true,
      lines: [
        [at(-900, 200), at(0, 260), at(150, 40), at(900, -300)].map(({ lat, lon }): [number, number] => [
          lat,
          lon,
        ]),
      ],
    },
  ],
};

/** One photo whose hemisphere was exchanged, one whose latitude and longitude were. */
function swapped(): Ticket {
  const meant = { meantLat: POINT.lat, meantLon: POINT.lon };
  const reason = (photo: number) => ({
    code: 'LOCATION_TRANSPOSED' as const,
    severity: 'warn' as const,
    photo,
    measure: meant,
    message: `Foto ${photo + 1}: lintang dan bujur tertukar.`,
    advice: 'Periksa fotonya.',
  });
  const exact = { accuracyM: 15, accuracyFrom: 'assumed' as const };
  const north = facts({ position: { lat: -POINT.lat, lon: POINT.lon, ...exact } });
  const nowhere = facts({
    gps: 'out_of_range',
    position: null,
    impossible: { lat: POINT.lon, lon: POINT.lat, ...exact },
  });
  return deskTicket(3, {
    verdict: { verdict: 'warn', reasons: [reason(0), reason(1)], checkedAt: '2025-03-10T08:55:04+07:00' },
    photos: [
      { id: 'p3-after-1', kind: 'after', followUp: 1, facts: north },
      { id: 'p3-after-2', kind: 'after', followUp: 1, facts: nowhere },
    ],
  });
}

const desk = useDeskBench(() => ({
  tickets: [deskTicket(1), deskTicket(2, { point: at(60, -70) }), swapped(), deskTicket(4)],
  around: AROUND,
}));
const drawn = (): Locator => desk.page.locator('.report-map .map[data-drawn="true"]');
const canvas = (): Locator => drawn().locator('.map-canvas');
const scale = (): Promise<string | null> => drawn().locator('.leaflet-control-scale-line').textContent();

/** Widths of the pictures that were painted. */
const painted = (): Promise<number[]> =>
  desk.page
    .locator('.report-map .map-streets img')
    .evaluateAll((all) => all.map((each) => (each as unknown as { naturalWidth: number }).naturalWidth));

describe('a map with streets', () => {
  it('has pictures that came through the service, and names their source', async () => {
    await desk.openOn(1);
    await drawn().and(desk.page.locator('[data-streets="true"]')).waitFor();
    await expect
      .poll(async () => (await painted()).filter((width) => width === 256).length)
      .toBeGreaterThan(3);
    const sources = await desk.page
      .locator('.map-streets img')
      .evaluateAll((all) => all.map((each) => each.getAttribute('src')?.slice(0, 15)));
    expect(new Set(sources)).toEqual(new Set(['data:image/png;']));
    const named = drawn().getByRole('link', { name: '© Peta Uji' });
    expect(await named.getAttribute('href')).toBe('https://peta.example/hak');
    expect(await drawn().locator('.map-report').count()).toBe(1);
    expect(await drawn().locator('.map-photo').count()).toBe(3);
    expect(await drawn().locator('path.map-error').count()).toBe(4);
    expect(await drawn().locator('path.map-border-holds').count()).toBe(1);
    await desk.page.getByText('Titik berada di Kelurahan Bangka.').waitFor();
    const open = desk.page.getByRole('link', { name: 'Buka peta di peta.example' });
    expect(await open.getAttribute('href')).toBe('https://peta.example/?q=-6.2554,106.8177');
    expect(await violations(desk.page)).toEqual([]);
    await looks('streets');
  });

  it('lists near reports, and opens one by Enter', async () => {
    await desk.openOn(1);
    const near = desk.page.locator('.map-near-list');
    await near.locator('summary').press('Enter');
    expect(await near.locator('li').allInnerTexts()).toEqual([
      expect.stringMatching(/^JK2503080002\s+Menunggu validasi\s+Pohon · 92\sm · 2 Mar/),
      expect.stringMatching(/^JK2502010007\s+Selesai\s+Jalan · 163\sm · 1 Feb/),
    ]);
    await expect.poll(() => drawn().locator('.map-near').count()).toBe(2);
    await near.getByRole('button', { name: numberOf(2) }).press('Enter');
    await heading(desk.page, numberOf(2));
    await drawn().waitFor();
  });

  it('is moved and zoomed by keys while it is chosen, and the photo stays', async () => {
    await desk.openOn(1);
    await canvas().focus();
    const before = await scale();
    await desk.page.keyboard.press('+');
    await expect.poll(scale).not.toBe(before);
    await desk.page.keyboard.press('-');
    await expect.poll(scale).toBe(before);
    const spot = async () => (await drawn().locator('.map-report').boundingBox())?.x ?? 0;
    const x = await spot();
    await desk.page.keyboard.press('ArrowRight');
    await expect.poll(async () => Math.round(x - (await spot()))).toBe(60);
    await desk.page.getByText('1 dari 3').waitFor();
    await desk.page.keyboard.press('0');
    await expect.poll(async () => Math.abs((await spot()) - x) < 2).toBe(true);
  });

  it('shows the photo whose mark is pressed', async () => {
    await desk.openOn(4);
    await drawn().locator('.map-photo', { hasText: '2' }).click();
    await desk.page.getByText('2 dari 3').waitFor();
  });

  it('is a sketch with a word about it where the pictures cannot be had', async () => {
    desk.bench.map.hasTiles = false;
    await desk.openOn(1);
    await drawn().getByText('Gambar jalan tidak tersedia sekarang.', { exact: false }).waitFor();
    expect(await drawn().locator('.map-photo').count()).toBe(3);
    expect(await drawn().getByRole('link', { name: '© Peta Uji' }).count()).toBe(0);
    desk.bench.map.hasTiles = true;
  });
});

describe('a map without streets', () => {
  it('is drawn to scale, with distances and coordinates, though nothing around is known', async () => {
    desk.bench.map.around = { map: { tiles: null, link: null }, reports: [], more: false, borders: [] };
    await desk.openOn(1);
    await drawn().waitFor();
    expect(await scale()).toMatch(/^\d+ k?m$/);
    await desk.page.getByText('Tidak ada laporan sekitar (250 m, 90 hari).').waitFor();
    expect(await desk.page.locator('.map-distances li').count()).toBe(3);
    expect(await desk.page.locator('.map-streets').count()).toBe(0);
    expect(await desk.page.getByRole('link', { name: /^Buka peta/ }).count()).toBe(0);
    await looks('sketch');
    desk.bench.map.around = AROUND;
  });
});

it('a photo with exchanged coordinates stands at both places, in words where one is on no map', async () => {
  await desk.openOn(3);
  await drawn().waitFor();
  expect(await drawn().locator('.map-photo-meant').allInnerTexts()).toEqual(['1?', '2?']);
  expect(await drawn().locator('.map-photo:not(.map-photo-meant)').allInnerTexts()).toEqual(['1']);
  await desk.page.getByText(/^Foto 1: tertulis 6\.25540, 106\.81770, 1\.\d{3}\skm dari titik/).waitFor();
  await desk.page.getByText(/^Foto 2: tertulis 106\.81770, -6\.25540, tempat itu tidak ada/).waitFor();
  const near = await scale();
  await drawn().getByRole('button', { name: 'Tampilkan juga tempat yang jauh' }).click();
  await expect.poll(scale).not.toBe(near);
  await desk.page.screenshot({ path: await screenshot('map-swapped') });
});

it('the point is put right on the map by arrow keys alone', async () => {
  await desk.openOn(4);
  await decideBy(desk.page, 'i');
  const map = desk.page.locator('.form .map[data-drawn="true"] .map-canvas');
  await map.focus();
  for (const key of ['ArrowUp', 'ArrowUp', 'Shift+ArrowRight']) await desk.page.keyboard.press(key);
  await desk.page.getByText(/^10\sm dari titik sekarang/).waitFor();
  await desk.page.locator('.form .map-put').waitFor();
  await desk.page.screenshot({ path: await screenshot('map-put') });
  expect(await violations(desk.page)).toEqual([]);
  await desk.page.getByLabel('Alasan').fill('Pin di seberang jalan');
  await desk.page.keyboard.press('Enter');
  await expect.poll(async () => (await outbox(desk.page)).length).toBe(1);
  const [entry] = await outbox(desk.page);
  if (entry?.body.action !== 'koreksi_titik') throw new Error('no point was corrected');
  expect(entry.body.point.lat).toBeCloseTo(POINT.lat + 2 / 111_320, 7);
  expect(entry.body.point.lon).toBeGreaterThan(POINT.lon);
});

it('coordinates are copied whole, and it says so', async () => {
  const exact = { lat: -6.25543219, lon: 106.817701 };
  desk.bench.service.put(deskTicket(4, { point: exact, photos: [] }));
  await desk.openOn(4);
  await desk.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await desk.page.getByRole('button', { name: 'Salin koordinat' }).press('Enter');
  await desk.page.getByText('Disalin').first().waitFor();
  const read = () =>
    desk.page.evaluate(() =>
      (
        globalThis as unknown as { navigator: { clipboard: { readText(): Promise<string> } } }
      ).navigator.clipboard.readText(),
    );
  // The desk's own copy of the report stands there first, with the point as it was.
  await expect
    .poll(async () => {
      await desk.page.getByRole('button', { name: /Salin koordinat|Disalin/ }).press('Enter');
      return read();
    })
    .toBe('-6.25543219, 106.817701');
});

it('a report with far photos fits, and nothing is wider than the window', async () => {
  desk.bench.service.put(
    deskTicket(4, {
      photos: [{ id: 'p4-after-1', kind: 'after', followUp: 1, facts: facts({ position: away(1204) }) }],
    }),
  );
  await desk.openOn(4, NARROW);
  await drawn().waitFor();
  expect(await sidewaysScroll(desk.page)).toBe(0);
});

/** In both themes and languages, wide and narrow: for people to look at. */
async function looks(name: string): Promise<void> {
  const { page } = desk;
  for (const [size, width] of [
    [WIDE, 1440],
    [{ width: 390, height: 844 }, 390],
  ] as const) {
    await page.setViewportSize(size);
    for (const [colorScheme, language] of [
      ['dark', 'en'],
      ['light', 'id'],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.evaluate((spoken) => chrome.storage.local.set({ language: spoken }), language);
      await page.locator(`html[lang="${language}"]`).waitFor();
      await drawn().waitFor();
      await drawn().scrollIntoViewIfNeeded();
      await page.screenshot({ path: await screenshot(`map-${name}-${width}-${colorScheme}-${language}`) });
    }
  }
  await page.emulateMedia({ colorScheme: null });
}
