/** A crew’s phone against the real service: told at night, guided at the point and off it, and without a network. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Ticket } from '#shared/contract/ticket.ts';
import { PushBrowser } from '../service/push/browser.ts';
import { captures, refuseRoom, sidewaysScroll, violations } from './desk-page.ts';
import { launch } from './harness/browser.ts';
import { screenshot } from './harness/paths.ts';
import { type Phone, signInOn, switchOn } from './harness/phone.ts';
import { pushesAt, pushesOn } from './harness/push.ts';
import { DINAS, FILED_AT, file, KELURAHAN, moveClock, POTHOLE, passOn } from './harness/reports.ts';
import { startService, type TestService } from './harness/service.ts';
import { signIn } from './harness/sign-in.ts';

const AT_NIGHT = '2025-03-08T23:10:00+07:00';
const MUCH_LATER = '2025-03-08T23:40:00+07:00';
/** Degrees of latitude for a metre. */
const METRE = 1 / 110_574;

let far: PushBrowser;
let service: TestService;
let phone: Phone;
let page: Page;
let reports: Ticket[];

beforeAll(async () => {
  far = await PushBrowser.open();
  service = await startService({ clock: FILED_AT, outboundTrusted: far.origin });
  phone = await switchOn(service.origin);
  await phone.context.addInitScript(pushesAt, far.subscription());
  reports = [];
  for (const description of [
    'Lubang di depan nomor 12',
    'Lubang di depan nomor 40',
    'Lubang di depan nomor 7',
    'Lubang di depan nomor 9',
    'Lubang di depan nomor 15',
  ])
    reports.push(await file(service, { ...POTHOLE, description }));
  await passOn(service, reports[0]?.number ?? '', 'admin', DINAS);
  await moveClock(service, AT_NIGHT);
  await phone.context.grantPermissions(['camera', 'geolocation', 'notifications']);
  page = await phone.open();
  await signInOn(page, 'admin');
});
afterAll(async () => {
  await phone?.close();
  await service?.stop();
  await far?.close();
});

async function standAt(report: Ticket, metres: number): Promise<void> {
  const { lat = 0, lon = 0 } = report.point ?? {};
  await phone.context.setGeolocation({ latitude: lat + metres * METRE, longitude: lon, accuracy: 8 });
}

const ticketOf = async (number: string): Promise<Ticket> =>
  (await (await service.as('supervisor')).call('getTicket', { params: { number } })).data;

/** Takes it in and opens the form of its follow-up. */
async function begin({ number }: Ticket): Promise<void> {
  await page.locator('.field-row', { hasText: number }).click();
  await page.getByRole('button', { name: 'Terima', exact: true }).click();
  await page.getByRole('button', { name: 'Tindak lanjuti' }).click();
}

async function take(which: 'sesudah' | 'sebelum', says: string): Promise<void> {
  const picker = page.locator('.picker', { hasText: `Foto ${which}` });
  const before = await picker.locator('.picked-photo').count();
  await picker.getByRole('button', { name: 'Ambil foto' }).click();
  await page.getByText(/Anda \d+\sm dari titik/).waitFor();
  await page.getByRole('button', { name: 'Ambil', exact: true }).click();
  await page.locator('.camera-guide', { hasText: says }).waitFor();
  await page.getByRole('button', { name: 'Pakai foto ini' }).click();
  await expect.poll(() => picker.locator('.picked-photo').count()).toBe(before + 1);
}

async function send(narrative: string): Promise<void> {
  await page.getByLabel('Narasi').fill(narrative);
  const sending = page.getByRole('button', { name: /^Kirim/ });
  const home = page.getByRole('heading', { name: 'Tugas saya' });
  // What is expected to come back is said once, and sent by pressing again.
  await expect
    .poll(async () => {
      // It may be gone by the time it is pressed.
      if (await sending.isVisible()) await sending.click({ timeout: 2_000 }).catch(() => undefined);
      return home.isVisible();
    })
    .toBe(true);
}

async function arrived(number: string): Promise<Ticket> {
  await expect.poll(async () => (await ticketOf(number)).status).toBe('validasi');
  return ticketOf(number);
}

