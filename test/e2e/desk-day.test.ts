/** The desk in Chromium against a stand-in for the service: what a validator does all day, by keyboard. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { NARROW, useDeskBench } from './desk-harness.ts';
import { decideBy, heading, looked, outbox, paused, sync, violations } from './desk-page.ts';
import { approval, deskTicket, numberOf } from './desk-tickets.ts';
import { inEveryLook, POPUP, STORE } from './harness/looks.ts';

/** What the tests ask the browser itself, inside the worker. */
declare const chrome: {
  alarms: { clearAll(): Promise<boolean> };
  notifications: { getAll(): Promise<object>; onClicked: { dispatch(id: string): void } };
  runtime: { getContexts(filter: object): Promise<{ documentUrl?: string }[]> };
};

/** As the browser's push service delivers to the extension's worker. */
async function deliverPush(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const own = registrations.find(({ scopeURL }) => page.url().startsWith(scopeURL));
      if (own) resolve(own.registrationId);
    });
  });
  await devtools.send('ServiceWorker.enable');
  const { origin } = new URL(page.url());
  await devtools.send('ServiceWorker.deliverPushMessage', {
    origin: origin === 'null' ? page.url().split('/').slice(0, 3).join('/') : origin,
    registrationId: await registered,
    data: '{"kind":"arrived","number":"JK2503080062"}',
  });
}

