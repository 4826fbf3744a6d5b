/** The desk of an office against the real service: what is asked, what a follow-up would come to, what came back and why. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Ticket } from '#shared/contract/ticket.ts';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';
import { decideBy, heading, outbox, refuseRoom, sync, violations } from './desk-page.ts';
import { launch, type TestBrowser } from './harness/browser.ts';
import { inEveryLook } from './harness/looks.ts';
import { screenshot } from './harness/paths.ts';
import {
  afterPhoto,
  FILED_AT,
  FOLLOWED_UP_AT,
  file,
  followUp,
  moveClock,
  POTHOLE,
  take,
} from './harness/reports.ts';
import { startService, type TestService } from './harness/service.ts';

declare const chrome: { runtime: { sendMessage(message: unknown): Promise<{ ok: boolean } | undefined> } };

const WIDE = { width: 1440, height: 900 };
const NEAR = 'Petugas menambal lubang di Jalan Kemang Raya depan nomor 12, permukaan jalan sudah rata.';

let service: TestService;
let browser: TestBrowser;
let data: string;
let folder: string;
let page: Page;
/** New, taken in, and used to be followed up: in this order. */
let fresh: Ticket;
let taken: Ticket;
let other: Ticket;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'tuntas-office-'));
  folder = await mkdtemp(join(tmpdir(), 'tuntas-photos-'));
  [service, browser] = await Promise.all([startService({ clock: FILED_AT, data }), launch()]);
  fresh = await file(service, { ...POTHOLE, description: 'Lubang di depan nomor 3' });
  taken = await take(service, await file(service, POTHOLE));
  other = await file(service, { ...POTHOLE, description: 'Lubang di depan nomor 40' });
  await moveClock(service, FOLLOWED_UP_AT);
  await followUp(service, { ...POTHOLE, description: 'Lubang di depan nomor 40' }, other);
  await signIn('admin');
});

afterEach(async () => {
  await page?.close();
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
  for (const each of [data, folder]) await rm(each, { recursive: true, force: true, maxRetries: 3 });
});

async function signIn(username: string): Promise<void> {
  const own = await browser.openOwn('desk.html');
  const answer = await own.evaluate((ask) => chrome.runtime.sendMessage({ name: 'signIn', ask }), {
    origin: service.origin,
    username,
    password: DEMO_PASSWORD,
  });
  expect(answer).toMatchObject({ ok: true });
  await own.close();
}

async function openDesk(number: string, size = WIDE): Promise<void> {
  page = await browser.openOwn(`desk.html?ticket=${number}`);
  await page.setViewportSize(size);
  await heading(page, number);
}

const form = (): Locator => page.locator('.bar form');
const pick = (label: string, ...paths: string[]): Promise<void> =>
  form().locator(`fieldset:has(> span:text-is("${label}")) input[type=file]`).setInputFiles(paths);

async function written(name: string, photo: Blob): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, Buffer.from(await photo.arrayBuffer()));
  return path;
}

async function startFollowUp(narrative: string): Promise<void> {
  await decideBy(page, 'l');
  await form().getByLabel('Narasi').fill(narrative);
}

describe('the office’s queue', () => {
  it('says of each report which clock runs, and shows no verdict before there was a follow-up', async () => {
    await openDesk(fresh.number);
    const row = (number: string) => page.locator(`[data-number="${number}"]`);
    await expect.poll(() => row(fresh.number).innerText()).toContain('Tanggapi');
    await expect.poll(() => row(taken.number).innerText()).toContain('Selesaikan');
    expect(await page.getByText('Bukti belum diperiksa').count()).toBe(0);
    expect(await row(fresh.number).locator('.sign svg').count()).toBe(0);
  });

  it('says why a key does nothing, beside the decisions', async () => {
    await openDesk(fresh.number);
    await decideBy(page, 'a');
    await page.getByText('Setujui bukan wewenang peran Anda.').waitFor();
    await decideBy(page, 'l');
    await page.getByText('Tindak lanjuti tidak tersedia pada status Menunggu.').waitFor();
  });
});

