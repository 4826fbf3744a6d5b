/** The desk's queue in Chromium: filtered, kept as views, decided several at once. By keyboard. */
import { describe, expect, it } from 'vitest';
import type { Ticket } from '#shared/contract/ticket.ts';
import { NARROW, useDeskBench } from './desk-harness.ts';
import { decideBy, heading, outbox, paused, violations } from './desk-page.ts';
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
    await decideBy(desk.page, 'a');
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

describe('a queue of 300, of which some is not to be decided now', () => {
  const HELD = [1, 2, 140];
  const ASKED = [6, 150];
  const until = '2025-03-10T10:24:00+07:00';
  const desk = useDeskBench(() => ({
    tickets: Array.from({ length: 300 }, (_, index) => deskTicket(index + 1, markOf(index + 1))),
  }));
  function markOf(index: number): Partial<Ticket> {
    if (HELD.includes(index))
      return { heldUntil: `2025-03-11T09:00:${String(index % 60).padStart(2, '0')}+07:00` };
    if (ASKED.includes(index)) return { visit: { askedAt: '2025-03-10T08:00:00+07:00' } };
    if (index === 4) return { claim: { by: 'Validator Dua', until, mine: false } };
    return index === 5
      ? { proposedValidator: { username: 'validator', name: 'Rina Wulandari', mine: true } }
      : {};
  }
  const groups = () =>
    desk.page.locator('.queue-group').evaluateAll((all) => all.map((one) => one.ariaLabel));
  const fold = (name: RegExp) => desk.page.getByRole('button', { name });

  it('begins with what is due first, folds the rest, and counts none of it as late', async () => {
    await desk.open();
    await heading(desk.page, numberOf(3));
    expect(await groups()).toEqual(['Terlambat', '< 1 jam', 'Hari ini', 'Nanti']);
    await desk.page.getByText('295 laporan, 1 terlambat').waitFor();
    const rows = await desk.page.locator('.queue-row-number').allInnerTexts();
    // Neither what somebody else looks at nor what is proposed to oneself has another place than its limit gives it.
    expect(rows.slice(0, 3).map((text) => /JK\d+/.exec(text)?.[0])).toEqual([3, 4, 5].map(numberOf));
    await desk.page.getByRole('option', { name: /diperiksa oleh Validator Dua/ }).waitFor();
    await desk.page.getByRole('option', { name: /Untuk Anda/ }).waitFor();
    await inEveryLook(desk.page, 'aside');
    expect(await violations(desk.page)).toEqual([]);
    const popup = await desk.bench.openOwn('popup.html', POPUP);
    await popup.getByText(numberOf(3)).waitFor();
    const next = await popup.locator('.next li').allInnerTexts();
    expect(next.map((text) => /JK\d+/.exec(text)?.[0])).toEqual([3, 4, 5, 7, 8].map(numberOf));
    await popup.close();
  });

  it('shows what is folded with until when and since when, and finds it by its number', async () => {
    await desk.open();
    await heading(desk.page, numberOf(3));
    await fold(/^Ditunda s.d. 11 Mar 09.00 3$/).press('Enter');
    await fold(/^Menunggu lapangan sejak 08.00 2$/).press('Enter');
    expect((await groups()).slice(-2)).toEqual(['Ditunda', 'Menunggu lapangan']);
    await desk.page.locator('.queue-list').evaluate((list) => list.scrollTo(0, list.scrollHeight));
    expect(await desk.page.locator(`[data-number="${numberOf(1)}"] time`).innerText()).toBe(
      's.d. 11 Mar 09.00',
    );
    expect(await desk.page.locator(`[data-number="${numberOf(6)}"] time`).innerText()).toBe('sejak 08.00');
    await inEveryLook(desk.page, 'aside-open');
    await fold(/^Ditunda/).press('Enter');
    await fold(/^Menunggu lapangan/).press('Enter');
    expect(await groups()).toEqual(['Terlambat', '< 1 jam', 'Hari ini', 'Nanti']);
    await desk.page.keyboard.press('/');
    await desk.page.keyboard.type(numberOf(140));
    await desk.page.locator(`.queue-row[data-number="${numberOf(140)}"]`).waitFor();
  });

  it('shows its name and the places whole in a narrow column, and passes over what another looks at', async () => {
    await desk.openOn(3, { width: 1024, height: 768 });
    await desk.page.locator('.queue-rest').waitFor();
    expect(await violations(desk.page)).toEqual([]);
    await desk.page.keyboard.press('[');
    await desk.page.locator('.queue-row-place').first().waitFor();
    const cut = await desk.page
      .locator('.queue-head > *, .queue-row-place')
      .evaluateAll((all) =>
        all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent),
      );
    expect(cut).toEqual([]);
    await inEveryLook(desk.page, 'queue-1024');
    await desk.page.keyboard.press('j');
    await heading(desk.page, numberOf(4));
    await desk.page.keyboard.press('k');
    await heading(desk.page, numberOf(3));
  });
});

describe('a day', () => {
  const desk = useDeskBench(() => ({
    tickets: Array.from({ length: 30 }, (_, index) => deskTicket(index + 1)),
  }));
  const line = (words: string) => desk.page.getByRole('button', { name: words });

  it('tells how much is done and left, lists it, and has a way to a supervisor for what was wrong', async () => {
    await desk.openOn(4);
    await line('Hari ini: 0 diputuskan, 14 sisa').waitFor();
    await decideBy(desk.page, 'a');
    // At once, not only when it is sent: the toolbar's count falls as well.
    await line('Hari ini: 1 diputuskan, 13 sisa').press('Enter');
    const rows = desk.page.locator('.day li');
    await rows
      .filter({ hasText: 'belum terkirim' })
      .filter({ hasText: numberOf(4) })
      .waitFor();
    await expect.poll(() => outbox(desk.page)).toEqual([]);
    await rows.filter({ hasText: 'Disetujui' }).filter({ hasNotText: 'belum terkirim' }).waitFor();
    await inEveryLook(desk.page, 'day');
    await rows.getByRole('button').press('Enter');
    await heading(desk.page, numberOf(4));
    // Nothing is reversible now: the report can only be read, and written to.
    expect(await desk.page.getByRole('button', { name: /Setujui/ }).count()).toBe(0);
    await decideBy(desk.page, 'c');
    // Written at once it could be the rest of a sentence that was meant for nothing.
    await paused(desk.page);
    await desk.page.keyboard.type('Salah tekan: foto kedua bukan tempat ini.');
    await desk.page.getByRole('checkbox', { name: 'Minta ditinjau supervisor' }).press('Space');
    await inEveryLook(desk.page, 'day-ask');
    await desk.page.getByRole('button', { name: 'Simpan catatan' }).press('Enter');
    await expect
      .poll(() => desk.bench.service.done.at(-1)?.body)
      .toMatchObject({ action: 'catat', asksSupervisor: true });
    await line('Hari ini: 1 diputuskan, 13 sisa').waitFor();
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
    await decideBy(desk.page, 'a');
    await bar()
      .getByText('2 laporan akan disetujui. Tidak ikut: 2 disarankan dikembalikan, 1 perlu diperiksa dahulu.')
      .waitFor();
    await inEveryLook(desk.page, 'bulk');
    await desk.page.keyboard.press('Enter');
    await decideBy(desk.page, 'u');
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
    await decideBy(desk.page, 'r');
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
