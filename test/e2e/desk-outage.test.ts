/** The desk against the real service on a bad day: another validator is faster, the service is killed and comes back. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';
import { heading, outbox, sync } from './desk-page.ts';
import { launch, type TestBrowser } from './harness/browser.ts';
import { screenshot } from './harness/paths.ts';
import { startService, type TestService } from './harness/service.ts';

declare const chrome: { runtime: { sendMessage(message: unknown): Promise<{ ok: boolean } | undefined> } };

let service: TestService;
let browser: TestBrowser;
let data: string;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'tuntas-desk-'));
  [service, browser] = await Promise.all([startService({ demo: 'reports', data }), launch()]);
  const page = await browser.openOwn('desk.html');
  const ask = { origin: service.origin, username: 'validator', password: DEMO_PASSWORD };
  const answer = await page.evaluate(
    (body) => chrome.runtime.sendMessage({ name: 'signIn', ask: body }),
    ask,
  );
  expect(answer).toMatchObject({ ok: true });
  await page.close();
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
  await rm(data, { recursive: true, force: true, maxRetries: 3 });
});

/** A report of the demo that nobody looks at, whose photo is off the point, nothing else being wrong. */
async function offThePoint(): Promise<string> {
  const { data } = await (await service.as('validator')).call('queue', { query: { limit: '200' } });
  const found = data.items.find(
    ({ verdict, photos, claim }) =>
      claim === undefined &&
      verdict?.reasons[0]?.code === 'LOCATION_MISMATCH' &&
      verdict.reasons.length === 1 &&
      photos.some((photo) => photo.kind === 'report'),
  );
  if (!found) throw new Error('the demo has no report that is only off the point');
  return found.number;
}

it('shows who else is checking a report, and both decisions where two validators made one on it', async () => {
  const other = await service.as('validator2');
  const number = await offThePoint();
  await other.call('claim', { params: { number } });
  const page = await browser.openOwn(`desk.html?ticket=${number}`);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByText(/Sedang diperiksa oleh Budi Santoso/).waitFor();
  await page.locator('.event').first().waitFor();
  await page.keyboard.press('r');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await outbox(page)).map((entry) => entry.state)).toEqual(['held']);
  const { data: report } = await other.call('getTicket', { params: { number } });
  await other.call('act', {
    params: { number },
    version: report.version,
    body: { action: 'setujui', reason: 'Titik laporan salah, foto benar.' },
  });
  await page.getByRole('button', { name: 'Bandingkan' }).click({ timeout: 30_000 });
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Titik laporan salah, foto benar.').waitFor();
  await dialog.getByText('Foto tidak sesuai titik').waitFor();
  await dialog.getByText('Keputusan ini tidak dapat dibuat lagi. Status laporan: Selesai.').waitFor();
  await page.screenshot({ path: await screenshot('desk-two-validators') });
  await dialog.getByRole('button', { name: 'Buang keputusan saya' }).click();
  await expect.poll(() => outbox(page)).toEqual([]);
  expect((await other.call('getTicket', { params: { number } })).data.status).toBe('selesai');
  await page.close();
});

it('reads and decides while the service is killed, and sends everything once and in order when it is back', async () => {
  const { data: queue } = await (await service.as('validator')).call('queue', { query: { limit: '200' } });
  const numbers = queue.items
    .filter(({ verdict, actions }) => verdict?.verdict === 'pass' && actions.includes('setujui'))
    .slice(0, 3)
    .map((item) => item.number);
  expect(numbers).toHaveLength(3);
  const page = await browser.openOwn('desk.html');
  await sync(page);
  const port = Number(new URL(service.origin).port);
  await service.stop('SIGKILL');
  for (const [index, number] of numbers.entries()) {
    await page.goto(page.url().replace(/(\?.*)?$/, `?ticket=${number}`));
    await heading(page, number);
    await page.keyboard.press('a');
    await expect.poll(async () => (await outbox(page)).length).toBe(index + 1);
  }
  const devtools = await browser.context.newCDPSession(page);
  await devtools.send('ServiceWorker.enable');
  await devtools.send('ServiceWorker.stopAllWorkers');
  service = await startService({ demo: 'reports', data, port });
  await page.reload();
  await expect
    .poll(
      async () => {
        await sync(page);
        return outbox(page);
      },
      { timeout: 60_000, interval: 1_000 },
    )
    .toEqual([]);
  const supervisor = await service.as('supervisor');
  const approvals: number[] = [];
  for (const number of numbers) {
    const { data: report } = await supervisor.call('getTicket', { params: { number } });
    const made = report.events.filter((event) => event.action === 'setujui' && event.madeAt !== undefined);
    expect([number, report.status, made.length]).toEqual([number, 'selesai', 1]);
    approvals.push(...made.map((event) => event.seq));
  }
  expect(approvals).toEqual([...approvals].sort((a, b) => a - b));
});