describe('a validator’s desk', () => {
  const desk = useDeskBench(() => ({
    tickets: Array.from({ length: 60 }, (_, index) => deskTicket(index + 1)),
  }));

  it('opens on the most urgent report, walks by j and k and stays at the top', async () => {
    await desk.open();
    await heading(desk.page, numberOf(1));
    await desk.page.keyboard.press('j');
    await desk.page.keyboard.press('j');
    await heading(desk.page, numberOf(3));
    await desk.page.keyboard.press('k');
    await desk.page.keyboard.press('k');
    await desk.page.keyboard.press('k');
    await heading(desk.page, numberOf(1));
    expect(await desk.page.locator('[role=option][aria-selected=true]').count()).toBe(1);
  });

  it('returns by keys with the advised reason and another one, and shows the next report at once', async () => {
    await desk.openOn(5);
    await decideBy(desk.page, 'r');
    const chosen = desk.page.locator('.reason[aria-pressed=true]');
    await expect
      .poll(() => chosen.allInnerTexts())
      .toEqual([expect.stringContaining('Foto tidak sesuai titik')]);
    await desk.page.keyboard.press('3');
    await desk.page.keyboard.press('9');
    await desk.page.keyboard.press('9');
    await desk.page.keyboard.press('Enter');
    await heading(desk.page, numberOf(6));
    await expect.poll(() => desk.page.locator(`#row-${numberOf(5)}`).count()).toBe(0);
    const sent = () => desk.bench.service.done.find((entry) => entry.number === numberOf(5));
    await expect.poll(sent).toMatchObject({
      ifMatch: '"4"',
      body: {
        action: 'kembalikan',
        reasonCodes: ['foto_tidak_sesuai_titik', 'narasi_tidak_memadai'],
        note: expect.stringContaining('Mohon unggah foto yang diambil di titik laporan.'),
      },
    });
  });

  it('approves a good report by one key, and takes it back by another', async () => {
    await desk.openOn(8);
    await decideBy(desk.page, 'a');
    await heading(desk.page, numberOf(9));
    const undo = desk.page.getByRole('button', { name: 'Urungkan' });
    await undo.waitFor();
    await expect
      .poll(() => outbox(desk.page))
      .toMatchObject([{ number: numberOf(8), state: 'held', body: { action: 'setujui' } }]);
    await desk.page.keyboard.press('u');
    await heading(desk.page, numberOf(8));
    await undo.waitFor({ state: 'detached' });
    expect(await outbox(desk.page)).toEqual([]);
    await desk.page.locator(`#row-${numberOf(8)}`).waitFor();
  });

  it('asks for a reason before it approves against the advice', async () => {
    await desk.openOn(9);
    await decideBy(desk.page, 'a');
    await desk.page
      .getByRole('form', { name: /Tulis alasan menyetujui/ })
      .getByRole('textbox', { name: 'Alasan' })
      .waitFor();
    await desk.page.keyboard.press('Enter');
    await desk.page.getByText('Alasan wajib diisi.').waitFor();
    expect(await outbox(desk.page)).toEqual([]);
    await paused(desk.page);
    await desk.page.keyboard.type('Titik laporan salah, jr foto benar.');
    await desk.page.keyboard.press('Enter');
    await heading(desk.page, numberOf(10));
    await expect
      .poll(() => outbox(desk.page))
      .toMatchObject([
        { number: numberOf(9), body: { action: 'setujui', reason: 'Titik laporan salah, jr foto benar.' } },
      ]);
    await decideBy(desk.page, 'u');
    await heading(desk.page, numberOf(9));
  });

  it('does not take "lainnya" without a note, and sends nothing on Esc', async () => {
    await desk.openOn(12);
    await decideBy(desk.page, 'r');
    await desk.page.keyboard.press('0');
    await desk.page.keyboard.press('Enter');
    await desk.page.getByText('Catatan wajib diisi untuk alasan Lainnya.').waitFor();
    await desk.page.keyboard.press('Escape');
    await desk.page.locator('.form').waitFor({ state: 'detached' });
    await heading(desk.page, numberOf(12));
    expect(await outbox(desk.page)).toEqual([]);
  });

  it('decides once, however long the key is held down', async () => {
    await desk.openOn(16);
    await looked(desk.page);
    await desk.page.keyboard.down('a');
    await desk.page.keyboard.down('a');
    await desk.page.keyboard.down('a');
    await desk.page.keyboard.up('a');
    await heading(desk.page, numberOf(17));
    await expect
      .poll(async () => (await outbox(desk.page)).map((entry) => entry.number))
      .toEqual([numberOf(16)]);
    await desk.page.keyboard.press('u');
    await heading(desk.page, numberOf(16));
  });

  it('goes on in the whole queue once what was searched for is decided', async () => {
    await desk.openOn(8);
    await desk.page.keyboard.press('/');
    await desk.page.keyboard.type(numberOf(8));
    await expect.poll(() => desk.page.locator('[role=option]').count()).toBe(1);
    await desk.page.keyboard.press('Enter');
    await decideBy(desk.page, 'a');
    await heading(desk.page, numberOf(9));
    await desk.page.keyboard.press('u');
    await heading(desk.page, numberOf(8));
    await expect.poll(() => outbox(desk.page)).toEqual([]);
  });

  it('leaves letters alone while somebody writes, and finds by the search', async () => {
    await desk.openOn(20);
    await desk.page.keyboard.press('/');
    await desk.page.keyboard.type('jk2503080031');
    await expect.poll(() => desk.page.locator('[role=option]').count()).toBe(1);
    await desk.page.keyboard.press('Enter');
    await heading(desk.page, numberOf(31));
    await desk.page.keyboard.press('/');
    await desk.page.keyboard.press('Escape');
    await expect.poll(() => desk.page.locator('[role=option]').count()).toBeGreaterThan(5);
    expect(await outbox(desk.page)).toEqual([]);
  });

  it('turns the after-photos by arrow keys, shows the photo of a finding, zooms both sides alike', async () => {
    await desk.openOn(21);
    await desk.page.locator('.pane-after .pane-name', { hasText: '1 dari 3' }).waitFor();
    await desk.page.keyboard.press('ArrowRight');
    await desk.page.keyboard.press('ArrowRight');
    await desk.page.keyboard.press('ArrowRight');
    await desk.page.locator('.pane-after .pane-name', { hasText: '3 dari 3' }).waitFor();
    await desk.page.getByRole('button', { name: 'Tampilkan foto 1' }).first().click();
    await desk.page.locator('.pane-after .pane-name', { hasText: '1 dari 3' }).waitFor();
    const pictures = desk.page.locator('img.picture');
    await expect.poll(() => pictures.count()).toBe(2);
    await desk.page.locator('.pane-before .pane-view').dblclick({ position: { x: 60, y: 60 } });
    await expect.poll(async () => new Set(await transforms(desk.page)).size).toBe(1);
    expect((await transforms(desk.page))[0]).toContain('scale(2.5)');
    await desk.page.keyboard.press('z');
    await expect.poll(() => transforms(desk.page)).toEqual(['none', 'none']);
  });

  it('shows a change by somebody else and decides nothing until it was looked at', async () => {
    await desk.openOn(24);
    const changed = deskTicket(24, { version: 5, narrative: 'Narasi yang baru.' });
    desk.bench.service.happen({ ...changed, events: [...changed.events, approval(5)] });
    await sync(desk.page);
    await desk.page.getByText(/berubah sejak Anda membukanya:/).waitFor();
    await desk.page.keyboard.press('a');
    const approve = desk.page.getByRole('button', { name: /Setujui/ });
    expect(await approve.getAttribute('aria-disabled')).toBe('true');
    expect(await outbox(desk.page)).toEqual([]);
    await desk.page.getByRole('button', { name: 'Tampilkan yang terbaru' }).click();
    await desk.page.getByText('Narasi yang baru.').waitFor();
    expect(await approve.getAttribute('aria-disabled')).toBe('false');
  });

  it('shows a decision that came too late, with what it was, and discards it on request', async () => {
    await desk.openOn(28);
    await decideBy(desk.page, 'r');
    await desk.page.keyboard.press('4');
    await desk.page.keyboard.press('Enter');
    await heading(desk.page, numberOf(29));
    desk.bench.service.put(deskTicket(28, { version: 9 }));
    const trouble = desk.page.getByRole('alert').filter({ hasText: numberOf(28) });
    await trouble.waitFor();
    expect(await trouble.innerText()).toContain('Kembalikan (Foto tidak ada)');
    await desk.page.getByRole('button', { name: 'Bandingkan' }).click();
    await desk.page.getByRole('button', { name: 'Buang keputusan saya' }).click();
    await trouble.waitFor({ state: 'detached' });
    expect(await outbox(desk.page)).toEqual([]);
  });

  it('says since when there is no connection, and keeps decisions meanwhile', async () => {
    await desk.openOn(32);
    desk.bench.service.failure = 'away';
    await sync(desk.page);
    await desk.page.getByText(/^Tidak tersambung sejak/).waitFor();
    await decideBy(desk.page, 'a');
    await heading(desk.page, numberOf(33));
    await desk.page.getByText('1 keputusan tersimpan dan akan dikirim.').waitFor();
    await inEveryLook(desk.page, 'offline');
    desk.bench.service.failure = null;
    await sync(desk.page);
    await desk.page.getByText(/^Tidak tersambung sejak/).waitFor({ state: 'detached' });
    await expect.poll(() => outbox(desk.page)).toEqual([]);
    expect(desk.bench.service.done.map((entry) => entry.number)).toContain(numberOf(32));
  });

  it.each([
    ['desk', STORE],
    ['panel', NARROW],
  ])('looks the part as %s, and axe finds nothing', async (name, size) => {
    await desk.openOn(1, size);
    await desk.page.locator('img.picture[data-preview="false"]').first().waitFor();
    await desk.page.locator('.event').first().waitFor({ state: 'attached' });
    await inEveryLook(desk.page, name);
    expect(await violations(desk.page)).toEqual([]);
    await decideBy(desk.page, 'r');
    await desk.page.locator('.form').waitFor();
    await inEveryLook(desk.page, `${name}-return`);
    await desk.page.keyboard.press('Escape');
    await desk.page.keyboard.press('?');
    await desk.page.getByRole('dialog').waitFor();
    if (size === STORE) await inEveryLook(desk.page, 'help');
    else expect(await violations(desk.page)).toEqual([]);
    // The report behind the help is not decided by accident, and Escape belongs to the help.
    await desk.page.keyboard.press('r');
    expect(await desk.page.locator('.form').count()).toBe(0);
    await desk.page.keyboard.press('Escape');
    await desk.page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('is told of a new report by the browser, and a press on that leads to it', async () => {
    await desk.open();
    await heading(desk.page, numberOf(1));
    const worker = await desk.bench.worker();
    const shown = () => worker.evaluate(async () => Object.keys(await chrome.notifications.getAll()));
    expect(await shown()).not.toContain('arrived');
    desk.bench.service.happen(deskTicket(61));
    await sync(desk.page);
    await expect.poll(shown).toContain('arrived');
    await worker.evaluate(() => chrome.notifications.onClicked.dispatch('arrived'));
    await heading(desk.page, numberOf(61));
    await expect.poll(shown).not.toContain('arrived');
  });

  it('is told by a push before the next round would be', async () => {
    await desk.open();
    await heading(desk.page, numberOf(1));
    const worker = await desk.bench.worker();
    const shown = () => worker.evaluate(async () => Object.keys(await chrome.notifications.getAll()));
    // From here on no round begins by itself.
    await worker.evaluate(() => chrome.alarms.clearAll());
    desk.bench.service.happen(deskTicket(62));
    await deliverPush(desk.page);
    await expect.poll(shown).toContain('arrived');
  });

  it('opens beside the page by a press in the popup', async () => {
    const popup = await desk.bench.openOwn('popup.html', POPUP);
    const closed = popup.waitForEvent('close');
    await popup.getByRole('button', { name: 'Panel samping' }).click();
    await closed;
    const worker = await desk.bench.worker();
    const panels = () => worker.evaluate(() => chrome.runtime.getContexts({ contextTypes: ['SIDE_PANEL'] }));
    await expect.poll(panels).toMatchObject([{ documentUrl: expect.stringMatching(/\/desk\.html$/) }]);
  });

  it('shows the queue on a narrow screen and comes back with the chosen report', async () => {
    await desk.openOn(1, NARROW);
    await desk.page.getByRole('button', { name: /^Antrean/ }).click();
    await desk.page.locator(`#row-${numberOf(4)}`).click();
    await heading(desk.page, numberOf(4));
    expect(await desk.page.locator('[role=listbox]').count()).toBe(0);
  });
});

function transforms(page: Page): Promise<string[]> {
  return page
    .locator('img.picture')
    .evaluateAll((pictures) => pictures.map((picture) => (picture as HTMLElement).style.transform));
}
