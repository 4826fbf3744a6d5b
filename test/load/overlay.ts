/**
 * What the badges cost a page, by Chromium's own trace of that page's main thread. CPU times, so that a busy
 * neighbour on the machine does not count.
 */
import type { CDPSession, Page } from 'playwright-core';
import { launch, type TestBrowser } from '../e2e/harness/browser.ts';
import { setup as buildExtension } from '../e2e/harness/build.ts';
import { fileMany } from '../e2e/harness/many.ts';
import { startService } from '../e2e/harness/service.ts';
import { signIn } from '../e2e/harness/sign-in.ts';
import { startSite, type TestSite } from '../e2e/harness/site.ts';

const NUMBERS = 1_000;
/** Nine elements each: what most pages have, and several times as many. */
const PLAIN_ROWS = [160, 1_000];
const REDRAWS = 100;
/** Neighbours on the machine only ever add to a time, so the least of several visits is told. */
const VISITS = 4;
const SETTLED_MS = 8_000;

/** What is used of the browser's own interface, inside the worker. */
declare const chrome: { storage: { local: { set: (items: object) => Promise<void> } } };

/** Of Chromium's trace: times in microseconds, `tdur` is CPU time. */
interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  tdur?: number;
}

interface Cost {
  /** ms of script in all, and of the longest task. */
  script: number;
  longest: number;
}

const MARK = 'tuntas-bench';
const CATEGORIES = ['toplevel', 'devtools.timeline', 'v8.execute', 'v8', 'blink.user_timing'];
const SCRIPT = new Set([
  'FunctionCall',
  'EvaluateScript',
  'v8.run',
  'v8.compile',
  'RunMicrotasks',
  'V8.Execute',
]);

export async function benchOverlay(): Promise<void> {
  await buildExtension();
  const site = await startSite();
  const service = await startService({ sites: ['http://crm.jakarta.test/*'] });
  const browser = await launch();
  try {
    const numbers = await fileMany(service, NUMBERS);
    await signIn(browser, service, 'validator', [site.origin]);
    process.stdout.write(
      'The overlay on a page, ms of CPU in its main thread (script in all, longest task):\n',
    );
    for (const rows of PLAIN_ROWS) {
      const plain = () => visit(browser, site, plainPage(rows), 0);
      row(`without report numbers, ${rows * 9} elements`, await leastOf(VISITS, plain));
    }
    const full = () => visit(browser, site, tableOf(numbers), NUMBERS);
    row(`with ${NUMBERS} numbers, all badged`, await leastOf(VISITS, full));
    await redraws(browser, site, numbers);
  } finally {
    await browser.close();
    await service.stop();
    await site.stop();
  }
}

const cells = (first: string): string =>
  `<tr><td>${first}</td><td>Sampah</td><td>Kelurahan Bangka</td><td>10 Mar 2025 09.00</td><td>Menunggu</td></tr>`;
const table = (rows: readonly string[]): string =>
  `<style>td{padding:4px 8px;font:13px sans-serif}</style><table><tbody>${rows.join('')}</tbody></table>`;

function tableOf(numbers: readonly string[]): string {
  return table(numbers.map((number) => cells(`<a href="/laporan/${number}">${number}</a>`)));
}

/** Words, links and digits as anywhere, and not one report number. */
function plainPage(rows: number): string {
  return table(
    Array.from({ length: rows }, (_, i) =>
      cells(`<a href="/berita/${i}">Berita <b>nomor</b> ${i}</a> 081234`),
    ),
  );
}

/**
 * Loads a page that has no script of its own with the overlay switched off, and switches it on once all is quiet:
 * whatever the trace then holds is ours, what the browser lays out and paints for the badges included.
 */
async function visit(browser: TestBrowser, site: TestSite, html: string, badges: number): Promise<Cost> {
  site.show(html);
  await switchOff(browser, [`${site.origin}/*`]);
  const page = await browser.context.newPage();
  const devtools = await browser.context.newCDPSession(page);
  await page.goto(`${site.origin}/`);
  await pause(1_000);
  const events = await traced(devtools, async () => {
    await switchOff(browser, []);
    await settled(page, badges);
  });
  await page.close();
  return costOf(events);
}

