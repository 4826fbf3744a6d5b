/** The photos of a report in Chromium: every way of comparing them, by keyboard and pointer, and every awkward one. */
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { NARROW, useDeskBench, WIDE } from './desk-harness.ts';
import { decideBy, heading, violations } from './desk-page.ts';
import { away, deskTicket, facts, numberOf } from './desk-tickets.ts';
import { screenshot } from './harness/paths.ts';

declare const chrome: { storage: { local: { set(values: object): Promise<void> } } };

describe('before and after', () => {
  const desk = useDeskBench(() => ({
    tickets: [deskTicket(1), deskTicket(2), deskTicket(3, { photos: [] })],
  }));
  const divider = (): Locator => desk.page.getByRole('slider', { name: 'Pembatas sebelum dan sesudah' });

  it('are swiped over one another: the divider follows keys and pointer, and the photos share one zoom', async () => {
    await desk.openOn(1);
    await desk.page.keyboard.press('s');
    await divider().waitFor();
    await desk.page.keyboard.press('.');
    await expect.poll(() => divider().getAttribute('aria-valuenow')).toBe('55');
    await divider().press('ArrowLeft');
    await divider().press('ArrowLeft');
    await expect.poll(() => divider().getAttribute('aria-valuetext')).toBe('45 % sebelum');
    // The arrow keys were the divider's: the photo is still the first.
    await desk.page.getByText('1 dari 3').waitFor();
    const box = await desk.page.locator('.pane-view').boundingBox();
    if (!box) throw new Error('the pane is not drawn');
    await divider().hover();
    await desk.page.mouse.down();
    await desk.page.mouse.move(box.x + box.width / 4, box.y + 40);
    await desk.page.mouse.up();
    await expect.poll(() => divider().getAttribute('aria-valuenow')).toBe('25');
    await desk.page.keyboard.press('z');
    const transforms = () =>
      desk.page.locator('.laid').evaluateAll((all) => all.map((each) => each.style.transform));
    await expect.poll(transforms).toEqual(Array(2).fill(expect.stringContaining('scale(2.5)')));
  });

  it('keep the way of comparing for the next report, but not where there is nothing to compare', async () => {
    await desk.openOn(1);
    await desk.page.keyboard.press(';');
    await desk.page.locator('.difference img.picture').nth(1).waitFor();
    await desk.page.getByText(/^Hitam: sama\. Terang: berbeda/).waitFor();
    await desk.page.keyboard.press('j');
    await heading(desk.page, numberOf(2));
    await desk.page.locator('.difference').waitFor();
    await desk.page.keyboard.press('j');
    await heading(desk.page, numberOf(3));
    await desk.page.getByText('Tidak ada foto sesudah.').waitFor();
    expect(await desk.page.getByRole('group', { name: 'Cara membandingkan' }).count()).toBe(0);
  });

  it('fill the window by one key and can be decided there; the next report begins with its findings', async () => {
    await desk.openOn(1);
    await desk.page.keyboard.press('v');
    await desk.page.locator('.reading').waitFor({ state: 'hidden' });
    await decideBy(desk.page, 'r');
    await desk.page.locator('.form').waitFor();
    await desk.page.keyboard.press('Escape');
    await desk.page.keyboard.press('j');
    await heading(desk.page, numberOf(2));
    await desk.page.locator('.reading').waitFor();
  });

  it.each([
    ['wide', WIDE],
    ['narrow', NARROW],
  ])('look the part over one another, %s, and axe finds nothing', async (name, size) => {
    await desk.openOn(1, size);
    await desk.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    const bottomOf = async (part: string): Promise<number> => {
      const box = await desk.page.locator(part).boundingBox();
      return box ? box.y + box.height : Number.NaN;
    };
    for (const [key, comparison] of [
      ['s', 'swipe'],
      [';', 'difference'],
    ] as const) {
      await desk.page.keyboard.press(key);
      await desk.page.locator(`.pane-${comparison} img.picture[data-preview="false"]`).nth(1).waitFor();
      await desk.page.getByText(/Diselaraskan: /).waitFor();
      expect(await bottomOf('.overlay-words')).toBeLessThanOrEqual(await bottomOf('.stage'));
      await desk.page.screenshot({ path: await screenshot(`photos-${comparison}-${name}-light`) });
      expect(await violations(desk.page)).toEqual([]);
    }
    await desk.page.keyboard.press('v');
    await desk.page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await desk.page.screenshot({ path: await screenshot(`photos-filling-${name}-dark`) });
    expect(await violations(desk.page)).toEqual([]);
  });
});

