/**
 * What an office has on CRM's own pages: the card that takes a report in, passes it on or sends it back, and the
 * pre-check on upload forms, the demo's own and one whose markup nobody told us.
 */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FrameLocator, Locator, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ticket } from '#shared/contract/ticket.ts';
import { launch, type TestBrowser } from './harness/browser.ts';
import { cardOn, pressWhenSeen, putCardAway } from './harness/card.ts';
import { inEveryLook } from './harness/looks.ts';
import {
  afterPhoto,
  FILED_AT,
  FOLLOWED_UP_AT,
  file,
  moveClock,
  POTHOLE,
  type Story,
  take,
} from './harness/reports.ts';
import { startService, type TestService } from './harness/service.ts';
import { signIn } from './harness/sign-in.ts';
import { startSite, type TestSite } from './harness/site.ts';

let service: TestService;
let site: TestSite;
let browser: TestBrowser;
let report: Ticket;
/** New at the office, where it is in question whose duty they are. */
let own: Ticket;
let others: Ticket;
let sentHere: Ticket;
let page: Page;
/** Everything that asked a server for anything since the last look. */
let requests: string[] = [];

beforeAll(async () => {
  site = await startSite();
  service = await startService({ clock: FILED_AT, sites: ['http://crm.jakarta.test/*'] });
  browser = await launch();
  report = await take(service, await file(service, POTHOLE));
  [own, others, sentHere] = [
    await file(service, RUBBISH),
    await file(service, POTHOLE),
    await fileFromDinas(),
  ];
  await moveClock(service, FOLLOWED_UP_AT);
  await signIn(browser, service, 'admin', [site.origin]);
  browser.context.on('request', (request) => {
    if (/^https?:/.test(request.url()) && !isPoll(request))
      requests.push(`${request.method()} ${request.url()}`);
  });
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
  await site?.stop();
});

/** The worker asks on its own what is new, twice a minute: such a question carries nothing along. */
function isPoll(request: Request): boolean {
  const { origin, search } = new URL(request.url());
  return (
    request.serviceWorker() !== null &&
    request.method() === 'GET' &&
    origin === service.origin &&
    search.length < 100
  );
}

const RUBBISH: Story = {
  ...POTHOLE,
  subject: 'rubbish',
  category: 'Sampah',
  description: 'Sampah di tikungan',
};
const KELURAHAN = '31.74.03.1002';
const DINAS = 'dinas-bina-marga';

/** The office in question has sent it to the dinas, and the dinas has sent it here again. */
async function fileFromDinas(): Promise<Ticket> {
  const filed = await file(service, { ...POTHOLE, description: 'Trotoar retak di depan nomor 12' });
  const passed = await coordinate('admin', filed, DINAS);
  return coordinate('dinas', passed, KELURAHAN);
}

async function coordinate(username: string, { number, version }: Ticket, to: string): Promise<Ticket> {
  const { data } = await (await service.as(username)).call('act', {
    params: { number },
    version,
    body: { action: 'koordinasi', to, reason: 'Bukan kewenangan kami' },
  });
  return data;
}

const panel = (): FrameLocator => page.frameLocator('[data-tuntas="precheck"] iframe');
const photos = (...off: number[]) =>
  Promise.all(
    off.map(async (metres, index) => ({
      name: `IMG_${2001 + index}.jpg`,
      buffer: Buffer.from(await (await afterPhoto(POTHOLE, metres)).arrayBuffer()),
    })),
  );

