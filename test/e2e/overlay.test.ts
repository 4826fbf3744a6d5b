import type { FrameLocator, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ticket } from '#shared/contract/ticket.ts';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';
import { launch, type TestBrowser } from './harness/browser.ts';
import { cardOn, pressWhenSeen, putCardAway } from './harness/card.ts';
import { inEveryLook, POPUP } from './harness/looks.ts';
import {
  FILED_AT,
  FOLLOWED_UP_AT,
  file,
  followUp,
  moveClock,
  POTHOLE,
  type Story,
} from './harness/reports.ts';
import { startService, type TestService } from './harness/service.ts';
import { nameService } from './harness/sign-in.ts';
import { startSite, type TestSite } from './harness/site.ts';

/** Of the browser's page of extensions, where people withdraw what they had allowed. */
declare const chrome: {
  developerPrivate: { updateExtensionConfiguration(change: object): Promise<void> };
};

/** Both validation clocks end at 11.00 on this day. */
const DUE_DAY = '2025-03-13T09:30:00+07:00';

const OFF: Story = {
  subject: 'rubbish',
  category: 'Sampah',
  description: 'Sampah menumpuk di tikungan',
  narrative:
    'Tumpukan sampah di tikungan Jalan Kemang Raya nomor 12 sudah diangkut dengan gerobak motor dan lokasi disapu bersih oleh petugas.',
  off: 1200,
};
const OTHER: Story = {
  ...POTHOLE,
  subject: 'drain',
  category: 'Saluran Air/Kali/Sungai',
  description: 'Saluran mampet di depan pasar',
  narrative:
    'Satgas menguras saluran di Jalan Kemang Raya depan nomor 12 sepanjang dua puluh meter, lumpur diangkut dan air kembali lancar.',
};

let service: TestService;
let site: TestSite;
let browser: TestBrowser;
let good: Ticket;
let off: Ticket;
let other: Ticket;
let page: Page;

beforeAll(async () => {
  site = await startSite();
  service = await startService({ clock: FILED_AT, sites: ['http://crm.jakarta.test/*'] });
  browser = await launch();
  const filed = [await file(service, POTHOLE), await file(service, OFF), await file(service, OTHER)] as const;
  await moveClock(service, FOLLOWED_UP_AT);
  good = await followUp(service, POTHOLE, filed[0]);
  off = await followUp(service, OFF, filed[1]);
  other = await followUp(service, OTHER, filed[2]);
  await moveClock(service, DUE_DAY);
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
  await site?.stop();
});

const list = (): string => `<title>Daftar laporan</title>
  <style>
    body { font: 14px/1.5 sans-serif; margin: 32px; }
    td, th { padding: 8px 16px 8px 0; border-bottom: 1px solid #ccc; text-align: left; }
  </style>
  <h1>Daftar laporan</h1>
  <table>
    <tr><th>Nomor</th><th>Kategori</th><th>Kelurahan</th></tr>
    <tr><td id="good">${good.number}</td><td>Jalan</td><td>Bangka</td></tr>
    <tr><td id="off"><a href="/laporan/${off.number}">${off.number}</a></td><td>Sampah</td><td>Bangka</td></tr>
    <tr><td id="other">${other.number}</td><td>Saluran Air</td><td>Bangka</td></tr>
  </table>
  <p id="prose">Laporan ${good.number.toLowerCase()} dan ${off.number}, bukan JK2513450001 atau XJK2503080001.</p>
  <p>Nomor orang lain: JK2503080999.</p>
  <textarea>${good.number}</textarea>`;

const badgeIn = (where: string): Locator => page.locator(`${where} [data-tuntas="badge"]`);
const card = (): FrameLocator => cardOn(page);
const toolbarText = async (): Promise<string> => (await browser.toolbar()).text;

