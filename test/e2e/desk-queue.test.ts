/** The desk's queue in Chromium: filtered, kept as views, decided several at once. By keyboard. */
import { describe, expect, it } from 'vitest';
import { NARROW, useDeskBench } from './desk-harness.ts';
import { heading, violations } from './desk-page.ts';
import { deskTicket, numberOf } from './desk-tickets.ts';
import { screenshot } from './harness/paths.ts';

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
    await desk.page.screenshot({ path: await screenshot('desk-filter') });
    expect(await violations(desk.page)).toEqual([]);
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
