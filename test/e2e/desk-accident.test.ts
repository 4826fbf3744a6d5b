/** Nothing is decided by accident, in Chromium: photos not seen, sentences typed into nothing, a keyboard that was lost. */
import { describe, expect, it } from 'vitest';
import { releasePhotos, useDeskBench, WIDE } from './desk-harness.ts';
import { decideBy, heading, looked, outbox, paused, violations } from './desk-page.ts';
import { deskTicket, numberOf } from './desk-tickets.ts';

declare const document: { activeElement: { tagName: string; textContent: string | null } | null };

/** Advised to be approved: one key is enough for it. */
const GOOD = [4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60];

describe('a decision on photos', () => {
  const desk = useDeskBench(() => ({
    tickets: GOOD.slice(0, 5).map((index) => deskTicket(index)),
    photos: { 'p4-after-1': 'late', 'p12-after-1': 'lost', 'p12-before': 'lost' },
  }));
  const said = (words: RegExp) => desk.page.locator('.bar-said', { hasText: words }).waitFor();

  it('waits until the last of them was painted, and says so', async () => {
    await desk.openOn(4);
    await desk.page.locator('.pane-before img.picture').waitFor();
    await desk.page.keyboard.press('a');
    await said(/^Foto belum tampil semua/);
    await paused(desk.page);
    await desk.page.keyboard.press('r');
    await said(/^Foto belum tampil semua/);
    expect(await desk.page.locator('.form').count()).toBe(0);
    expect(await outbox(desk.page)).toEqual([]);
    releasePhotos();
    await decideBy(desk.page, 'a');
    await heading(desk.page, numberOf(8));
    await decideBy(desk.page, 'u');
    await heading(desk.page, numberOf(4));
  });

  it('is not made by a key that was meant for the report before', async () => {
    await desk.openOn(8);
    await looked(desk.page);
    await desk.page.keyboard.press('j');
    await heading(desk.page, numberOf(12));
    await desk.page.keyboard.press('a');
    await desk.page.locator('.bar-said').filter({ hasText: /./ }).waitFor();
    await heading(desk.page, numberOf(12));
    expect(await outbox(desk.page)).toEqual([]);
  });

  it('is made where the words stand for why a photo cannot be shown', async () => {
    await desk.openOn(12);
    await decideBy(desk.page, 'a');
    await heading(desk.page, numberOf(16));
    await desk.page.keyboard.press('u');
    await heading(desk.page, numberOf(12));
  });
});

describe('a sentence typed into nothing', () => {
  const desk = useDeskBench(() => ({ tickets: [...GOOD, 5, 9].map((index) => deskTicket(index)) }));
  const nothingDecided = async (): Promise<void> => {
    await expect.poll(() => outbox(desk.page)).toEqual([]);
    expect(await desk.page.locator('.bar .form').count()).toBe(0);
    expect(desk.bench.service.done).toEqual([]);
  };

  it.each([
    ['saya setuju', 60],
    ['ada sampah di sini', 60],
    ['ada sampah di sini', 250],
    ['rusak berat, tolong dicek lagi', 40],
    ['tolong ambil fotonya', 120],
    ['atas nama warga', 5],
  ])('decides nothing: “%s”, a key every %i ms', async (sentence, delay) => {
    await desk.openOn(8);
    await looked(desk.page);
    await desk.page.keyboard.type(sentence, { delay });
    await desk.page.locator('.bar-said').filter({ hasText: /./ }).waitFor();
    await nothingDecided();
  });

  it('decides nothing as a scanner sends it, with Enter at its end', async () => {
    await desk.openOn(9);
    await looked(desk.page);
    await desk.page.keyboard.type('r12ab2503080007', { delay: 2 });
    await desk.page.keyboard.press('Enter');
    await desk.page
      .getByText(/Tekan Enter sekali lagi|Formulir ditutup/)
      .first()
      .waitFor();
    expect(await outbox(desk.page)).toEqual([]);
    await desk.page.keyboard.press('Escape');
  });

  it('decides nothing when it is pasted', async () => {
    await desk.openOn(8);
    await looked(desk.page);
    await desk.page.keyboard.press('Control+V');
    await desk.page.keyboard.press('Shift+Insert');
    await nothingDecided();
  });

  it('decides nothing when an input method writes it', async () => {
    await desk.openOn(8);
    await looked(desk.page);
    const devtools = await desk.page.context().newCDPSession(desk.page);
    for (const text of ['a', 'ap', 'apr']) {
      await devtools.send('Input.dispatchKeyEvent', {
        type: 'rawKeyDown',
        key: 'Process',
        windowsVirtualKeyCode: 229,
      });
      await devtools.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
    }
    await devtools.send('Input.insertText', { text: 'apr' });
    await nothingDecided();
  });

  it('decides nothing by its space bar on the button that has the keyboard', async () => {
    await desk.openOn(8);
    await looked(desk.page);
    await desk.page.locator('[data-action=setujui]').focus();
    await desk.page.keyboard.type('ya benar', { delay: 50 });
    await nothingDecided();
  });

  it('leaves one deliberate press as it is, with caps lock as without', async () => {
    await desk.openOn(8);
    await looked(desk.page);
    const devtools = await desk.page.context().newCDPSession(desk.page);
    await devtools.send('Input.dispatchKeyEvent', { type: 'keyDown', key: 'A', code: 'KeyA', text: 'A' });
    await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'A', code: 'KeyA' });
    await heading(desk.page, numberOf(9));
    await desk.page.keyboard.press('u');
    await heading(desk.page, numberOf(8));
    await expect.poll(() => outbox(desk.page)).toEqual([]);
  });
});

