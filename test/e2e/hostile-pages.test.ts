/** Pages that want to read, forge or steal a decision, against the extension as it is released: closed shadow roots. */
import type { Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Ticket } from '#shared/contract/ticket.ts';
import { launch, type TestBrowser } from './harness/browser.ts';
import { build } from './harness/build.ts';
import { badgeSpot, cardFrame, decided, hasCard, middleOf, pace } from './harness/hostile.ts';
import { CLOSED_EXTENSION } from './harness/paths.ts';
import { FILED_AT, FOLLOWED_UP_AT, file, followUp, moveClock, POTHOLE } from './harness/reports.ts';
import { startService, type TestService } from './harness/service.ts';
import { signIn } from './harness/sign-in.ts';
import { startSite, type TestSite } from './harness/site.ts';

const OFF = {
  ...POTHOLE,
  off: 1200,
  description: 'Jalan berlubang di tikungan',
  narrative: `${POTHOLE.narrative} Selesai.`,
};

let service: TestService;
let site: TestSite;
let browser: TestBrowser;
let page: Page;
let good: Ticket;
let off: Ticket;

beforeAll(async () => {
  await build('closed');
  site = await startSite('', 'frame-src *');
  service = await startService({ clock: FILED_AT, sites: [`${site.origin}/*`] });
  browser = await launch('allowed', CLOSED_EXTENSION);
  const filed = [await file(service, POTHOLE), await file(service, OFF)] as const;
  await moveClock(service, FOLLOWED_UP_AT);
  good = await followUp(service, POTHOLE, filed[0]);
  off = await followUp(service, OFF, filed[1]);
  await signIn(browser, service, 'validator', [site.origin]);
  page = await browser.context.newPage();
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
  await site?.stop();
});

/** A page with both numbers that runs `script` before anything of ours is there. */
async function attack(script: string, style = ''): Promise<void> {
  site.show(`<title>Jahat</title><style>body { margin: 0; height: 3000px; font: 14px sans-serif } p { margin: 40px } ${style}</style>
    <script>var stolen = []; ${script}</script>
    <p id="good">${good.number}</p><p id="off">${off.number}</p><p><input id="typed"></p>`);
  await page.mouse.move(1200, 780);
  await page.goto(`${site.origin}/`);
  await badgeSpot(page, '#off');
}

async function openCard(where: '#good' | '#off', by: 'hover' | 'press' = 'press'): Promise<Frame> {
  const { x, y } = await badgeSpot(page, where);
  await page.mouse.move(x - 20, y);
  await page.mouse.move(x, y, { steps: 3 });
  if (by === 'press') await page.mouse.click(x, y);
  return cardFrame(page);
}

const seen = (card: Frame) => card.locator('[data-seen="true"]').waitFor();
const stolen = () => page.evaluate(() => (globalThis as unknown as { stolen: unknown[] }).stolen);

beforeEach(async () => {
  expect(await decided(browser)).toEqual([]);
});

