/** The page for phones against the real service: its work in due order, a day without a network, and how it looks. */
import { get } from 'node:http';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ticket } from '#shared/contract/ticket.ts';
import { outbox, sidewaysScroll, violations } from './desk-page.ts';
import { screenshot } from './harness/paths.ts';
import { type Phone, signInOn, switchOn } from './harness/phone.ts';
import { afterPhoto, FILED_AT, FOLLOWED_UP_AT, file, moveClock, POTHOLE } from './harness/reports.ts';
import { startService, type TestService } from './harness/service.ts';

/** Bytes until somebody can sign in. */
const FIRST_LOAD = 120_000;
/** Degrees of latitude for a metre. */
const METRE = 1 / 110_574;

let service: TestService;
let phone: Phone;
let page: Page;
let first: Ticket;
let second: Ticket;

beforeAll(async () => {
  service = await startService({ clock: FILED_AT });
  phone = await switchOn(service.origin);
  first = await file(service, POTHOLE);
  second = await file(service, { ...POTHOLE, description: 'Lubang di depan nomor 40' });
  await moveClock(service, FOLLOWED_UP_AT);
});
afterAll(async () => {
  await phone?.close();
  await service?.stop();
});

const row = (number: string) => page.locator('.field-row', { hasText: number });
const stepsOn = async (number: string): Promise<string[]> => {
  const { data } = await (await service.as('supervisor')).call('getTicket', { params: { number } });
  return data.events.map(({ action }) => action);
};

/** In both languages and themes; what can be asserted of a screen is. */
const looked = (name: string): Promise<void> => phone.unhurried(() => lookedOver(name));

async function lookedOver(name: string): Promise<void> {
  for (const language of ['en', 'id'] as const) {
    await page.evaluate((chosen) => {
      const key = 'tuntas:language';
      const newValue = JSON.stringify(chosen);
      localStorage.setItem(key, newValue);
      dispatchEvent(new StorageEvent('storage', { key, newValue }));
    }, language);
    await page.locator(`html[lang="${language}"]`).waitFor();
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect([name, await violations(page), await sidewaysScroll(page)]).toEqual([name, [], 0]);
      expect(await page.locator('body').innerText()).not.toMatch(/\b(?:desk|field|common|popup)\.[a-z_.]+/);
      expect([name, await smallTargets()]).toEqual([name, []]);
      await page.screenshot({ path: await screenshot(`field-${name}-${language}-${colorScheme}`) });
    }
  }
}

/** Of the answer's body, packed as phones are sent it: by brotli, which browsers take over TLS alone. */
async function packedBytes(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'br, gzip' } }, (answer) => {
      let size = 0;
      answer.on('data', (chunk: Buffer) => {
        size += chunk.length;
      });
      answer.on('end', () => resolve(size));
    }).on('error', reject);
  });
}

/** What is too small to be pressed by a thumb. */
function smallTargets(): Promise<string[]> {
  return page.locator('button, a, select, summary, input:not(.unseen)').evaluateAll((controls) =>
    controls
      .filter((control) => control.getClientRects().length > 0)
      .filter((control) => control.getBoundingClientRect().height < 44)
      .map((control) => control.outerHTML.slice(0, 120)),
  );
}

it('opens within its budget, signs in and lists the work in due order', async () => {
  const asked = new Set<string>();
  // What its service worker fetches beside it keeps nobody waiting.
  phone.context.on('request', (request) => {
    if (request.serviceWorker() === null) asked.add(request.url());
  });
  page = await phone.open();
  await page.getByLabel('Nama pengguna').waitFor();
  const files = [...asked].filter((url) => !url.endsWith('service-worker.js'));
  const bytes = await Promise.all(files.map(packedBytes));
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(FIRST_LOAD);
  expect(files.length).toBeGreaterThan(3);
  await looked('sign-in');
  await signInOn(page, 'admin');
  await row(second.number).waitFor();
  expect(await page.locator('.field-row .tabular').allTextContents()).toEqual([first.number, second.number]);
  await looked('work');
});

it('asks for nobody’s place before it is wanted, and then says how far the point is, and where', async () => {
  await row(first.number).click();
  await page.getByRole('heading', { name: first.number }).waitFor();
  await looked('report');
  const { lat = 0, lon = 0 } = first.point ?? {};
  await phone.context.grantPermissions(['geolocation']);
  await phone.context.setGeolocation({ latitude: lat - 180 * METRE, longitude: lon, accuracy: 12 });
  await page.getByRole('button', { name: 'Tunjukkan jarak saya' }).click();
  await page.getByText('Anda 180 m dari titik, arahnya utara.').waitFor();
  await page.getByText('Ketelitian ± 12 m').waitFor();
  await looked('place');
  await phone.context.setGeolocation({ latitude: lat, longitude: lon, accuracy: 90 });
  await page.getByText('Ketelitian ± 90 m terlalu kasar.').waitFor();
});

describe('without a network', () => {
  it('reads, takes in and follows up; what was done waits through the end of the app', async () => {
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await phone.context.setOffline(true);
    await page.goto(`${service.origin}/lapangan/`);
    await row(first.number).click();
    await page.getByText(POTHOLE.description).waitFor();
    await page.getByRole('button', { name: 'Terima', exact: true }).click();
    await page.getByRole('button', { name: 'Tindak lanjuti' }).click();
    await page.getByLabel('Narasi').fill(POTHOLE.narrative);
    const photo = await afterPhoto(POTHOLE, 8);
    await page
      .locator('.picker input')
      .first()
      .setInputFiles({
        name: photo.name,
        mimeType: photo.type,
        buffer: Buffer.from(await photo.arrayBuffer()),
      });
    await page.getByText('8 m dari titik').waitFor();
    expect((await page.getByLabel('Narasi').boundingBox())?.width).toBeGreaterThan(300);
    await looked('follow-up');
    await page.getByRole('button', { name: /^Kirim/ }).click();
    await page.getByRole('heading', { name: 'Tugas saya' }).waitFor();
    expect(await row(first.number).count()).toBe(0);
    phone = await phone.restart();
    await phone.context.setOffline(true);
    page = await phone.open();
    await row(second.number).waitFor();
    await page.getByText('2 keputusan tersimpan dan akan dikirim.').waitFor();
    await looked('offline');
    expect((await outbox(page)).map(({ body }) => body.action)).toEqual(['proses', 'tindak_lanjut']);
    expect(await stepsOn(first.number)).toEqual(['lapor']);
  });

  it('sends all of it once and in order when the network is back', async () => {
    await phone.context.setOffline(false);
    await expect.poll(async () => outbox(page)).toEqual([]);
    expect((await stepsOn(first.number)).slice(0, 3)).toEqual(['lapor', 'proses', 'tindak_lanjut']);
    expect((await stepsOn(first.number)).filter((step) => step === 'tindak_lanjut')).toHaveLength(1);
  });
});
