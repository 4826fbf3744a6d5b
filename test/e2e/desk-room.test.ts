/** How much of the window the evidence has, measured in Chromium: one, three and ten photos, upright and lying. */
import { describe, expect, it } from 'vitest';
import type { Reason } from '#shared/contract/evidence.ts';
import type { Photo, Ticket } from '#shared/contract/ticket.ts';
import { releasePhotos, useDeskBench, WIDE } from './desk-harness.ts';
import { decideBy, looked, sidewaysScroll, violations } from './desk-page.ts';
import { away, deskTicket, facts } from './desk-tickets.ts';
import { inEveryLook } from './harness/looks.ts';

const SMALL = { width: 1024, height: 768 };
const PHONE = { width: 390, height: 844 };

/** px, as the phones of officers take them. */
const UPRIGHT = { width: 3000, height: 4000 };
const LYING = { width: 4000, height: 3000 };
const SLIM = { width: 2160, height: 3840 };
const WIDELY = { width: 3840, height: 2160 };

type Size = typeof UPRIGHT;
type Box = Size & { x: number; y: number };

/** Findings of two kinds over all photos. */
function far(count: number): Reason[] {
  const photos = Array.from({ length: count }, (_, photo) => photo);
  return [
    ...photos.map(
      (photo): Reason => ({
        code: 'LOCATION_MISMATCH',
        severity: 'fail',
        photo,
        measure: { distanceM: 1204 + 100 * photo, failM: 100 },
        message: `Foto ${photo + 1} diambil ${(1.2 + photo / 10).toFixed(1).replace('.', ',')} km dari titik laporan (batas 100 m).`,
        advice: 'Periksa apakah titik laporan sudah benar atau minta foto di lokasi.',
      }),
    ),
    ...photos.map(
      (photo): Reason => ({
        code: 'TIME_MISSING',
        severity: 'warn',
        photo,
        message: `Foto ${photo + 1} tidak memuat waktu pengambilan.`,
        advice: 'Minta berkas asli yang dikirim sebagai dokumen.',
      }),
    ),
  ];
}

function report(index: number, after: readonly Size[], before: Size | null, reasons: Reason[] = []): Ticket {
  const photos: Photo[] = after.map((size, at) => ({
    id: `p${index}-after-${at + 1}`,
    kind: 'after',
    followUp: 1,
    facts: facts({ ...size, position: reasons.length > 0 ? away(1204 + 100 * at) : away(12 + at) }),
  }));
  return deskTicket(index, {
    photos: [
      ...(before
        ? [
            {
              id: `p${index}-before`,
              kind: 'report' as const,
              facts: facts({ ...before, position: away(8) }),
            },
          ]
        : []),
      ...photos,
    ],
    verdict: {
      verdict: reasons.length > 0 ? 'fail' : 'pass',
      reasons,
      checkedAt: '2025-03-10T08:55:04+07:00',
    },
  });
}

const NARRATIVE = 'Lubang di Jl. Kemang Raya ditambal dengan aspal dingin.';

/** Whose history tells of the follow-up with its narrative, as the service does. */
function followedUp(index: number): Ticket {
  const plain = deskTicket(index, { narrative: NARRATIVE });
  return {
    ...plain,
    events: plain.events.map((event) =>
      event.action === 'tindak_lanjut' ? { ...event, narrative: NARRATIVE } : event,
    ),
  };
}

const REPORTS = [
  report(1, [UPRIGHT], UPRIGHT),
  report(2, [LYING], LYING),
  report(3, [UPRIGHT, UPRIGHT, UPRIGHT], UPRIGHT, far(3)),
  report(4, [LYING, LYING, LYING], LYING, far(3)),
  report(5, Array(10).fill(UPRIGHT), UPRIGHT, far(10)),
  report(6, Array(10).fill(LYING), LYING, far(10)),
  report(7, [SLIM], SLIM),
  report(8, [WIDELY], WIDELY),
  report(9, [LYING, UPRIGHT, WIDELY], UPRIGHT, far(1)),
  report(10, [UPRIGHT], null),
  report(11, [UPRIGHT], LYING),
  followedUp(12),
];
const LANDSCAPE = [2, 4, 6, 8];
const PORTRAIT = [1, 3, 5, 7];