describe('a validator on the CRM page', () => {
  it('signs in, with the service and the site named in the settings', async () => {
    const options = await browser.openOwn('options.html');
    await nameService(options, service);
    await options.getByLabel('Alamat situs').fill(site.origin);
    await options.getByRole('button', { name: 'Tambah situs' }).click();
    await options.getByRole('button', { name: /^Hapus http/ }).waitFor();
    await options.close();

    const popup = await browser.openOwn('popup.html');
    await popup.setViewportSize(POPUP);
    await popup.getByLabel('Nama pengguna').fill('validator');
    await popup.getByLabel('Kata sandi').fill('salah');
    await popup.getByRole('button', { name: 'Masuk' }).click();
    await popup.getByText('Nama pengguna atau kata sandi tidak cocok.').waitFor();
    await inEveryLook(popup, 'sign-in');
    await popup.getByLabel('Kata sandi').fill(DEMO_PASSWORD);
    await popup.getByRole('button', { name: 'Masuk' }).click();
    await popup.getByText(good.number).waitFor();
    await popup.locator('[data-urgency="dueToday"]').getByText('3').waitFor();
    await popup.close();
    await expect.poll(toolbarText).toBe('3');
  });

  it('sees a badge behind each of their numbers, however the page writes it, and behind nothing else', async () => {
    site.show(list());
    page = await browser.context.newPage();
    await page.goto(`${site.origin}/`);
    await badgeIn('#prose').nth(1).waitFor();
    await expect.poll(() => page.locator('[data-tuntas="badge"]').count()).toBe(5);
    await expect
      .poll(() => badgeIn('#off').getByRole('button').getAttribute('aria-label'))
      .toBe(`${off.number}: Menunggu validasi, 1\u00a0jam, Sarankan dikembalikan. Buka kartu`);
    expect(await page.locator('#prose').innerText()).toContain('bukan JK2513450001');
    await inEveryLook(page, 'overlay');
  });

  it('approves a good one by one press, and the toolbar falls at once', async () => {
    await badgeIn('#good').click();
    await card().getByText('Tidak ada temuan.').waitFor();
    await inEveryLook(page, 'card');
    await pressWhenSeen(page, 'Setujui');
    await card().getByText('Disetujui').waitFor();
    await expect.poll(toolbarText).toBe('2');
    await expect.poll(() => statusOf(good)).toBe('selesai');
    await expect
      .poll(() => badgeIn('#good').getByRole('button').getAttribute('aria-label'))
      .toContain('Selesai');
    await putCardAway(page);
  });

  it('takes a decision back within its five seconds', async () => {
    await badgeIn('#other').click();
    await pressWhenSeen(page, 'Setujui');
    await card()
      .getByRole('button', { name: /^Urungkan/ })
      .click();
    await card().getByRole('button', { name: 'Setujui' }).waitFor();
    await expect.poll(toolbarText).toBe('2');
    expect(await statusOf(other)).toBe('validasi');
  });

  it('opens one whose photo is off the point and returns it by keys, with the reason its evidence advises', async () => {
    await badgeIn('#off').click();
    await card().getByText('Sarankan dikembalikan').waitFor();
    expect(await card().getByRole('button', { name: 'Setujui' }).count()).toBe(0);
    await card().getByRole('button', { name: 'Buka di meja' }).click();
    const desk = page.frameLocator('[data-tuntas="drawer"] iframe');
    await desk.getByRole('heading', { name: off.number }).waitFor();
    await desk.locator('.bar[data-seen="true"][data-look="seen"]').waitFor();
    await inEveryLook(page, 'drawer');
    await page.keyboard.press('r');
    await desk.getByRole('button', { name: /Foto tidak sesuai titik/, pressed: true }).waitFor();
    await desk.locator('form[data-seen="true"]').waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(toolbarText).toBe('1');
    await expect.poll(() => statusOf(off)).toBe('tl_ditolak');
    await page.getByRole('button', { name: 'Tutup meja' }).click();
  });
});