it('is told at night of a report by a push, whose press opens it to be taken in', async () => {
  const [report] = reports;
  if (!report) throw new Error('no report was filed');
  const { number } = report;
  const pushes = pushesOn(phone, page, service.origin);
  await page.getByRole('button', { name: 'Beri tahu saya' }).click();
  await page.getByText('sampai Anda keluar').waitFor();
  await passOn(service, number, 'dinas', KELURAHAN);
  await expect.poll(() => far.read()).toContainEqual({ kind: 'arrived', number });
  await expect
    .poll(() => pushes.afterDelivery({ kind: 'arrived', number }))
    .toEqual([`Laporan baru menunggu Anda: ${number}`]);
  await pushes.press();
  await page.getByRole('heading', { name: number }).waitFor();
  await standAt(report, 6);
  await page.getByRole('button', { name: 'Terima', exact: true }).click();
  await page.getByRole('button', { name: 'Tindak lanjuti' }).click();
});

it('carries the mark of trust for a pair taken at the point, though the network is cut as it is sent', async () => {
  const [report] = reports;
  if (!report) throw new Error('no report was filed');
  const committed = 'Tempat dan waktunya tercatat pada layanan.';
  await take('sebelum', committed);
  const picker = page.locator('.picker', { hasText: 'Foto sesudah' });
  await picker.getByRole('button', { name: 'Ambil foto' }).click();
  await page.locator('img.camera-over').waitFor();
  await page.getByText('Anda 6 m dari titik.').waitFor();
  await phone.unhurried(async () =>
    expect([await violations(page), await sidewaysScroll(page)]).toEqual([[], 0]),
  );
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: await screenshot(`field-camera-${colorScheme}`) });
  }
  await page.getByRole('button', { name: 'Foto awal' }).click();
  expect(await page.locator('img.camera-over').count()).toBe(0);
  await page.getByRole('button', { name: 'Ambil', exact: true }).click();
  await page.getByText(committed).waitFor();
  await page.screenshot({ path: await screenshot('field-camera-taken') });
  await page.getByRole('button', { name: 'Pakai foto ini' }).click();
  await phone.context.setOffline(true);
  await send(POTHOLE.narrative);
  await page.getByText('tersimpan dan akan dikirim').waitFor();
  await phone.context.setOffline(false);
  const { verdict, photos } = await arrived(report.number);
  const marks = verdict?.reasons.filter(({ code }) => code === 'CAPTURED_IN_PLACE');
  expect(marks?.map(({ measure }) => measure?.distanceM)).toEqual([6]);
  expect(verdict?.reasons.map(({ code }) => code)).not.toContain('SAME_VIEW');
  expect(photos.filter(({ kind }) => kind === 'before' || kind === 'after')).toHaveLength(2);
});

it('shows the validator how it was taken', async () => {
  const browser = await launch();
  try {
    await signIn(browser, service, 'validator', []);
    const desk = await browser.openOwn(`desk.html?ticket=${reports[0]?.number}`);
    await desk
      .getByText(/dipandu, 6\sm menurut gawai/)
      .first()
      .waitFor();
    await desk.getByText(/dipandu di tempat: 6\sm dari titik laporan menurut gawai .*23[.:]\d\d/).waitFor();
    await desk.screenshot({ path: await screenshot('field-on-desk') });
  } finally {
    await browser.close();
  }
});

it('says on the spot that the point is 300 m away, and warns the desk of it', async () => {
  const [, report] = reports;
  if (!report) throw new Error('no report was filed');
  await standAt(report, 300);
  await begin(report);
  await take('sesudah', 'Anda 300 m dari titik; mendekatlah atau jelaskan.');
  await page.getByText('300 m dari titik').last().waitFor();
  await page.screenshot({ path: await screenshot('field-far-form') });
  // In sight wherever the check's words push it.
  const sending = page.getByRole('button', { name: 'Kirim', exact: false });
  const { y = 0, height = 0 } = (await sending.boundingBox()) ?? {};
  expect(y + height).toBeLessThanOrEqual(844);
  // A thumb that taps twice has not read the warning.
  await page.getByLabel('Narasi').fill('Sudah');
  await sending.dblclick();
  await page.getByRole('button', { name: 'Kirim apa adanya' }).waitFor();
  expect((await ticketOf(report.number)).status).not.toBe('validasi');
  await send('Petugas menambal lubang di Jalan Kemang Raya depan nomor 40, permukaan jalan sudah rata.');
  const { verdict } = await arrived(report.number);
  const codes = verdict?.reasons.map(({ code }) => code) ?? [];
  expect(codes.some((code) => code.startsWith('LOCATION_'))).toBe(true);
  expect(codes).not.toContain('CAPTURED_IN_PLACE');
});