describe('the evidence', () => {
  const desk = useDeskBench(() => ({ tickets: REPORTS, photos: { 'p11-before': 'late' } }));

  /** px of each in the window. */
  const boxesOf = (selector: string): Promise<Box[]> =>
    desk.page.locator(selector).evaluateAll((all) =>
      all.map((each) => {
        const { x, y, width, height } = each.getBoundingClientRect();
        return { x, y, width, height };
      }),
    );

  it.each([
    ...LANDSCAPE.map((index) => [index, 15] as const),
    ...PORTRAIT.map((index) => [index, 20] as const),
  ])(
    'of report %i has at least %i hundredths of the window for each photo, with the queue beside it',
    async (index, least) => {
      await desk.openOn(index);
      await desk.page.locator('.pane-view img.picture').nth(1).waitFor();
      for (const { width, height } of await boxesOf('.pane-view')) {
        expect((100 * width * height) / (WIDE.width * WIDE.height)).toBeGreaterThanOrEqual(least);
      }
    },
  );

  it('moves nothing when it arrives', async () => {
    await desk.openOn(11);
    await desk.page.locator('.pane-after img.picture').waitFor();
    const before = await boxesOf('.pane-view, .photos-foot, .reading');
    await desk.page.locator('.bar[data-look="unpainted"]').waitFor();
    releasePhotos();
    await looked(desk.page);
    expect(await boxesOf('.pane-view, .photos-foot, .reading')).toEqual(before);
  });

  it('is never cut by its own words', async () => {
    for (const [index, size] of [
      [5, WIDE],
      [5, SMALL],
      [7, SMALL],
      [9, SMALL],
      [5, PHONE],
    ] as const) {
      await desk.openOn(index, size);
      const [foot] = await boxesOf('.photos-foot');
      const [strip, film] = await boxesOf('.filmstrip, .film');
      expect(strip?.height ?? 0).toBeGreaterThanOrEqual(film?.height ?? 0);
      for (const caption of await boxesOf('.pane figcaption')) {
        expect(caption.y + caption.height).toBeLessThanOrEqual((foot?.y ?? 0) + 1);
      }
      await desk.page.close();
    }
  });

  it('has the queue’s room by one key, which the desk remembers', async () => {
    await desk.openOn(2);
    const [beside] = await boxesOf('.pane-view');
    await desk.page.keyboard.press('[');
    await desk.page.getByRole('button', { name: 'Buka antrean' }).waitFor();
    const [alone] = await boxesOf('.pane-view');
    expect(alone?.width).toBeGreaterThan((beside?.width ?? 0) + 50);
    await desk.page.reload();
    await desk.page.getByRole('button', { name: 'Buka antrean' }).waitFor();
    // The search is in the queue: it opens for as long as somebody searches.
    await desk.page.keyboard.press('/');
    await desk.page.getByRole('searchbox').waitFor();
    await desk.page.keyboard.press('Escape');
    await desk.page.locator('.queue-list').waitFor();
    await desk.page.keyboard.press('[');
    await desk.page.getByRole('button', { name: 'Buka antrean' }).waitFor();
    await desk.page.getByRole('button', { name: 'Buka antrean' }).click();
    await desk.page.getByRole('button', { name: 'Lipat antrean' }).waitFor();
  });

  it('stays in sight beside every form, and above it where there is one column', async () => {
    for (const size of [WIDE, SMALL, PHONE]) {
      await desk.openOn(4, size);
      for (const key of ['r', 't', 'f']) {
        await decideBy(desk.page, key);
        const [form] = await boxesOf('.bar .form');
        if (!form) throw new Error('no form is open');
        const photos = await boxesOf('.pane-view');
        if (size === PHONE) expect(form.y).toBeGreaterThan(size.height / 4);
        else for (const photo of photos) expect(photo.x).toBeGreaterThanOrEqual(form.x + form.width);
        await desk.page.keyboard.press('Escape');
        await desk.page.locator('.bar .form').waitFor({ state: 'detached' });
      }
      expect(await sidewaysScroll(desk.page)).toBe(0);
      await desk.page.close();
    }
  });

  it('has one line for each kind of finding over ten photos, and a small photo with its distance for each', async () => {
    await desk.openOn(6);
    const findings = desk.page.locator('.finding');
    expect(await findings.count()).toBe(2);
    await findings.first().getByText('Foto 10 diambil 2,1 km dari titik laporan (batas 100 m).').waitFor();
    await findings.first().getByText('Juga foto 1–9.').waitFor();
    const films = desk.page.locator('.film');
    expect(await films.count()).toBe(10);
    await films.nth(3).getByText('1,5 km').waitFor();
    await findings.first().getByRole('button', { name: 'Tampilkan foto 10' }).click();
    await desk.page.locator('.pane-after .pane-name', { hasText: '10 dari 10' }).waitFor();
    expect(await films.nth(9).getAttribute('aria-pressed')).toBe('true');
    await films.nth(3).click();
    await desk.page.locator('.pane-after .pane-name', { hasText: '4 dari 10' }).waitFor();
    await desk.page.keyboard.press('ArrowRight');
    await desk.page.locator('.pane-after .pane-name', { hasText: '5 dari 10' }).waitFor();
  });

  it('is not told twice: the history points to the narrative that stands beside it', async () => {
    await desk.openOn(12);
    await desk.page.getByText('Narasinya tertulis di').waitFor();
    expect(await desk.page.getByText(NARRATIVE).count()).toBe(1);
  });

  it.each([
    ['one', 1, WIDE],
    ['one-phone', 2, PHONE],
    ['three', 3, WIDE],
    ['three-small', 4, SMALL],
    ['ten', 5, WIDE],
    ['ten-lying', 6, WIDE],
    ['ten-phone', 5, PHONE],
  ] as const)('looks the part with photos: %s', async (name, index, size) => {
    await desk.openOn(index, size);
    await looked(desk.page);
    await inEveryLook(desk.page, `room-${name}`);
    expect(await violations(desk.page)).toEqual([]);
    expect(await sidewaysScroll(desk.page)).toBe(0);
  });
});