describe('a follow-up, before it is sent,', () => {
  it('says how far from the point its photo was taken, in words for whoever sends it, and asks once', async () => {
    await openDesk(taken.number);
    await startFollowUp(NEAR);
    await pick('Foto sesudah', await written('jauh.jpg', await afterPhoto(POTHOLE, 1_200)));
    await form()
      .getByText(/1,2\skm dari titik laporan/)
      .waitFor();
    await form()
      .locator('.picked-read', { hasText: /1,2\skm dari titik/ })
      .waitFor();
    await form().getByText('Ambil foto di lokasi, atau jelaskan dalam narasi.').waitFor();
    await form().getByText('Kemungkinan dikembalikan validator.').waitFor();
    await form().getByText('Membandingkan dengan foto').waitFor({ state: 'detached' });
    await form().getByLabel('Narasi').press('Enter');
    await form()
      .getByText(/Kemungkinan dikembalikan: Foto tidak sesuai titik/)
      .waitFor();
    await form().getByRole('button', { name: 'Kirim apa adanya' }).waitFor();
    expect(await outbox(page)).toEqual([]);
    expect(await violations(page)).toEqual([]);
    await inEveryLook(page, 'follow-up-far');
    await page.setViewportSize({ width: 1024, height: 768 });
    await page.screenshot({ path: await screenshot('follow-up-far-1024') });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.screenshot({ path: await screenshot('follow-up-far-390') });
  });

  it('says that its photo was used for another report, without naming that to the office', async () => {
    await openDesk(taken.number);
    await startFollowUp(NEAR);
    const reused = await afterPhoto({ ...POTHOLE, description: 'Lubang di depan nomor 40' }, POTHOLE.off);
    await pick('Foto sesudah', await written('pakai-ulang.jpg', reused));
    await form()
      .getByText(/Foto sama dengan foto pada laporan lain/)
      .waitFor();
    await form().getByText('Ambil foto baru hasil pekerjaan pada laporan ini.').waitFor();
    expect(await form().innerText()).not.toContain(other.number);
  });

  it.each([
    [
      'names no place',
      'Petugas sudah menambal lubang sampai permukaan jalan kembali rata dan aman dilalui',
      /belum menyebut tempat/,
    ],
    ['is too short', 'Beres.', /Narasi (hanya berisi kalimat umum|belum menyebut)/],
  ])('says that its narrative %s', async (_, narrative, words) => {
    await openDesk(taken.number);
    await startFollowUp(narrative);
    await form().getByText(words).waitFor();
    await form()
      .getByText(/apa yang Anda kerjakan, di mana, dan hasilnya/)
      .waitFor();
  });

  it('takes ten photos and what is none, and lets each be moved, given another kind and taken out by keyboard', async () => {
    await openDesk(taken.number);
    await startFollowUp(NEAR);
    const near = await afterPhoto(POTHOLE, 6);
    const paths = await Promise.all(Array.from({ length: 9 }, (_, i) => written(`IMG_${i}.jpg`, near)));
    await pick('Foto sesudah', ...paths, await written('surat.jpg', new Blob(['ini bukan foto'])));
    const after = form().locator('fieldset').first();
    await form()
      .getByText(/Foto 10 bukan gambar/)
      .waitFor();
    await after.getByRole('button', { name: 'Geser IMG_1.jpg ke depan' }).press('Enter');
    await expect.poll(() => after.locator('.picked-name').first().innerText()).toBe('IMG_1.jpg');
    await after.getByRole('button', { name: 'Jadikan IMG_0.jpg foto sebelum' }).press('Enter');
    await expect.poll(() => after.locator('li').count()).toBe(9);
    await form().locator('.pickers').getByText('IMG_0.jpg').waitFor();
    await after.getByRole('button', { name: 'Hapus surat.jpg' }).press('Enter');
    await expect.poll(() => after.locator('li').count()).toBe(8);
    expect(await page.evaluate('document.activeElement.dataset.does')).toBe('remove');
    await form()
      .getByText(/bukan gambar/)
      .waitFor({ state: 'detached' });
    await page.screenshot({ path: await screenshot('follow-up-many') });
  });

  it('is kept as it was written where the browser has no room, and puts photos of the queue out for its own', async () => {
    await openDesk(taken.number);
    await startFollowUp(NEAR);
    await pick('Foto sesudah', await written('dekat.jpg', await afterPhoto(POTHOLE, 5)));
    await form().getByText('Tidak ada temuan.', { exact: true }).waitFor();
    await refuseRoom(page, 'attachments', 2);
    await form().getByLabel('Narasi').press('Enter');
    await page.getByText(/Keputusan belum tersimpan: Penyimpanan di perangkat ini penuh/).waitFor();
    expect(await outbox(page)).toEqual([]);
    await page.screenshot({ path: await screenshot('follow-up-no-room') });
    await decideBy(page, 'l');
    await expect.poll(() => form().locator('.picked-photo').count()).toBe(1);
    expect(await form().getByLabel('Narasi').inputValue()).toBe(NEAR);
    await form().getByText('Tidak ada temuan.', { exact: true }).waitFor();
    await refuseRoom(page, 'attachments', 1);
    await form().getByLabel('Narasi').press('Enter');
    await expect.poll(() => outbox(page)).toHaveLength(1);
    await decideBy(page, 'u');
    await expect.poll(() => outbox(page)).toEqual([]);
  });

  it('waits for a service that is away, says so, and what is sent arrives once with its photo', async () => {
    await openDesk(taken.number);
    await sync(page);
    const port = Number(new URL(service.origin).port);
    await service.stop('SIGKILL');
    await startFollowUp(NEAR);
    await pick('Foto sesudah', await written('dekat.jpg', await afterPhoto(POTHOLE, 5)));
    await form()
      .getByText(/Layanan tidak menjawab: foto dan narasi pakai ulang belum diperiksa/)
      .waitFor();
    await form().getByText('Sejauh ini tidak ada temuan.').waitFor();
    await page.screenshot({ path: await screenshot('follow-up-away') });
    await form().getByLabel('Narasi').press('Enter');
    await expect
      .poll(async () => (await outbox(page)).map(({ body }) => body.action))
      .toEqual(['tindak_lanjut']);
    service = await startService({ clock: FOLLOWED_UP_AT, data, port });
    await expect.poll(() => sync(page).then(() => outbox(page)), { timeout: 60_000 }).toEqual([]);
    await sync(page);
    const { data: sent } = await (await service.as('admin')).call('getTicket', {
      params: { number: taken.number },
    });
    expect(sent.status).toBe('validasi');
    expect(sent.events.filter(({ action }) => action === 'tindak_lanjut')).toHaveLength(1);
    expect(sent.photos.filter(({ kind }) => kind === 'after')).toHaveLength(1);
  });
});