/** From a folder, as a person does: of files that are only handed over, the browser makes no event of its own. */
async function choose(field: Locator, files: readonly { name: string; buffer: Buffer }[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tuntas-photos-'));
  const written = files.map(async ({ name, buffer }) => {
    await writeFile(join(folder, name), buffer);
    return join(folder, name);
  });
  await field.setInputFiles(await Promise.all(written));
}

const FORM = `<title>Unggah</title>
  <style>body { font: 14px/1.5 sans-serif; margin: 32px; max-width: 380px } p { margin: 8px 0 }</style>
  <h1>Tindak lanjut</h1>
  <div>
    <p><input type="file" id="before" name="foto_sebelum" accept="image/*"></p>
    <p><input type="file" id="after" accept="image/*" multiple></p>
    <p><textarea id="words" rows="3" cols="40" aria-label="Uraian"></textarea></p>
    <p><button>Kirim</button></p>
  </div>`;

describe('the card of a report that is new at the office', () => {
  const now = async ({ number }: Ticket) =>
    (await (await service.as('supervisor')).call('getTicket', { params: { number } })).data;
  const open = (id: string) => page.locator(`#${id} [data-tuntas="badge"]`).click();

  it('takes it in, passes it on to the office proposed, or sends it back, by one press each', async () => {
    site.show(`<title>Daftar</title><style>p { font: 14px/1.5 sans-serif; margin: 32px }</style>
      <p id="own">${own.number} Sampah</p><p id="others">${others.number} Jalan</p><p id="back">${sentHere.number} Jalan</p>`);
    page = await browser.context.newPage();
    await page.goto(`${site.origin}/`);
    await open('own');
    await pressWhenSeen(page, 'Terima');
    await cardOn(page).locator('.card-fate').waitFor();
    await putCardAway(page);
    await open('back');
    await pressWhenSeen(page, 'Kembalikan ke Dinas Bina Marga');
    await cardOn(page).locator('.card-fate').waitFor();
    await putCardAway(page);
    await open('others');
    await cardOn(page).getByRole('button', { name: 'Teruskan ke Dinas Bina Marga' }).waitFor();
    await inEveryLook(page, 'card-office');
    await pressWhenSeen(page, 'Teruskan ke Dinas Bina Marga');
    await expect
      .poll(async () =>
        (await Promise.all([own, sentHere, others].map(now))).map(({ status, unit }) => [status, unit?.code]),
      )
      .toEqual([
        ['proses', KELURAHAN],
        ['koordinasi', DINAS],
        ['koordinasi', DINAS],
      ]);
    await page.close();
  });
});

describe('the demo’s form, which stands in for CRM’s own', () => {
  it('finds nothing in a good photo and a narrative that says what was done, and sends nothing anywhere', async () => {
    page = await browser.context.newPage();
    await page.goto(`${service.origin}/demo/laporan/${report.number}/tindak-lanjut`);
    await page.locator('[data-tuntas="badge"]').first().waitFor();
    requests = [];
    await choose(page.getByLabel('Foto sesudah'), await photos(8));
    await panel().getByText('Narasi belum diisi.').waitFor();
    await panel().getByText('Tidak ada temuan.').waitFor();
    await page.getByLabel('Narasi').fill(POTHOLE.narrative);
    await expect.poll(() => panel().getByText('Narasi belum diisi.').count()).toBe(0);
    await panel().getByText('Tidak ada temuan.').waitFor();
    expect(requests).toEqual([]);
  });

  it('names each photo that would come back, by how much and what to do, and forgets those chosen anew', async () => {
    const broken = { name: 'surat.jpg', buffer: Buffer.from('bukan foto') };
    await page.getByLabel('Narasi').fill('Sudah ditindaklanjuti.');
    await choose(page.getByLabel('Foto sesudah'), [...(await photos(8, 1200)), broken]);
    await panel()
      .getByText(/Foto 2 diambil 1,2.km dari titik laporan/)
      .waitFor();
    await panel().getByText('IMG_2002.jpg').waitFor();
    await panel().getByText('surat.jpg').waitFor();
    await panel().getByText('3 temuan').waitFor();
    await inEveryLook(page, 'precheck');
    await page.getByLabel('Narasi').fill(POTHOLE.narrative);
    await choose(page.getByLabel('Foto sesudah'), await photos(8));
    await panel().getByText('Tidak ada temuan.').waitFor();
  });

  it('takes ten photos', async () => {
    await choose(page.getByLabel('Foto sesudah'), await photos(...Array.from({ length: 10 }, () => 300)));
    await panel().getByText('10 temuan').waitFor();
    await choose(page.getByLabel('Foto sebelum'), await photos(5000));
    expect(await panel().getByText('10 temuan').count()).toBe(1);
  });
});

describe('a form whose markup nobody told us', () => {
  it('is known by its fields and the number in its address, and goes on while the service is stopped', async () => {
    site.show(FORM);
    await page.goto(`${site.origin}/unggah?no=${report.number}`);
    await service.stop();
    await page.locator('#words').fill('Selesai dikerjakan');
    await page.locator('#words').blur();
    await panel().getByText('Belum ada foto sesudah.').waitFor();
    await panel().getByText('1 temuan').waitFor();
    await choose(page.locator('#after'), await photos(1200));
    await panel()
      .getByText(/Foto diambil 1,2.km dari titik laporan/)
      .waitFor();
  });

  it('says that it cannot judge the distance of a report it does not know, and judges the rest', async () => {
    await page.goto(`${site.origin}/unggah?no=JK2503089999`);
    await choose(page.locator('#after'), await photos(1200));
    await panel().getByText('Layanan tidak menjawab, jadi jarak ke titik laporan tidak diperiksa.').waitFor();
    await panel().getByText('Tidak ada temuan.').waitFor();
  });

  it('takes what is dropped on it', async () => {
    await page.goto(`${site.origin}/unggah?no=${report.number}`);
    const [far] = await photos(1200);
    const drop = await page.evaluateHandle((base64) => {
      const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], 'IMG_1.jpg', { type: 'image/jpeg' }));
      return transfer;
    }, far?.buffer.toString('base64') ?? '');
    // What a test drops is no person's doing: words come first, typed.
    await page.locator('#words').fill('Selesai dikerjakan');
    await page.locator('#words').blur();
    await panel().getByText('Belum ada foto sesudah.').waitFor();
    await page.locator('button').dispatchEvent('drop', { dataTransfer: drop });
    await panel()
      .getByText(/Foto diambil 1,2.km dari titik laporan/)
      .waitFor();
  });
});