describe('the keyboard', () => {
  const desk = useDeskBench(() => ({ tickets: [4, 8].map((index) => deskTicket(index)) }));
  const holder = () => desk.page.evaluate(() => document.activeElement?.tagName ?? 'BODY');
  const atHome = () => expect.poll(holder).toBe('H1');

  it('is at the report when the desk opens, and comes back from search, help, filter, form, and undo', async () => {
    await desk.openOn(4);
    await atHome();
    await desk.page.keyboard.press('/');
    await expect.poll(holder).toBe('INPUT');
    await desk.page.keyboard.press('Escape');
    await atHome();
    await desk.page.keyboard.press('?');
    await desk.page.getByRole('dialog').waitFor();
    await desk.page.keyboard.press('Escape');
    await atHome();
    await desk.page.keyboard.press('w');
    await desk.page.locator('.filter-panel').waitFor();
    await desk.page.keyboard.press('Escape');
    await expect.poll(holder).not.toBe('BODY');
    await decideBy(desk.page, 'r');
    await desk.page.locator('.form').waitFor();
    await desk.page.keyboard.press('Escape');
    await atHome();
    await decideBy(desk.page, 'a');
    await heading(desk.page, numberOf(8));
    await desk.page.getByRole('button', { name: /Urungkan/ }).press('Enter');
    await heading(desk.page, numberOf(4));
    await atHome();
  });

  it('is not lost with the last report of the queue', async () => {
    await desk.openOn(4);
    await decideBy(desk.page, 'a');
    await heading(desk.page, numberOf(8));
    await decideBy(desk.page, 'a');
    await desk.page.locator('.ticket-none').waitFor();
    await atHome();
    await desk.page.keyboard.press('u');
    await heading(desk.page, numberOf(8));
    await desk.page.keyboard.press('u');
    await heading(desk.page, numberOf(4));
  });

  it('has its help in groups, without what is never the reader’s to do', async () => {
    await desk.openOn(4);
    await desk.page.keyboard.press('?');
    const help = desk.page.getByRole('dialog');
    await help.getByRole('heading', { name: 'Keputusan', exact: true }).waitFor();
    expect(await help.getByText('Koordinasikan').count()).toBe(0);
    expect(await violations(desk.page)).toEqual([]);
  });

  it('moves nothing to another scroll position than the top when the report changes', async () => {
    await desk.openOn(4, WIDE);
    const reading = desk.page.locator('.reading');
    await reading.evaluate((each) => each.scrollTo(0, 5000));
    expect(await reading.evaluate((each) => each.scrollTop)).toBeGreaterThan(0);
    await desk.page.keyboard.press('j');
    await heading(desk.page, numberOf(8));
    expect(await reading.evaluate((each) => each.scrollTop)).toBe(0);
  });
});