it('shows first why a follow-up came back, what was measured, and the way to the next one', async () => {
  const far = await followUp(service, { ...POTHOLE, off: 1_200 }, fresh);
  const note = 'Foto diambil di kantor kelurahan. Kirim foto di lokasi.';
  await (await service.as('validator')).call('act', {
    params: { number: far.number },
    version: far.version,
    body: { action: 'kembalikan', reasonCodes: ['foto_tidak_sesuai_titik'], note },
  });
  await openDesk(taken.number);
  await sync(page);
  await page.close();
  await openDesk(fresh.number);
  const returned = page.locator('.returned');
  await returned
    .getByText(/TL ditolak|dikembalikan/i)
    .first()
    .waitFor();
  await returned.getByText(/Foto tidak sesuai titik/).waitFor();
  await returned.getByText(note).waitFor();
  await returned.getByText(/1,2\skm dari titik laporan/).waitFor();
  const [first] = await page.locator('#ticket > *:not(header):not(h1)').all();
  expect(await first?.getAttribute('class')).toContain('returned');
  await expect.poll(() => page.locator(`[data-number="${fresh.number}"]`).innerText()).toContain('Perbaiki');
  await inEveryLook(page, 'returned');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.screenshot({ path: await screenshot('returned-390') });
  await page.setViewportSize(WIDE);
  await returned.getByRole('button', { name: /Tindak lanjuti lagi/ }).click();
  await form().getByLabel('Narasi').waitFor();
});

describe('a session that ends while decisions wait', () => {
  it('asks to sign in again right there; nothing is lost, and what waited is sent once', async () => {
    const filed = await file(service, { ...POTHOLE, description: 'Lubang di depan nomor 77' });
    await openDesk(fresh.number);
    await sync(page);
    await page.close();
    await openDesk(filed.number);
    await decideBy(page, 'o');
    await form().getByRole('textbox').first().waitFor();
    await page.keyboard.press('Escape');
    await endSession();
    await decideBy(page, 'p');
    await page.getByText(/Sesi berakhir/).waitFor();
    await expect.poll(async () => (await outbox(page)).map(({ number }) => number)).toEqual([filed.number]);
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: await screenshot('session-over') });
    await page.getByRole('button', { name: 'Masuk kembali' }).click();
    const dialog = page.getByRole('dialog', { name: 'Masuk kembali' });
    await dialog.getByLabel('Kata sandi').fill(DEMO_PASSWORD);
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: await screenshot('session-over-dialog') });
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => outbox(page), { timeout: 60_000 }).toEqual([]);
    const { data: report } = await (await service.as('admin')).call('getTicket', {
      params: { number: filed.number },
    });
    expect(report.events.filter(({ action }) => action === 'proses')).toHaveLength(1);
    await expect.poll(() => page.getByText(/Sesi berakhir/).count()).toBe(0);
  });
});

/** As an operator does who ends it on the service: the browser learns of it with its next call. */
async function endSession(): Promise<void> {
  const token = await page.evaluate(
    `new Promise((resolve) => {
      indexedDB.open('tuntas').onsuccess = ({ target }) => {
        target.result.transaction('session').objectStore('session').getAll().onsuccess = (read) =>
          resolve(read.target.result[0].token);
      };
    })`,
  );
  const ended = await fetch(`${service.origin}/api/v1/session`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${String(token)}` },
  });
  expect(ended.status).toBe(204);
}
