/** The desk against the real service on a bad day: another validator is faster, the service is killed and comes back. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';
import { askForReport, decideBy, heading, outbox, sync } from './desk-page.ts';
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
  const { data } = await (await service.as('validator')).call('queueReports', {});
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
  const { data: report } = await other.call('getTicket', { params: { number } });
  await decideBy(page, 'r');
  await page.keyboard.press('Enter');
  // Within the five seconds in which the first decision can be taken back.
  await other.call('act', {
    params: { number },
    version: report.version,
    body: { action: 'setujui', reason: 'Titik laporan salah, foto benar.' },
  });
  await page.getByRole('button', { name: 'Bandingkan' }).click();
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

/** What the officer presses for the report on the screen: as the evidence says, with a note before or a wait now and then. */
async function decide(page: Page, index: number, verdict: string | undefined): Promise<string[]> {
  const press = async (...keys: string[]) => {
    const [first = '', ...rest] = keys;
    await decideBy(page, first);
    for (const key of rest) await page.keyboard.press(key);
  };
  if (verdict === 'fail') {
    await press('r', 'Enter');
    return ['kembalikan'];
  }
  if (index % 7 === 3) {
    await press('t', '1', 'a', 'Enter');
    return ['tunda'];
  }
  if (index % 7 !== 5) {
    await press('a');
    return ['setujui'];
  }
  await press('c');
  await page.keyboard.insertText('Foto sudah dibandingkan.');
  await press('Enter');
  await heldOf(page, 'catat');
  await press('a');
  return ['catat', 'setujui'];
}

async function shownNumber(page: Page): Promise<string> {
  const title = page.locator('#ticket h1').filter({ hasText: /JK\d{10}/ });
  return (await title.innerText()).match(/JK\d{10}/)?.[0] ?? '';
}

/** The newest decision in the outbox is this one. */
async function heldOf(page: Page, action: string): Promise<void> {
  await expect.poll(async () => (await outbox(page)).at(-1)?.body.action).toBe(action);
}

it('decides a day’s whole queue while the service is down, whatever is killed meanwhile, and sends each once and in order', async () => {
  const { data: queue } = await (await service.as('validator')).call('queueReports', {});
  const reports = queue.items.filter(({ actions }) => actions.includes('setujui'));
  const verdicts = new Map(reports.map(({ number, verdict }) => [number, verdict?.verdict]));
  const left = new Set(verdicts.keys());
  expect(left.size).toBeGreaterThan(50);
  let page = await browser.openOwn('desk.html');
  await sync(page);
  const port = Number(new URL(service.origin).port);
  await service.stop('SIGKILL');

  const made: [number: string, action: string][] = [];
  for (let done = 0; left.size > 0; ) {
    const number = await shownNumber(page);
    if (!left.delete(number)) {
      // What was postponed stands in the list still.
      const [next = ''] = left;
      await askForReport(page, next);
      await heading(page, next);
      continue;
    }
    for (const action of await decide(page, done, verdicts.get(number))) made.push([number, action]);
    await expect.poll(async () => (await outbox(page)).length).toBe(made.length);
    done++;
    if (done === 20) {
      const devtools = await browser.context.newCDPSession(page);
      await devtools.send('ServiceWorker.enable');
      await devtools.send('ServiceWorker.stopAllWorkers');
    }
    if (done === 40) {
      browser = await browser.restart();
      page = await browser.openOwn('desk.html');
    }
  }

  service = await startService({ demo: 'reports', data, port });
  await page.reload();
  await expect
    .poll(
      async () => {
        await sync(page);
        return outbox(page);
      },
      { interval: 1_000 },
    )
    .toEqual([]);
  const supervisor = await service.as('supervisor');
  const recorded: { seq: number; made: [string, string] }[] = [];
  for (const { number } of reports) {
    const { data: report } = await supervisor.call('getTicket', { params: { number } });
    for (const { action, actor, seq } of report.events)
      if (seq > queue.seq && actor.role === 'validator') recorded.push({ seq, made: [number, action] });
  }
  expect(recorded.sort((a, b) => a.seq - b.seq).map((event) => event.made)).toEqual(made);
});