/** By somebody on the list, by somebody who is not, and no longer as it was signed. */
const SIGNED = [
  { state: 'valid', signedBy: 'Google LLC', isListed: true },
  { state: 'valid', signedBy: 'Siapa Saja', isListed: false },
  { state: 'changed', signedBy: 'Google LLC', isListed: true },
] as const;

describe('photos that are awkward', () => {
  const desk = useDeskBench(() => ({
    photos: { gone: 'gone', torn: 'torn' },
    tickets: [
      deskTicket(1, {
        photos: [
          { id: 'p1-before', kind: 'report', facts: facts() },
          ...Array.from({ length: 10 }, (_, index) => ({
            id: `p1-after-${index + 1}`,
            kind: 'after' as const,
            followUp: 1,
            facts: facts({ format: 'heic', position: away(18 * index), credentials: SIGNED[index] ?? null }),
          })),
        ],
      }),
      deskTicket(2, {
        photos: [
          { id: 'p2-before', kind: 'report', facts: facts() },
          { id: 'gone', kind: 'after', followUp: 1, facts: facts({ position: away(1_392_000) }) },
          { id: 'torn', kind: 'after', followUp: 1, facts: facts() },
        ],
      }),
    ],
  }));

  it('ten from an iPhone are shown by the service’s copies and compared like any others', async () => {
    await desk.openOn(1);
    await desk.page.locator('.pane-after img.picture').waitFor();
    await desk.page.getByText('1 dari 10').waitFor();
    expect(await desk.page.locator('.map-distances li').count()).toBe(10);
    await desk.page.keyboard.press('s');
    await desk.page.locator('.layer-after img.picture').waitFor();
    await desk.page.screenshot({ path: await screenshot('photos-heic-ten') });
    expect(await violations(desk.page)).toEqual([]);
  });

  it('name who signed them, as long as the signature fits', async () => {
    await desk.openOn(1);
    await desk.page.getByText('Ditandatangani oleh Google LLC').waitFor();
    await desk.page.keyboard.press('ArrowRight');
    await desk.page.getByText('Tanda tangan Siapa Saja, tidak ada di daftar tepercaya').waitFor();
    await desk.page.keyboard.press('ArrowRight');
    await desk.page.getByText('3 dari 10').waitFor();
    expect(await desk.page.getByText(/anda ?tangan/i).count()).toBe(0);
  });

  it('one that is out of reach says so in the place of both, and can be asked for again', async () => {
    await desk.openOn(2);
    await desk.page.keyboard.press('s');
    const words = desk.page.getByText('Foto belum tersimpan di perangkat ini.');
    await words.waitFor();
    expect(await desk.page.locator('img.picture').count()).toBe(0);
    await desk.page.screenshot({ path: await screenshot('photos-out-of-reach') });
    desk.bench.photos.delete('gone');
    await desk.page.getByRole('button', { name: 'Coba lagi' }).click();
    await desk.page.locator('.layer-after img.picture').waitFor();
  });

  it('one whose bytes are torn is named, with its original to be had', async () => {
    await desk.openOn(2, NARROW);
    await desk.page.keyboard.press('ArrowRight');
    await desk.page.getByText('Berkas ini tidak dapat dibaca sebagai foto.').waitFor();
    await desk.page.getByRole('button', { name: 'Unduh berkas asli' }).waitFor();
    await desk.page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await desk.page.screenshot({ path: await screenshot('photos-torn-narrow') });
    expect(await violations(desk.page)).toEqual([]);
  });
});

describe('a photo whose file is no longer what was handed in', () => {
  const desk = useDeskBench(() => ({ photos: { 'p1-after-1': 'lost' }, tickets: [deskTicket(1)] }));

  it.each([
    ['wide', WIDE],
    ['narrow', NARROW],
  ])('says so in its place, %s, and axe finds nothing', async (name, size) => {
    await desk.openOn(1, size);
    await desk.page.getByText('berkasnya di server diubah setelah diterima').waitFor();
    await desk.page.screenshot({ path: await screenshot(`photos-lost-${name}`) });
    expect(await violations(desk.page)).toEqual([]);
    await desk.page.getByRole('button', { name: 'Coba lagi' }).waitFor();
  });
});
