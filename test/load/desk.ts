/**
 * What a validator waits for at the desk with 2,000 reports in the store: from the press of a key to the frame
 * that shows the next report, measured inside a real Chromium; how long the desk takes to open, and its memory.
 */
import type { Page } from 'playwright-core';
import { type DeskBench, startDeskBench, WIDE } from '../e2e/desk-harness.ts';
import { deskTicket } from '../e2e/desk-tickets.ts';
import { setup as buildExtension } from '../e2e/harness/build.ts';

const REPORTS = 2_000;
const DECISIONS = 150;
/** Still several times faster than anybody looks at two photos. */
const LOOK_MS = 400;
const STEPS = 100;
const OPENINGS = 5;

/** Of the extension's page, in which the probe runs. */
declare const document: {
  addEventListener(type: string, listener: (event: { timeStamp: number }) => void, capture: boolean): void;
  querySelector(selector: string): { textContent: string } | null;
};
declare const MutationObserver: new (
  callback: () => void,
) => { observe(target: object, options: object): void };
declare const requestAnimationFrame: (callback: () => void) => void;

/** Lies in the page under this name. ms since the page began, on the clock that key events are stamped with. */
interface Probe {
  /** From the last key press to the frame after the heading had changed; null until then. */
  shown: number | null;
  /** When the first report's heading stood there. */
  opened: number;
}

export async function benchDesk(): Promise<void> {
  await buildExtension();
  const bench = await startDeskBench({
    tickets: Array.from({ length: REPORTS }, (_, index) => deskTicket(index + 1)),
  });
  try {
    const openings: number[] = [];
    for (let i = 0; i < OPENINGS; i++) {
      const page = await openDesk(bench);
      openings.push((await readProbe(page)).opened);
      await page.close();
    }
    const page = await openDesk(bench);
    const steps: number[] = [];
    for (let i = 0; i < STEPS; i++) steps.push(await press(page, 'j'));
    let oneKey = 0;
    const decide = async (pause: number): Promise<number[]> => {
      const times: number[] = [];
      for (let i = 0; i < DECISIONS; i++) {
        await new Promise((resolve) => setTimeout(resolve, pause));
        // As whoever decides does: the photos are there, and were looked at.
        await page.locator('.bar[data-look="seen"]').waitFor();
        const keys = await keysFor(page);
        if (keys.length === 1) oneKey++;
        for (const key of keys.slice(0, -1)) await page.keyboard.press(key);
        times.push(await press(page, keys.at(-1) ?? ''));
      }
      return times;
    };
    const decisions = await decide(LOOK_MS);
    const unseen = await decide(0);
    process.stdout.write(
      `The desk with ${REPORTS} reports in the store, ms (median, 95th percentile, most):\n`,
    );
    row(`from the deciding key to the next report shown, one every ${LOOK_MS} ms`, decisions);
    row('from the deciding key to the next report shown, the next key pressed at once', unseen);
    row('from j to the next report shown', steps);
    row('from opening the desk to the first report shown', openings);
    process.stdout.write(`${megabytes(await heapBytes(page))} MB  of memory in JavaScript objects\n`);
    process.stdout.write(`${oneKey} of ${2 * DECISIONS} decisions took one key, the others R and Enter\n`);
  } finally {
    await bench.close();
  }
}

async function openDesk(bench: DeskBench): Promise<Page> {
  const page = await bench.open(WIDE);
  await page.addInitScript(installProbe);
  await page.reload();
  await page.waitForFunction(() => (globalThis as unknown as { probe: Probe }).probe.opened > 0);
  return page;
}

/** Runs in the page. */
function installProbe(): void {
  const probe: Probe = { shown: null, opened: 0 };
  Object.assign(globalThis, { probe });
  let pressedAt = 0;
  let heading = '';
  document.addEventListener(
    'keydown',
    (event) => {
      pressedAt = event.timeStamp;
      probe.shown = null;
    },
    true,
  );
  new MutationObserver(() => {
    const next = /JK\d+/.exec(document.querySelector('.ticket h1')?.textContent ?? '')?.[0] ?? heading;
    if (next === heading) return;
    heading = next;
    // The frame after the one in which this is drawn: only then it has been on the screen.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (probe.opened === 0) probe.opened = performance.now();
        probe.shown = performance.now() - pressedAt;
      }),
    );
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

function readProbe(page: Page): Promise<Probe> {
  return page.evaluate(() => (globalThis as unknown as { probe: Probe }).probe);
}

/** ms from the key press to the next report's frame. */
async function press(page: Page, key: string): Promise<number> {
  await page.keyboard.press(key);
  await page.waitForFunction(() => (globalThis as unknown as { probe: Probe }).probe.shown !== null);
  return (await readProbe(page)).shown ?? Number.NaN;
}

/** What somebody who follows the advice presses. */
async function keysFor(page: Page): Promise<string[]> {
  const advised = await page.locator('.decision-fail').getAttribute('data-advised');
  return advised === 'true' ? ['r', 'Enter'] : ['a'];
}

function row(what: string, figures: readonly number[]): void {
  const sorted = [...figures].sort((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN)
      .toFixed(0)
      .padStart(6);
  process.stdout.write(`${at(0.5)}${at(0.95)}${at(1)}  ${what}\n`);
}

async function heapBytes(page: Page): Promise<number> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  return usedSize;
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1).padStart(6);
}
