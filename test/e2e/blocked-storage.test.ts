import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch, type TestBrowser } from './harness/browser.ts';
import { FILED_AT, FOLLOWED_UP_AT, file, followUp, moveClock, type Story } from './harness/reports.ts';
import { startService, type TestService } from './harness/service.ts';
import { signIn } from './harness/sign-in.ts';
import { startSite, type TestSite } from './harness/site.ts';

const STORY: Story = {
  subject: 'tree',
  category: 'Pohon',
  description: 'Dahan menjuntai di atas trotoar',
  narrative:
    'Dahan pohon di Jalan Kemang Raya depan nomor 12 dipangkas oleh petugas dan trotoar sudah bersih serta aman dilewati.',
  off: 5,
};

let service: TestService;
let site: TestSite;
let browser: TestBrowser;

beforeAll(async () => {
  site = await startSite();
  service = await startService({ clock: FILED_AT, sites: ['http://crm.jakarta.test/*'] });
  browser = await launch('blocked');
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
  await site?.stop();
});

it('opens the desk in a tab where the browser denies storage to frames in pages; the card works as ever', async () => {
  const filed = await file(service, STORY);
  await moveClock(service, FOLLOWED_UP_AT);
  const { number } = await followUp(service, STORY, filed);

  await signIn(browser, service, 'validator', [site.origin]);
  site.show(`<p>${number}</p>`);
  const page = await browser.context.newPage();
  await page.goto(`${site.origin}/`);
  await page.locator('[data-tuntas="badge"]').click();
  const card = page.frameLocator('[data-tuntas="card"] iframe');
  await card.locator('[data-seen="true"]').waitFor();
  const opened = browser.context.waitForEvent('page');
  await card.getByRole('button', { name: 'Buka di meja' }).click();
  const desk = await opened;
  await desk.getByRole('heading', { name: number }).waitFor();
  expect(await page.locator('[data-tuntas="drawer"]').count()).toBe(0);
});
