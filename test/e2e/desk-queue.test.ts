/** The desk's queue in Chromium: filtered, kept as views, decided several at once. By keyboard. */
import { describe, expect, it } from 'vitest';
import type { Ticket } from '#shared/contract/ticket.ts';
import { NARROW, useDeskBench } from './desk-harness.ts';
import { heading, outbox, violations } from './desk-page.ts';
import { approval, deskTicket, numberOf } from './desk-tickets.ts';
import { inEveryLook, POPUP } from './harness/looks.ts';

describe('a queue to be filtered', () => {
  const desk = useDeskBench(() => ({
    tickets: Array.from({ length: 60 }, (_, index) => deskTicket(index + 1)),
  }));
  const listed = (): Promise<string[]> => desk.page.locator('.queue-row-number').allInnerTexts();

  it('shows what a filter leaves, goes on within it after a decision, and says what it hides', async () => {
    await desk.open();
    await heading(desk.page, numberOf(1));
    await desk.page.keyboard.press('w');
    await desk.page.getByRole('checkbox', { name: /^Jalan/ }).press('Space');
    await desk.page.getByRole('checkbox', { name: /^Layak/ }).press('Space');
    await desk.page.getByText('2 dari 60 laporan').first().waitFor();
    await inEveryLook(desk.page, 'filter');
    await desk.page.keyboard.press('Escape');
    await heading(desk.page, numberOf(28));
    expect(await listed()).toEqual([numberOf(28), numberOf(56)]);
    await desk.page.keyboard.press('a');
    await heading(desk.page, numberOf(56));
    await desk.page.keyboard.press('u');
    await heading(desk.page, numberOf(28));
    await desk.page.getByRole('button', { name: 'Hapus saringan Saran: Layak' }).click();
    await desk.page.getByText('8 dari 60 laporan').waitFor();
    await desk.page.keyboard.press('/');
    await desk.page.keyboard.type('tidak ada yang begini');
    await desk.page.getByText('60 laporan lain tersembunyi.').waitFor();
    expect(await violations(desk.page)).toEqual([]);
    await desk.page.getByRole('button', { name: 'Tampilkan seluruh antrean' }).click();
    await desk.page.getByText('60 laporan, 3 terlambat').waitFor();
  });

  it('keeps a view under a name, opens it by a digit, and begins with it once it is preferred', async () => {
    await desk.open(NARROW);
    await heading(desk.page, numberOf(1));
    await desk.page.keyboard.press('w');
    await desk.page.getByRole('checkbox', { name: /^Terlambat/ }).press('Space');
    await desk.page.getByLabel('Simpan sebagai tampilan').fill('Yang terlambat');
    await desk.page.keyboard.press('Enter');
    await desk.page.getByRole('button', { name: 'Buka meja dengan Yang terlambat' }).press('Enter');
    expect(await violations(desk.page)).toEqual([]);
    await desk.page.locator('.filter-panel').press('1');
    await desk.page.getByText('60 laporan, 3 terlambat').first().waitFor();
    await desk.page.keyboard.press('w');
    await desk.page.keyboard.press('2');
    await desk.page.getByText('3 dari 60 laporan').waitFor();
    await desk.page.reload();
    await heading(desk.page, numberOf(1));
    await desk.page.keyboard.press('w');
    await desk.page.getByText('3 dari 60 laporan').first().waitFor();
    await desk.page.getByRole('button', { name: 'Ganti nama Yang terlambat' }).click();
    await desk.page.keyboard.type('Lewat batas');
    await desk.page.keyboard.press('Enter');
    await desk.page.getByRole('button', { name: 'Hapus Lewat batas' }).click();
    await desk.page.keyboard.press('Enter');
    await desk.page
      .getByRole('button', { name: /Lewat batas/ })
      .first()
      .waitFor({ state: 'detached' });
  });
});

