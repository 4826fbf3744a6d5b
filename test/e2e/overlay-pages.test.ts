/** Pages of every kind: very long, redrawn by scripts, in frames, switched off, left behind by an update, hostile. */
import type { Frame, FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { APP } from './harness/app-page.ts';
import { launch, type TestBrowser } from './harness/browser.ts';
import { fileMany } from './harness/many.ts';
import { startService, type TestService } from './harness/service.ts';
import { signIn } from './harness/sign-in.ts';
import { startSite, type TestSite } from './harness/site.ts';

/** More than one call takes; the page names some of them twice. */
const [FILED, MANY] = [600, 1_000];

let service: TestService;
let site: TestSite;
let elsewhere: TestSite;
let browser: TestBrowser;
let numbers: string[];
let page: Page;

beforeAll(async () => {
  [site, elsewhere] = [await startSite('', 'frame-src *'), await startSite()];
  service = await startService({ sites: [`${site.origin}/*`] });
  browser = await launch();
  numbers = await fileMany(service, FILED);
  await signIn(browser, service, 'admin', [site.origin]);
  page = await browser.context.newPage();
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
  await site?.stop();
  await elsewhere?.stop();
});

const number = (i: number): string => numbers[i] ?? '';
const badges = (where: Page | Frame | FrameLocator = page) => where.locator('[data-tuntas="badge"]');
const count = (where?: Page | Frame | FrameLocator) => () => badges(where).count();

/** What tests use of the browser's own interface, inside the worker. */
declare const chrome: {
  runtime: { reload: () => void };
  storage: { local: { set: (items: object) => Promise<void> } };
  scripting: { getRegisteredContentScripts: () => Promise<{ matches?: string[] }[]> };
};

async function switchOff(sites: readonly string[]): Promise<void> {
  await (await browser.worker()).evaluate((sitesOff) => chrome.storage.local.set({ sitesOff }), sites);
}

async function registered(): Promise<string[]> {
  return (await browser.worker()).evaluate(async () =>
    (await chrome.scripting.getRegisteredContentScripts()).flatMap(({ matches }) => matches ?? []),
  );
}

async function show(html: string, path = '/'): Promise<void> {
  site.show(html);
  await page.goto(`${site.origin}${path}`);
}

describe('a page with a thousand numbers', () => {
  it('is badged whole, and gets its very texts back when its site is switched off', async () => {
    const all = [...numbers, ...numbers.slice(0, MANY - FILED)];
    const rows = all.map((each) => `<tr><td>${each} di Bangka</td></tr>`).join('');
    await show(`<table>${rows}</table>`);
    await expect.poll(count()).toBe(MANY);
    await switchOff([`${site.origin}/*`]);
    await expect.poll(count()).toBe(0);
    expect(
      await page
        .locator('td')
        .first()
        .evaluate((cell) => cell.childNodes.length),
    ).toBe(1);
  });

  it('loads nothing of ours while its site is switched off, and gets its badges when it is switched on', async () => {
    await page.reload();
    expect(await registered()).not.toContain(`${site.origin}/*`);
    await switchOff([]);
    await expect.poll(count()).toBe(MANY);
  });

  it('shows none of them on paper', async () => {
    await page.emulateMedia({ media: 'print' });
    expect(
      await badges()
        .first()
        .evaluate((badge) => getComputedStyle(badge).display),
    ).toBe('none');
    await page.emulateMedia({ media: null });
  });
});

describe('a page that draws itself', () => {
  it('keeps one right badge behind each number through views, a list that uses its rows again, and a new body', async () => {
    await show(APP);
    await page.evaluate(
      (all) => Object.assign(globalThis, { numbers: all }),
      Array.from({ length: 300 }, (_, i) => number(i)),
    );
    await page.locator('#list').click();
    await expect.poll(count()).toBe(20);
    for (const top of [40, 80, 200]) {
      await page.evaluate(
        (from) => globalThis.dispatchEvent(new CustomEvent('scrollTo', { detail: from })),
        top,
      );
      await expect.poll(() => labels()).toEqual(Array.from({ length: 20 }, (_, i) => number(top + i)));
    }
    await page.locator('#one').click();
    await expect.poll(() => labels()).toEqual([number(7)]);
    expect(new URL(page.url()).pathname).toBe(`/laporan/${number(7)}`);
    await page.evaluate(() => {
      const body = document.createElement('body');
      body.innerHTML = document.body.querySelector('main')?.outerHTML ?? '';
      document.body.replaceWith(body);
    });
    await expect.poll(() => labels()).toEqual([number(7)]);
  });

  it('gets badges inside open shadow roots', async () => {
    await show(`<x-list></x-list><script>
      customElements.define('x-list', class extends HTMLElement {
        connectedCallback() { this.attachShadow({ mode: 'open' }).innerHTML = '<p>${number(3)}</p>'; }
      });</script>`);
    await expect.poll(count()).toBe(1);
  });

  it('is not touched where it is being edited or shows code', async () => {
    await show(`<div contenteditable>${number(1)}</div><code>${number(2)}</code>
      <p dir="rtl">${number(3)} <bdi>شكوى</bdi></p>`);
    await expect.poll(count()).toBe(1);
    const [text, badge] = await page.locator('p').evaluate((p) => {
      const range = document.createRange();
      range.selectNodeContents(p.firstChild ?? p);
      return [
        range.getBoundingClientRect(),
        p.querySelector('[data-tuntas="badge"]')?.getBoundingClientRect(),
      ];
    });
    expect(badge?.width).toBeLessThan(text?.width ?? 0);
    expect(badge?.right).toBeLessThanOrEqual(text?.left ?? 0);
  });
});

describe('frames', () => {
  it('are badged where their own site is allowed, and only there', async () => {
    const inside = `<p>${number(5)}</p>`;
    elsewhere.show(inside);
    await show(`<iframe name="ours" src="/dalam"></iframe><iframe name="theirs" src="${elsewhere.origin}/"></iframe>
      <iframe name="blank"></iframe><iframe name="written" srcdoc="${inside}"></iframe><p>${number(6)}</p>`);
    site.show(inside);
    await page.frame('ours')?.goto(`${site.origin}/dalam`);
    await page.frame('blank')?.evaluate((html) => {
      document.body.innerHTML = html;
    }, inside);
    await expect.poll(count(page.frameLocator('[name="ours"]'))).toBe(1);
    await expect.poll(count()).toBe(1);
    // Those that the page made itself are its own (`overlay-parts.test.ts`).
    for (const name of ['blank', 'written']) {
      await expect.poll(count(page.frameLocator(`[name="${name}"]`)), { message: name }).toBe(1);
    }
    expect(await count(page.frameLocator('[name="theirs"]'))()).toBe(0);
  });
});

describe('a hostile page', () => {
  const host = () => page.locator('[data-tuntas="card"]');
  const card = (): FrameLocator => page.frameLocator('[data-tuntas="card"] iframe');
  const seen = (is: boolean) => card().locator(`[data-seen="${is}"]`).waitFor();

  async function openCard(): Promise<void> {
    await show(`<title>Jahat</title><p style="margin:40px">${number(9)}</p><script>
      var heard = [];
      addEventListener('message', (event) => heard.push(JSON.stringify(event.data)));
    </script>`);
    await badges().click();
    await seen(true);
  }

  it('cannot fade, turn, cut or shrink a card, nor paint over it', async () => {
    await openCard();
    await page.addStyleTag({
      content: `html { opacity: 0.01 !important; filter: blur(9px) !important }
        [data-tuntas="card"] { opacity: 0.01 !important; transform: scale(0.1) !important; clip-path: inset(50%) !important;
          filter: opacity(0) !important; pointer-events: none !important; display: none !important }`,
    });
    const style = await host().evaluate((card) => {
      const { opacity, transform, clipPath, filter, display } = getComputedStyle(card);
      return { opacity, transform, clipPath, filter, display };
    });
    expect(style).toEqual({
      opacity: '1',
      transform: 'none',
      clipPath: 'none',
      filter: 'none',
      display: 'block',
    });
    for (const cover of ['background:#fff', 'background:transparent', 'backdrop-filter:blur(4px)']) {
      await openCard();
      await page.evaluate((css) => {
        const over = document.createElement('dialog');
        over.style.cssText = `position:fixed;inset:0;width:auto;height:auto;max-width:none;max-height:none;border:0;pointer-events:none;${css}`;
        document.body.append(over);
        over.showModal();
      }, cover);
      await Promise.race([seen(false), host().waitFor({ state: 'detached' })]);
    }
  });

  it('cannot move a card', async () => {
    await openCard();
    const box = await host().boundingBox();
    await host().evaluate((card: HTMLElement) => {
      card.className = 'drawer';
      card.style.cssText = `position: fixed !important; left: 0 !important; top: 0 !important; margin: 99px !important;
        transform: translate(99px, 99px) !important; translate: 99px 99px !important; --left: 0px; --top: 0px`;
      card.animate({ transform: 'translate(99px, 99px)', margin: '99px' }, { duration: 1, fill: 'forwards' });
    });
    await seen(true);
    expect(await host().boundingBox()).toEqual(box);
  });

  it('sees nothing in a frame that it opens itself, be the address a right one that was used', async () => {
    await openCard();
    const used = await host().locator('iframe').getAttribute('src');
    await page.evaluate((src) => {
      const frame = document.createElement('iframe');
      frame.name = 'again';
      frame.src = src ?? '';
      document.body.append(frame);
    }, used);
    const again = page.frameLocator('[name="again"]');
    await again.locator('#app').waitFor({ state: 'attached' });
    await card().getByRole('button', { name: 'Terima' }).waitFor();
    expect(await again.locator('#app > *').count()).toBe(0);
  });

  it('hears and finds nothing of session, report or extension', async () => {
    await openCard();
    const found = await page.evaluate(
      async (id) => ({
        heard: (globalThis as unknown as { heard: string[] }).heard,
        stored: [...Object.keys(localStorage), ...Object.keys(sessionStorage), document.cookie],
        bases: (await indexedDB.databases()).map((each) => each.name),
        names: Object.keys(globalThis).filter((name) => /tuntas|wxt/i.test(name)),
        probed: await fetch(`chrome-extension://${id}/card.html`).then(
          () => true,
          () => false,
        ),
      }),
      new URL((await browser.worker()).url()).host,
    );
    expect(found).toMatchObject({ heard: [], stored: [''], bases: [], names: [], probed: false });
  });

  it('keeps no badge of its own making, and is offered no decision on a site the service did not name', async () => {
    await openCard();
    await badges().evaluate((badge) => document.body.append(badge.cloneNode(true)));
    await expect.poll(count()).toBe(1);
    const options = await browser.openOwn('options.html');
    await options.getByLabel('Alamat situs').fill(elsewhere.origin);
    await options.getByRole('button', { name: 'Tambah situs' }).click();
    await options.getByRole('button', { name: `Hapus ${elsewhere.origin}` }).waitFor();
    elsewhere.show(`<p>${number(9)}</p>`);
    await page.goto(`${elsewhere.origin}/`);
    await badges().click();
    await card().getByText('Keputusan tersedia di meja').waitFor();
    expect(await card().getByRole('button', { name: 'Terima' }).count()).toBe(0);
    await options.getByRole('button', { name: `Hapus ${elsewhere.origin}` }).click();
    await expect.poll(count()).toBe(0);
    await options.close();
  });
});

describe('an update of the extension', () => {
  it('leaves no badge behind in a page that goes on', async () => {
    await show(`<p>${number(4)}</p>`);
    await expect.poll(count()).toBe(1);
    await (await browser.worker()).evaluate(() => chrome.runtime.reload()).catch(() => undefined);
    await expect.poll(count()).toBe(0);
    expect(
      await page
        .locator('p')
        .first()
        .evaluate((text) => text.childNodes.length),
    ).toBe(1);
  });
});

const labels = (): Promise<string[]> =>
  badges().evaluateAll((all) =>
    all.map((badge) => badge.shadowRoot?.querySelector('button')?.ariaLabel?.slice(0, 12) ?? ''),
  );
