/** A phone: Chromium of its size and touch, with a camera that shows a test picture and a place that is set. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { findBrowser } from '../../../service/compose/launch/chromium.mjs';
import { DEMO_PASSWORD } from '../../../service/demo/accounts.ts';

const PHONE = { width: 390, height: 844 };
/** Cheap phones are some four times slower than what tests run on. */
const SLOWER = 4;

export interface Phone {
  context: BrowserContext;
  /** Opens the app, as slow as a small phone is. */
  open: (path?: string) => Promise<Page>;
  /** Does at this machine's own speed what no officer waits for: looking a screen over. */
  unhurried: <T>(look: () => Promise<T>) => Promise<T>;
  /** Ends it as a phone does that needs its memory, and starts it with what it had kept. */
  restart: () => Promise<Phone>;
  close: () => Promise<void>;
}

export async function switchOn(origin: string): Promise<Phone> {
  return start(await mkdtemp(join(tmpdir(), 'tuntas-phone-')), origin);
}

async function start(home: string, origin: string): Promise<Phone> {
  const found = findBrowser();
  if (!found) throw new Error('No Chromium was found');
  const context = await chromium.launchPersistentContext(join(home, 'profile'), {
    executablePath: found.path,
    headless: true,
    viewport: PHONE,
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    locale: 'id-ID',
    args: [
      '--no-sandbox',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--use-fake-device-for-media-stream',
      '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1',
    ],
  });
  context.setDefaultTimeout(40_000);
  await context.addInitScript(grain);
  const page = context.pages()[0] ?? (await context.newPage());
  const devtools = await context.newCDPSession(page);
  const slowDown = (rate: number) => devtools.send('Emulation.setCPUThrottlingRate', { rate });
  await slowDown(SLOWER);
  return {
    context,
    async open(path = '') {
      await page.goto(`${origin}/lapangan/${path}`);
      return page;
    },
    async unhurried(look) {
      await slowDown(1);
      try {
        return await look();
      } finally {
        await slowDown(SLOWER);
      }
    },
    async restart() {
      await context.close();
      return start(home, origin);
    },
    async close() {
      await context.close();
      await rm(home, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** The browser's test picture repeats itself to the byte; no lens gives the same photo twice. */
function grain(): void {
  const { prototype } = CanvasRenderingContext2D;
  const draw = prototype.drawImage;
  Object.assign(prototype, {
    drawImage(this: CanvasRenderingContext2D, ...args: unknown[]) {
      Reflect.apply(draw, this, args);
      if (!(args[0] instanceof HTMLVideoElement)) return;
      const cell = this.canvas.width / 24;
      for (let at = 0; at < 24 * 18; at++) {
        this.fillStyle = `rgb(0 0 0 / ${Math.random() / 2})`;
        this.fillRect((at % 24) * cell, Math.floor(at / 24) * cell, cell, cell);
      }
    },
  });
}

export async function signInOn(page: Page, username: string): Promise<void> {
  await page.getByLabel('Nama pengguna').fill(username);
  await page.getByLabel('Kata sandi').fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Masuk' }).click();
  await page.getByRole('heading', { name: 'Tugas saya' }).waitFor();
}
