/** Decisions beyond approve and return, on the desk in Chromium: by keys alone, and as axe hears them. */
import { describe, expect, it } from 'vitest';
import { NARROW, useDeskBench, WIDE } from './desk-harness.ts';
import { decideBy, heading, outbox, paused, sidewaysScroll, sync, violations } from './desk-page.ts';
import { deskTicket, numberOf } from './desk-tickets.ts';

const CRITERION = {
  id: 1,
  version: 3,
  versionId: 7,
  title: 'Foto diambil di titik laporan',
  text: 'Foto tindak lanjut diambil di titik laporan.',
  category: null,
  citation: { regulation: 'Kep. Sekda 22/2020', meetingDate: '2024-02-06' },
  reasonCodes: ['foto_tidak_sesuai_titik' as const],
  validFrom: '2024-03-01',
  validUntil: null,
  assumed: false,
  writtenAt: '2024-03-01T09:00:00+07:00',
};

describe('a validator’s further decisions', () => {
  const desk = useDeskBench(() => ({
    tickets: Array.from({ length: 12 }, (_, index) => deskTicket(index + 1)),
    criteria: [CRITERION],
  }));

  it('postpones by three keys, and keeps the report in the queue', async () => {
    await desk.openOn(8);
    await desk.page.keyboard.type('t1b');
    await desk.page.keyboard.press('Enter');
    await heading(desk.page, numberOf(9));
    await desk.page
      .getByRole('status')
      .filter({ hasText: `${numberOf(8)} ditunda` })
      .waitFor();
    await expect
      .poll(() => outbox(desk.page))
      .toMatchObject([
        { number: numberOf(8), body: { action: 'tunda', until: '2025-03-11T09:00:00.000+07:00' } },
      ]);
    await desk.page.locator(`#row-${numberOf(8)}`).waitFor();
    await decideBy(desk.page, 'u');
    await heading(desk.page, numberOf(8));
  });

  it('opens what is rarely needed from a menu, walks it by arrows and leaves it by Esc', async () => {
    await desk.openOn(5);
    await desk.page.keyboard.press('m');
    const focused = desk.page.locator('[role=menuitem]:focus');
    await expect.poll(() => focused.innerText()).toContain('Koreksi titik');
    await desk.page.keyboard.press('ArrowDown');
    await expect.poll(() => focused.innerText()).toContain('Gabungkan');
    expect(await violations(desk.page)).toEqual([]);
    await desk.page.keyboard.press('Escape');
    await desk.page.locator('[role=menu]').waitFor({ state: 'hidden' });
    await desk.page.keyboard.press('m');
    await decideBy(desk.page, 'i');
    await desk.page.getByRole('form', { name: 'Koreksi titik laporan' }).waitFor();
  });

  it('names on record what a return rests on', async () => {
    await desk.openOn(9);
    await desk.page.locator('.criterion', { hasText: CRITERION.title }).waitFor();
    await decideBy(desk.page, 'r');
    await desk.page.getByText('1 tentang alasan ini').click();
    await desk.page.getByRole('checkbox', { name: new RegExp(CRITERION.title) }).check();
    expect(await violations(desk.page)).toEqual([]);
    await desk.page.locator('.form [type=submit]').click();
    await heading(desk.page, numberOf(10));
    await expect
      .poll(() => outbox(desk.page))
      .toMatchObject([{ body: { action: 'kembalikan', criteria: [7] } }]);
    await desk.page.keyboard.press('u');
    await heading(desk.page, numberOf(9));
  });

  it('says a sentence as its officer wrote it', async () => {
    await desk.openOn(6);
    await decideBy(desk.page, 'f');
    await desk.page.getByRole('button', { name: 'Ubah kalimat siap pakai' }).click();
    const dialog = desk.page.getByRole('dialog');
    expect(await violations(desk.page)).toEqual([]);
    await dialog
      .getByRole('group', { name: 'Cek lapangan' })
      .getByRole('textbox', { name: 'Kalimat A' })
      .fill('Cek sore ini.');
    await dialog.getByRole('button', { name: 'Simpan kalimat' }).click();
    await dialog.waitFor({ state: 'detached' });
    await desk.page.getByRole('button', { name: 'Cek sore ini.' }).click();
    await desk.page.getByRole('button', { name: /^Minta cek/ }).click();
    await heading(desk.page, numberOf(7));
    await expect
      .poll(() => outbox(desk.page))
      .toMatchObject([{ body: { action: 'cek_lapangan', note: 'Cek sore ini.' } }]);
    await desk.page.keyboard.press('u');
    await heading(desk.page, numberOf(6));
  });

  it('fits its forms on a narrow screen and at 200 %', async () => {
    for (const size of [NARROW, { width: 360, height: 640 }, { width: 720, height: 450 }]) {
      await desk.openOn(7, size);
      for (const key of ['t', 'f', 'r', 'i', 'g']) {
        await decideBy(desk.page, key);
        const send = desk.page.locator('.form [type=submit]');
        await send.scrollIntoViewIfNeeded();
        expect(await sidewaysScroll(desk.page)).toBe(0);
        await expect
          .poll(async () => {
            await desk.page.keyboard.press('Escape');
            return desk.page.locator('.form').count();
          })
          .toBe(0);
      }
      await desk.page.close();
    }
  });
});