describe('a page that gets in the way', () => {
  it('keeps its badges while it redraws itself, and its own words whole', async () => {
    await page.evaluate(() => {
      const prose = document.querySelector('#prose');
      if (prose?.firstChild) prose.firstChild.nodeValue = 'Ditulis ulang oleh halaman.';
      const cell = document.querySelector('#other');
      if (cell) cell.textContent = cell.textContent.trim();
    });
    await expect.poll(() => badgeIn('#other').count()).toBe(1);
    expect(await page.locator('#prose').innerText()).toBe('Ditulis ulang oleh halaman.');
  });

  it('learns nothing of the report from its own side', async () => {
    expect(await page.content()).not.toContain('Saluran mampet');
    const addresses = await page.evaluate(() =>
      performance.getEntriesByType('resource').map((entry) => entry.name),
    );
    expect(addresses.filter((address) => address.includes('chrome-extension:'))).toEqual([]);
  });

  it('cannot open a card by events of its own making', async () => {
    await page.evaluate(() => {
      const button = document
        .querySelector('#other [data-tuntas="badge"]')
        ?.shadowRoot?.querySelector('button');
      for (const type of ['pointerenter', 'pointermove', 'focus', 'click'])
        button?.dispatchEvent(new MouseEvent(type));
    });
    await badgeIn('#other').hover();
    await page.locator('[data-tuntas="card"]').waitFor();
    expect(await page.locator('[data-tuntas="card"]').count()).toBe(1);
    await page.mouse.move(0, 0);
    await expect.poll(() => page.locator('[data-tuntas="card"]').count()).toBe(0);
  });

  it('lets a card be closed by Escape, from the page and from within, and gives the keyboard back', async () => {
    await badgeIn('#other').hover();
    await page.locator('[data-tuntas="card"]').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('[data-tuntas="card"]').count()).toBe(0);
    await page.mouse.move(0, 0);
    await badgeIn('#other').getByRole('button').press('Enter');
    await card().getByText('Tidak ada temuan.').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('[data-tuntas="card"]').count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.parentElement?.id)).toBe('other');
  });

  it('cannot have a press fall through a transparent cover', async () => {
    await badgeIn('#other').click();
    await card().locator('[data-seen="true"]').waitFor();
    await page.evaluate(() => {
      const cover = document.createElement('div');
      cover.id = 'cover';
      cover.popover = 'manual';
      cover.style.cssText =
        'position:fixed;inset:0;width:auto;height:auto;border:0;opacity:0.01;pointer-events:none';
      document.body.append(cover);
      cover.showPopover();
    });
    await card().locator('[data-seen="false"]').waitFor();
    await card().getByRole('button', { name: 'Setujui' }).click({ force: true });
    expect(await toolbarText()).toBe('1');
    expect(
      await card()
        .getByRole('button', { name: /^Urungkan/ })
        .count(),
    ).toBe(0);
    await page.evaluate(() => document.querySelector('#cover')?.remove());
    await putCardAway(page);
  });

  it('sees an empty frame when it embeds one by itself', async () => {
    const own = new URL((await browser.worker()).url()).host;
    const said = page.waitForEvent('console', (message) => message.text().includes('web_accessible'));
    await page.evaluate((host) => {
      const frame = document.createElement('iframe');
      frame.src = `chrome-extension://${host}/card.html?nonce=00000000-0000-4000-8000-000000000000`;
      document.body.append(frame);
    }, own);
    expect((await said).text()).toContain('Denying load');
  });
});