describe('reading', () => {
  it('opens none of our roots, by whatever name it defines and whatever it watches', async () => {
    await attack(`
      const look = (node) => {
        try { stolen.push(node.shadowRoot?.innerHTML ?? node.attachInternals().shadowRoot?.innerHTML) } catch {}
      };
      for (const name of ['badge', 'card', 'drawer', 'precheck']) {
        customElements.define('tuntas-' + name, class extends HTMLElement {
          constructor() { super(); this.inside = this.attachInternals(); setTimeout(() => stolen.push(this.inside.shadowRoot?.innerHTML)) }
        });
      }
      const attach = Element.prototype.attachShadow;
      Element.prototype.attachShadow = function (init) { const root = attach.call(this, init); stolen.push(root); return root };
      new MutationObserver((records) => {
        for (const { addedNodes } of records) for (const node of addedNodes) if (node instanceof Element) look(node);
      }).observe(document, { subtree: true, childList: true });`);
    await openCard('#off');
    expect((await stolen()).filter(Boolean)).toEqual([]);
  });

  it('finds none of our words by searching the page', async () => {
    await attack('');
    await openCard('#off');
    const words = ['jam', 'mnt', 'hr', 'Menunggu', 'dikembalikan', 'Jalan'];
    const found = await page.evaluate(
      (all) =>
        all.filter((word) =>
          (globalThis as unknown as { find: (text: string, ...how: boolean[]) => boolean }).find(
            word,
            false,
            false,
            true,
          ),
        ),
      words,
    );
    expect(found).toEqual([]);
  });

  it('is told nothing by the size of a card', async () => {
    const sizes: string[] = [];
    for (const which of ['#good', '#off'] as const) {
      await attack('');
      await seen(await openCard(which));
      sizes.push(
        await page.evaluate(() => {
          const { width, height } =
            document.documentElement.lastElementChild?.getBoundingClientRect() ?? new DOMRect();
          return `${width} × ${height}`;
        }),
      );
    }
    expect(sizes[0]).toBe(sizes[1]);
  });

  it('hears nothing, and not from whom', async () => {
    await attack(`addEventListener('message', ({ origin, data }) => stolen.push([origin, data]), true)`);
    const card = await openCard('#off');
    await seen(card);
    await page.keyboard.press('Escape');
    await expect.poll(() => hasCard(page)).toBe(false);
    expect(await stolen()).toEqual([]);
  });
});

describe('forging', () => {
  it('has nothing of ours around a frame that it sends elsewhere', async () => {
    await attack(`addEventListener('message', ({ source }) => stolen.push(source), true)`);
    await seen(await openCard('#good'));
    await page.evaluate(() => {
      const [frame = globalThis[0 as never]] = (globalThis as unknown as { stolen: Window[] }).stolen;
      if (frame) frame.location.href = '/palsu';
    });
    await pace(page, 500);
    const frames = page.frames().map((frame) => new URL(frame.url()).pathname);
    expect(frames).not.toContain('/palsu');
  });
});

describe('stealing', () => {
  it('cannot give the card the keyboard of somebody who types', async () => {
    await attack('');
    const card = await openCard('#good', 'hover');
    await seen(card);
    await page.locator('#typed').evaluate((field: HTMLElement) => field.focus());
    await page.keyboard.type('saya setuju', { delay: 30 });
    await page.evaluate(() => {
      const host = document.documentElement.lastElementChild;
      if (host instanceof HTMLElement) host.focus();
    });
    for (const pause of [0, 60, 800, 300, 800]) {
      await pace(page, pause);
      await page.keyboard.press(pause === 0 ? 'Tab' : 'Space');
    }
    await pace(page, 300);
    expect(await decided(browser)).toEqual([]);
  });

  it('has no use of quick presses at one spot', async () => {
    await attack('');
    const card = await openCard('#good', 'hover');
    await seen(card);
    const button = await middleOf(card, 'Setujui');
    const badge = await badgeSpot(page, '#good');
    // They press at one spot of the page; the page brings the button there.
    await page.mouse.move(button.x, badge.y);
    await page.evaluate((by) => scrollTo(0, by), Math.round(button.y - badge.y));
    for (let press = 0; press < 8; press++) {
      await page.mouse.click(button.x, badge.y);
      await pace(page, 300);
    }
    expect(await decided(browser)).toEqual([]);
  });

  it('cannot show a button without what it decides on', async () => {
    await attack(`
      customElements.define('tuntas-card', class extends HTMLElement {
        constructor() { super(); const inside = this.attachInternals(); setTimeout(() => {
          const style = document.createElement('style');
          style.textContent = ':host { clip-path: inset(170px 0 40px 0) !important }';
          inside.shadowRoot?.append(style);
        }) }
      });`);
    const card = await openCard('#good');
    await seen(card);
    const host = () =>
      page.evaluate(
        () => getComputedStyle(document.documentElement.lastElementChild ?? document.body).clipPath,
      );
    expect(await host()).toBe('none');
  });
});