describe('an office’s further decisions', () => {
  const proposedUnit = {
    code: 'dinas-bina-marga',
    name: 'Dinas Bina Marga',
    why: 'biasanya menangani Jalan',
  };
  const desk = useDeskBench(() => ({
    role: 'unit_admin',
    units: [
      { code: 'dinas-bina-marga', name: 'Dinas Bina Marga', kind: 'dinas', parent: '31', closed: false },
    ],
    tickets: [
      deskTicket(1, {
        status: 'menunggu',
        verdict: null,
        photos: [],
        proposedUnit,
        actions: ['proses', 'koordinasi', 'tolak', 'gabung', 'catat'],
      }),
      deskTicket(2, {
        status: 'tl_ditolak',
        actions: ['tindak_lanjut', 'koordinasi', 'catat'],
        events: [
          {
            seq: 5,
            version: 5,
            at: '2025-03-10T09:30:00+07:00',
            action: 'kembalikan',
            actor: { role: 'validator' },
            from: 'validasi',
            to: 'tl_ditolak',
            reasonCodes: ['foto_tidak_jelas'],
            note: 'Mohon foto yang terang.',
            criteriaInForce: [7],
          },
        ],
      }),
      deskTicket(3, { status: 'selesai', actions: ['catat'], description: 'Pohon tumbang di seberang' }),
    ],
  }));

  it('passes on to the office proposed by three keys and a reason', async () => {
    await desk.openOn(1);
    await desk.page.locator('.decision', { hasText: 'Koordinasikan' }).waitFor();
    await desk.page.keyboard.type('o1');
    await paused(desk.page);
    await desk.page.keyboard.type('Kewenangan Bina Marga');
    await desk.page.keyboard.press('Enter');
    await heading(desk.page, numberOf(2));
    await expect
      .poll(() => outbox(desk.page))
      .toMatchObject([
        { body: { action: 'koordinasi', to: 'dinas-bina-marga', reason: 'Kewenangan Bina Marga' } },
      ]);
    await decideBy(desk.page, 'u');
    await heading(desk.page, numberOf(1));
  });

  it('sees at once why a follow-up came back', async () => {
    await desk.openOn(2, WIDE);
    const back = desk.page.getByRole('region', { name: 'Dikembalikan' });
    await back.getByText('Mohon foto yang terang.').waitFor();
    expect(await back.innerText()).toContain('Foto tidak jelas');
    await desk.page.getByText('1 kriteria berlaku saat itu.').waitFor();
    expect(await violations(desk.page)).toEqual([]);
  });

  it('finds what it has handed in outside its queue, and is told when only the queue is searched', async () => {
    await desk.openOn(1);
    await desk.page.keyboard.type('/tumbang');
    const elsewhere = desk.page.getByRole('region', { name: 'Di luar antrean Anda' });
    await elsewhere.getByRole('button', { name: new RegExp(numberOf(3)) }).waitFor();
    expect(await violations(desk.page)).toEqual([]);
    await desk.page.keyboard.press('Enter');
    await heading(desk.page, numberOf(3));
    desk.bench.service.failure = 'away';
    await sync(desk.page);
    await desk.page.keyboard.type('/ di');
    await elsewhere.getByText(/^Hanya antrean yang dicari/).waitFor();
    desk.bench.service.failure = null;
  });
});