describe('a page that shows another number without a word', () => {
  const field = (): Locator => page.locator('#field');
  const write = (number: string): Promise<void> =>
    field()
      .locator('input')
      .evaluate((input: HTMLInputElement, value) => {
        input.value = value;
      }, number);
  const named = (): Promise<string | null> =>
    badgeIn('#field').getByRole('button').getAttribute('aria-label');
  const nothingLeft = async (): Promise<void> => {
    await card().getByText('maka tidak ada yang dikirim atau dibuka').first().waitFor();
    expect(await card().getByRole('button', { name: 'Setujui' }).count()).toBe(0);
    expect(await toolbarText()).toBe('1');
    await putCardAway(page);
  };

  beforeAll(async () => {
    await page.evaluate((value) => {
      const place = document.createElement('p');
      place.id = 'field';
      place.innerHTML = `<input readonly value="${value}">`;
      document.body.append(place);
    }, off.number);
  });

  afterAll(() => field().evaluate((place) => place.remove()));

  it('has the card opened of the number that stands in the field now', async () => {
    await expect.poll(named).toContain(off.number);
    await write(other.number);
    await badgeIn('#field').hover();
    await expect.poll(named).toContain(other.number);
    await badgeIn('#field').click();
    await card().getByRole('heading', { name: other.number }).waitFor();
    await card().locator('[data-seen="true"]').waitFor();
    // Pressed, not only pointed at: it stays although its badge goes.
    const hasKeyboard = () => document.activeElement?.matches('[data-tuntas="card"]') ?? false;
    await expect.poll(() => page.evaluate(hasKeyboard)).toBe(true);
  });

  // The pointer rests where it pressed, and so over the badge that is drawn anew: that asks for no card.
  it('is offered nothing any more on a card of the number before', async () => {
    await write(off.number);
    await nothingLeft();
    await expect.poll(named).toContain(off.number);
  });

  it('has nothing decided nor opened once it hides the number', async () => {
    await badgeIn('#other').click();
    await card().locator('[data-seen="true"]').waitFor();
    const row = page.locator('tr:has(#other)');
    await row.evaluate((hidden: HTMLElement) => {
      hidden.hidden = true;
    });
    await card().getByRole('button', { name: 'Buka di meja' }).click();
    await card().getByText('maka tidak ada yang dikirim atau dibuka').first().waitFor();
    expect(await page.locator('[data-tuntas="drawer"]').count()).toBe(0);
    await putCardAway(page);
    await row.evaluate((hidden: HTMLElement) => {
      hidden.hidden = false;
    });
  });

  it('does not get in the way where it draws the same number anew at its place', async () => {
    await badgeIn('#other').click();
    await page.locator('table').evaluate((table) => {
      table.replaceWith(table.cloneNode(true));
    });
    await pressWhenSeen(page, 'Setujui');
    await card()
      .getByRole('button', { name: /^Urungkan/ })
      .click();
    await card().getByRole('button', { name: 'Setujui' }).waitFor();
    await putCardAway(page);
  });
});

describe('the worker', () => {
  it('sends what it held although it died in between', async () => {
    await badgeIn('#other').click();
    await pressWhenSeen(page, 'Setujui');
    await card().getByText('Disetujui').waitFor();
    const devtools = await browser.context.newCDPSession(page);
    await devtools.send('ServiceWorker.enable');
    await devtools.send('ServiceWorker.stopAllWorkers');
    // Any message wakes it; without one its alarm does.
    await page.reload();
    await expect.poll(() => statusOf(other)).toBe('selesai');
    await expect.poll(toolbarText).toBe('');
  });
});

describe('the browser’s own switch for a site', () => {
  it('takes the badges from an open page, and gives them back', async () => {
    await page.goto(`${site.origin}/`);
    await badgeIn('#off').waitFor();
    const extensions = await browser.context.newPage();
    await extensions.goto('chrome://extensions/');
    const extensionId = new URL((await browser.worker()).url()).host;
    const allow = (hostAccess: 'ON_CLICK' | 'ON_ALL_SITES') =>
      extensions.evaluate((change) => chrome.developerPrivate.updateExtensionConfiguration(change), {
        extensionId,
        hostAccess,
      });
    await allow('ON_CLICK');
    await expect.poll(() => page.locator('[data-tuntas="badge"]').count()).toBe(0);
    expect(await page.locator('#off').innerText()).toBe(off.number);
    await allow('ON_ALL_SITES');
    await badgeIn('#off').waitFor();
    await extensions.close();
  });
});

async function statusOf({ number }: Ticket): Promise<string> {
  const { data } = await (await service.as('supervisor')).call('getTicket', { params: { number } });
  return data.status;
}