async function switchOff(browser: TestBrowser, sitesOff: readonly string[]): Promise<void> {
  await (await browser.worker()).evaluate((sites) => chrome.storage.local.set({ sitesOff: sites }), sitesOff);
}

/** Replaces a hundred rows a second, ten at a time, as a list does that somebody scrolls through. */
async function redraws(browser: TestBrowser, site: TestSite, numbers: readonly string[]): Promise<void> {
  site.show(tableOf(numbers.slice(0, 100)));
  const page = await browser.context.newPage();
  const devtools = await browser.context.newCDPSession(page);
  await page.goto(`${site.origin}/`);
  await page.locator('[data-tuntas="badge"]').nth(99).waitFor();
  const events = await traced(devtools, async () => {
    await page.evaluate(redraw, { numbers, times: REDRAWS });
    await settled(page, 100);
  });
  const { script, longest } = costOf(events);
  const seconds = REDRAWS / 10;
  await page.close();
  row('a second of 100 rows redrawn', { script: script / seconds, longest });
}

/** Runs in the page. */
async function redraw({ numbers, times }: { numbers: readonly string[]; times: number }): Promise<void> {
  const rows = [...document.querySelectorAll('tr')];
  for (let i = 0; i < times; i++) {
    for (let j = 0; j < 10; j++) {
      const old = rows.shift();
      const next = old?.cloneNode(true);
      if (!old || !(next instanceof Element)) continue;
      const number = numbers[(i * 10 + j) % numbers.length] ?? '';
      const link = document.createElement('a');
      link.href = `/laporan/${number}`;
      link.textContent = number;
      next.querySelector('td')?.replaceChildren(link);
      old.replaceWith(next);
      rows.push(next as HTMLTableRowElement);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Waits without a question to the page, which would be script in its thread, and ends what is counted. */
async function settled(page: Page, badges: number): Promise<void> {
  await pause(SETTLED_MS);
  await page.evaluate((mark) => performance.mark(mark), MARK);
  const placed = await page.locator('[data-tuntas="badge"]').count();
  if (placed !== badges) throw new Error(`${placed} of ${badges} badges were placed in time`);
}

async function traced(devtools: CDPSession, run: () => Promise<void>): Promise<TraceEvent[]> {
  const events: TraceEvent[] = [];
  devtools.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await devtools.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: CATEGORIES },
  });
  await run();
  const complete = new Promise((resolve) => devtools.once('Tracing.tracingComplete', resolve));
  await devtools.send('Tracing.end');
  await complete;
  return events;
}

function costOf(events: readonly TraceEvent[]): Cost {
  const mark = events.find(({ name }) => name === MARK);
  const own = events.filter(({ pid, tid, ts }) => pid === mark?.pid && tid === mark.tid && ts < mark.ts);
  const scripts = own.filter(({ name }) => SCRIPT.has(name)).sort((a, b) => a.ts - b.ts);
  let [end, script] = [0, 0];
  for (const { ts, dur = 0, tdur = dur } of scripts) {
    // Inside another one, it is counted with that.
    if (ts < end) continue;
    script += tdur;
    end = ts + dur;
  }
  const tasks = own.filter(({ name }) => name.endsWith('RunTask')).map(({ dur = 0, tdur = dur }) => tdur);
  return { script: script / 1_000, longest: Math.max(0, ...tasks) / 1_000 };
}

async function leastOf(times: number, measure: () => Promise<Cost>): Promise<Cost> {
  const costs: Cost[] = [];
  for (let i = 0; i < times; i++) costs.push(await measure());
  const least = (of: (cost: Cost) => number): number => Math.min(...costs.map(of));
  return { script: least((cost) => cost.script), longest: least((cost) => cost.longest) };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function row(what: string, { script, longest }: Cost): void {
  process.stdout.write(`${script.toFixed(1).padStart(7)}${longest.toFixed(1).padStart(7)}  ${what}\n`);
}