it('keeps what is taken without a network, says so, and lets it be an ordinary photo', async () => {
  const [, , report] = reports;
  if (!report) throw new Error('no report was filed');
  await standAt(report, 6);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.locator('.field-row', { hasText: report.number }).waitFor();
  await phone.context.setOffline(true);
  await begin(report);
  await take('sesudah', 'Tanpa sambungan: disimpan di ponsel');
  await page.getByLabel('Narasi').fill('Sudah ditambal');
  await take('sesudah', 'Tanpa sambungan: disimpan di ponsel');
  await page
    .getByRole('button', { name: /^Hapus/ })
    .last()
    .click();
  const held = async () => (await captures(page)).filter(({ isHeld, isUsed }) => isHeld && !isUsed);
  await expect.poll(held).toHaveLength(1);
  // The app is ended before anything was sent: the form is as it was left when it is opened anew.
  await page.reload();
  await page.getByRole('button', { name: 'Tindak lanjuti' }).click();
  await expect.poll(() => page.locator('.picked-photo').count()).toBe(1);
  expect(await page.getByLabel('Narasi').inputValue()).toBe('Sudah ditambal');
  await page.getByText(/diambil antara/).waitFor();
  await send('Petugas menambal lubang di Jalan Kemang Raya depan nomor 7, permukaan jalan sudah rata.');
  await moveClock(service, MUCH_LATER);
  let tries = 0;
  // The network comes back by halves: the photo waits for what vouches for its time.
  await phone.context.route('**/api/v1/captures', (route) =>
    ++tries === 1 ? route.abort() : route.continue(),
  );
  await phone.context.setOffline(false);
  const { verdict, photos } = await arrived(report.number);
  expect(photos.find(({ kind }) => kind === 'after')?.facts?.captured?.doubt).toBe('late');
  expect(verdict?.reasons.map(({ code }) => code)).not.toContain('CAPTURED_IN_PLACE');
});

it('says at the press that the phone has no room for the photo, and takes it once there is', async () => {
  const report = reports[4];
  if (!report) throw new Error('no report was filed');
  await standAt(report, 6);
  await begin(report);
  await page
    .locator('.picker', { hasText: 'Foto sesudah' })
    .getByRole('button', { name: 'Ambil foto' })
    .click();
  await page.getByText('Anda 6 m dari titik.').waitFor();
  await refuseRoom(page, 'captures', 2);
  await page.getByRole('button', { name: 'Ambil', exact: true }).click();
  await page.getByRole('alert').getByText('Penyimpanan di perangkat ini penuh.').waitFor();
  await page.screenshot({ path: await screenshot('field-camera-no-room') });
  await page.getByRole('button', { name: 'Ambil', exact: true }).click();
  await page.getByText('Tempat dan waktunya tercatat pada layanan.').waitFor();
  await page.getByRole('button', { name: 'Pakai foto ini' }).click();
  await page.goBack();
});

it('lets nobody vouch for other bytes, nor twice by one nonce, and refuses neither photo', async () => {
  const [, , , report] = reports;
  if (!report) throw new Error('no report was filed');
  await standAt(report, 6);
  await begin(report);
  await forged(
    () => ({ sha256: '0'.repeat(64) }),
    (first) => ({ nonce: first }),
  );
  await take('sesudah', 'Tempat dan waktunya tercatat pada layanan.');
  await take('sesudah', 'foto dinilai sebagai foto biasa.');
  await send('Petugas menambal lubang di Jalan Kemang Raya depan nomor 9, permukaan jalan sudah rata.');
  const { verdict, photos } = await arrived(report.number);
  const after = photos.filter(({ kind }) => kind === 'after').map(({ facts }) => facts?.captured);
  expect(after.map((captured) => captured?.doubt ?? captured)).toEqual([undefined, 'reused']);
  expect(verdict?.reasons.map(({ code }) => code)).not.toContain('CAPTURED_IN_PLACE');
});

/** What is committed is another than the page's, as by whoever writes an app of their own: the first photo's, then the second's. */
async function forged(...as: ((first: string) => { sha256: string } | { nonce: string })[]): Promise<void> {
  const own: { nonce: string; sha256: string }[] = [];
  await phone.context.route('**/api/v1/captures', async (route) => {
    const body = route.request().postDataJSON();
    if (own.every(({ sha256 }) => sha256 !== body.sha256)) own.push(body);
    const forgery = as[own.findIndex(({ sha256 }) => sha256 === body.sha256)]?.(own[0]?.nonce ?? '');
    await route.continue({ postData: JSON.stringify({ ...body, ...forgery }) });
  });
}
