/** Pages that want to read, forge or steal a decision, against the extension as it is released: closed shadow roots. */
import type { Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Ticket } from '#shared/contract/ticket.ts';
import { launch, type TestBrowser } from './harness/browser.ts';
import { build } from './harness/build.ts';
import { badgeSpot, cardFrame, decided, hasCard, middleOf, pace, type Spot } from './harness/hostile.ts';
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
/** A hand that moves there and rests. */
async function aim({ x, y }: Spot): Promise<void> {
  await page.mouse.move(x - 9, y);
  await page.mouse.move(x, y);
  await pace(page, 800);
}

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

  it.each<[trick: string, play: string]>([
    ['shows a picture of the card elsewhere', 'document.startViewTransition(() => {})'],
    ['takes the card out of the top layer', 'host.hidePopover(); document.body.style.position = "relative"'],
    ['puts the card into a box that cuts it', 'box.moveBefore(host, null)'],
    ['makes itself tiny, and the card with it', 'document.documentElement.style.zoom = "0.3"'],
    ['takes the card away', 'host.remove()'],
  ])('has nothing decided where it %s', async (_, play) => {
    await attack(
      '',
      `#box { position: fixed; inset: 200px auto auto 100px; width: 400px; height: 60px; overflow: hidden; clip-path: inset(0) }
        ::view-transition { pointer-events: none }
        ::view-transition-group(*), ::view-transition-old(*), ::view-transition-new(*) {
          animation-duration: 60s !important; transform: translate(300px, 300px) }`,
    );
    const card = await openCard('#good');
    await seen(card);
    const host = () =>
      page.evaluate(() => {
        const { left, top, width } =
          document.querySelector('[data-tuntas="card"]')?.getBoundingClientRect() ?? new DOMRect();
        return { left, top, width };
      });
    const [spot, before] = [await middleOf(card, 'Setujui'), await host()];
    await page.evaluate((script) => {
      const box = document.body.appendChild(document.createElement('div'));
      box.id = 'box';
      new Function('host', 'box', script)(document.documentElement.lastElementChild, box);
    }, play);
    await pace(page, 300);
    const after = await host();
    const scale = after.width / before.width || 1;
    await aim({
      x: after.left + (spot.x - before.left) * scale,
      y: after.top + (spot.y - before.top) * scale,
    });
    await page.mouse.down();
    await page.mouse.up();
    await pace(page, 300);
    expect(await decided(browser)).toEqual([]);
  });

  it.each(['requestFullscreen', 'requestPointerLock'])(
    'has nothing decided by a press that it kept for itself (%s)',
    async (wish) => {
      await attack(
        `for (const type of ['pointerdown', 'mousedown']) addEventListener(type, (event) => event.stopImmediatePropagation(), true);
        addEventListener('click', () => document.documentElement.${wish}().then(() => stolen.push('mine')), true);`,
        '* { cursor: none !important }',
      );
      const card = await openCard('#good', 'hover');
      await seen(card);
      const button = card.getByRole('button', { name: 'Setujui' });
      expect(await button.evaluate((shown) => getComputedStyle(shown).cursor)).toBe('pointer');
      const spot = await middleOf(card, 'Setujui');
      await page.mouse.click(900, 600);
      await expect.poll(stolen).toEqual(['mine']);
      await aim(spot);
      await page.mouse.click(spot.x, spot.y);
      await pace(page, 300);
      expect(await decided(browser)).toEqual([]);
      await page.evaluate(() => [
        document.exitPointerLock(),
        document.fullscreenElement && document.exitFullscreen(),
      ]);
    },
  );
});

describe('writing', () => {
  it('hands over no word of ours with all it selects, copies or overwrites', async () => {
    await attack('');
    await page.evaluate(() => getSelection()?.selectAllChildren(document.body));
    expect(await page.evaluate(() => getSelection()?.toString().trim().split(/\s+/))).toEqual([
      good.number,
      off.number,
    ]);
    const left = await page.evaluate(() => {
      document.designMode = 'on';
      document.execCommand(
        'insertHTML',
        false,
        '<img src="x" onerror="stolen.push(this.getRootNode().innerHTML)">',
      );
      document.designMode = 'off';
      return document.body.textContent;
    });
    expect(left).not.toMatch(/jam|mnt|hr/);
    expect((await stolen()).filter(Boolean)).toEqual([]);
  });

  it('has no number taken for one that it writes with other signs', async () => {
    await attack('');
    const { number } = good;
    const digits = (from: number) =>
      number.replace(/\d/g, (digit) => String.fromCharCode(from + Number(digit)));
    const forms = [
      `${number.slice(0, 5)}\u200b${number.slice(5)}`,
      `${number.slice(0, 5)}\u00ad${number.slice(5)}`,
      `\u0408\u041a${number.slice(2)}`,
      digits(0xff10),
      digits(0x660),
    ];
    await page.evaluate((all) => {
      for (const form of all)
        document.body.append(
          Object.assign(document.createElement('p'), { className: 'form', textContent: form }),
        );
      document.body.append(
        Object.assign(document.createElement('p'), {
          id: 'last',
          textContent: all[0]?.replace('\u200b', '') ?? '',
        }),
      );
    }, forms);
    await badgeSpot(page, '#last');
    expect(await page.locator('.form [data-tuntas]').count()).toBe(0);
  });
});

describe('dragging', () => {
  it('hands over nothing of a card or badge, and nothing dropped on a card decides', async () => {
    await attack(`for (const type of ['dragstart', 'drop', 'dragend']) addEventListener(type, (event) => stolen.push([type, ...[...event.dataTransfer.types].map((kind) => event.dataTransfer.getData(kind))]), true);
      addEventListener('dragover', (event) => event.preventDefault(), true);`);
    const card = await openCard('#good');
    await seen(card);
    const [button, badge] = [await middleOf(card, 'Setujui'), await badgeSpot(page, '#good')];
    for (const [from, to] of [
      [button, { x: 900, y: 600 }],
      [badge, { x: 900, y: 600 }],
      [{ x: 60, y: badge.y }, button],
    ] as const) {
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move(from.x + 20, from.y + 5, { steps: 4 });
      await page.mouse.move(to.x, to.y, { steps: 6 });
      await page.mouse.up();
    }
    await pace(page, 300);
    expect(JSON.stringify(await stolen())).not.toMatch(/Setujui|jam|mnt|hr|tuntas/);
    expect(await decided(browser)).toEqual([]);
  });
});

describe('an officer', () => {
  it('takes a decision back where no page reaches, be the card gone', async () => {
    await attack('');
    const card = await openCard('#good');
    await seen(card);
    const spot = await middleOf(card, 'Setujui');
    await aim(spot);
    await page.mouse.click(spot.x, spot.y);
    await expect.poll(() => decided(browser)).toEqual([good.number]);
    await page.evaluate(() => document.documentElement.lastElementChild?.remove());
    const popup = await browser.openOwn('popup.html');
    await popup.getByRole('button', { name: /^Urungkan/ }).click();
    await expect.poll(() => decided(browser)).toEqual([]);
    await popup.close();
  });
});