describe('a queue in which some is not to be decided now', () => {
  const LATE = [1, 2];
  const desk = useDeskBench(() => ({
    tickets: Array.from({ length: 12 }, (_, index) => deskTicket(index + 1, asideOf(index + 1))),
  }));
  function asideOf(index: number): Partial<Ticket> {
    if (LATE.includes(index)) return { heldUntil: '2025-03-11T09:00:00+07:00' };
    return index === 6 ? { visit: { askedAt: '2025-03-10T08:00:00+07:00' } } : {};
  }

  it('begins with what is, lists the rest last under its own headings, and counts none of it as late', async () => {
    await desk.open();
    await heading(desk.page, numberOf(3));
    const groups = await desk.page
      .locator('.queue-group')
      .evaluateAll((all) => all.map((one) => one.ariaLabel));
    expect(groups.slice(-2)).toEqual(['Ditunda', 'Menunggu lapangan']);
    await desk.page.getByText('12 laporan, 1 terlambat').waitFor();
    // Late as their limits are: nothing is asked before the postponement ends.
    expect(await desk.page.locator(`[data-number="${numberOf(1)}"] time`).innerText()).toBe('22\u00a0jam');
    await inEveryLook(desk.page, 'aside');
    expect(await violations(desk.page)).toEqual([]);
    const popup = await desk.bench.openOwn('popup.html', POPUP);
    await popup.getByText(numberOf(3)).waitFor();
    const next = await popup.locator('.next li').allInnerTexts();
    expect(next.map((text) => /JK\d+/.exec(text)?.[0])).toEqual([3, 4, 5, 7, 8].map(numberOf));
    await popup.close();
  });
});

describe('several at once', () => {
  const desk = useDeskBench(() => ({
    tickets: Array.from({ length: 60 }, (_, index) => deskTicket(index + 1)),
  }));
  const sent = (): string[] => desk.bench.service.done.map((entry) => entry.number);
  const bar = () => desk.page.getByRole('region', { name: 'Keputusan atas laporan yang dipilih' });

  it('approves only what the check found nothing in, says who is left out, and takes all back at once', async () => {
    await desk.openOn(4);
    await desk.page.keyboard.press('x');
    for (let step = 0; step < 4; step++) await desk.page.keyboard.press('Shift+J');
    await bar().getByText('5 dipilih').waitFor();
    await desk.page.keyboard.press('a');
    await bar()
      .getByText('2 laporan akan disetujui. Tidak ikut: 2 disarankan dikembalikan, 1 perlu diperiksa dahulu.')
      .waitFor();
    await inEveryLook(desk.page, 'bulk');
    await desk.page.keyboard.press('Enter');
    await desk.page.keyboard.press('u');
    await bar().getByText('2 dipilih').waitFor();
    await expect.poll(() => outbox(desk.page)).toEqual([]);
    await desk.page.keyboard.press('Escape');
    await bar().waitFor({ state: 'detached' });
    expect(sent()).toEqual([]);
  });

  it('returns many for one reason; the one that came too late stands beside what happened, whatever dies', async () => {
    await desk.openOn(20);
    await desk.page.keyboard.press('x');
    await desk.page.keyboard.press('Shift+J');
    await desk.page.keyboard.press('Shift+J');
    await desk.page.keyboard.press('r');
    await desk.page.keyboard.press('4');
    // Only now: whoever lingers on a report while picking is shown what has happened to it.
    const late = deskTicket(21);
    const note = { ...approval(5), note: 'Foto asli menyusul.' };
    desk.bench.service.put({ ...late, version: 5, events: [...late.events, note] });
    await desk.page.keyboard.press('Enter');
    await heading(desk.page, numberOf(23));
    await expect.poll(sent).toEqual([numberOf(20), numberOf(22)]);
    await desk.page
      .getByRole('alert')
      .filter({ hasText: numberOf(21) })
      .waitFor();
    const devtools = await desk.page.context().newCDPSession(desk.page);
    await devtools.send('ServiceWorker.enable');
    await devtools.send('ServiceWorker.stopAllWorkers');
    await desk.page.reload();
    await desk.page.getByRole('button', { name: 'Bandingkan' }).click();
    const dialog = desk.page.getByRole('dialog');
    await dialog.getByText('Mohon lampirkan foto sesudah pengerjaan.').waitFor();
    await dialog.getByText('Foto asli menyusul.').waitFor();
    await inEveryLook(desk.page, 'conflict');
    await dialog.getByRole('button', { name: 'Kembalikan lagi pada laporan terbaru' }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(sent).toContain(numberOf(21));
    expect(desk.bench.service.done.at(-1)).toMatchObject({
      ifMatch: '"5"',
      body: { reasonCodes: ['foto_tidak_ada'] },
    });
  });
});
