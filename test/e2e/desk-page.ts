/** What tests do on the desk, in the words of whoever uses it. */
import axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';
import type { Meta, OutboxEntry, StoredCapture } from '../../extension/store/database.ts';

declare const chrome: { runtime: { sendMessage(message: unknown): Promise<unknown> } };
declare const indexedDB: {
  open(name: string): { result: Database; onsuccess: () => void; onerror: () => void };
};
interface Database {
  transaction(store: string): {
    objectStore(name: string): { getAll(): { result: unknown; onsuccess: () => void; onerror: () => void } };
  };
  close(): void;
}

/** Until every photo of the report was painted, and looked at for as long as a decision asks. */
export async function looked(page: Page | Frame): Promise<void> {
  await page.locator('.bar:is([data-look="seen"], :not([data-look]))').waitFor();
}

/** ms: longer than between two keys of somebody who types. */
const PAUSE_MS = 450;

/** Until the page's own clock has gone on as far as it does while somebody looks before the next key. */
export async function paused(page: Page): Promise<void> {
  const from = await page.evaluate(() => performance.now());
  await page.waitForFunction(([at, pause]) => performance.now() - at > pause, [from, PAUSE_MS] as const);
}

/** Presses a key as its officer does: the photos were seen, and no other key came just before. */
export async function decideBy(page: Page, key: string): Promise<void> {
  await looked(page);
  await paused(page);
  await page.keyboard.press(key);
}

export function heading(page: Page, number: string): Promise<void> {
  return page.locator('h1', { hasText: number }).waitFor();
}

/** Has the worker send what is ripe and fetch what changed. */
export async function sync(page: Page): Promise<void> {
  await page.evaluate(() => chrome.runtime.sendMessage({ name: 'sync' }));
}

/** As a notification, the popup or a card does. */
export async function askForReport(page: Page, number: string): Promise<void> {
  await page.evaluate((ask) => chrome.runtime.sendMessage({ name: 'openDesk', ask }), { number });
}

export async function outbox(page: Page): Promise<OutboxEntry[]> {
  return (await stored(page, 'outbox')) as OutboxEntry[];
}

/** How far the store has got; null while nobody is signed in. */
export async function progress(page: Page | Frame): Promise<Meta | null> {
  const [session] = (await stored(page, 'session')) as unknown[];
  const [meta] = (await stored(page, 'meta')) as Meta[];
  return session === undefined ? null : (meta ?? null);
}

export async function captures(page: Page): Promise<StoredCapture[]> {
  return (await stored(page, 'captures')) as StoredCapture[];
}

/** All that a store of the store holds. */
function stored(page: Page | Frame, store: 'outbox' | 'captures' | 'meta' | 'session'): Promise<unknown> {
  return page.evaluate(
    (name) =>
      new Promise<unknown>((resolve, reject) => {
        const opening = indexedDB.open('tuntas');
        opening.onerror = () => reject(new Error('the store cannot be opened'));
        opening.onsuccess = () => {
          const database = opening.result;
          const reading = database.transaction(name).objectStore(name).getAll();
          reading.onerror = () => reject(new Error('the store cannot be read'));
          reading.onsuccess = () => {
            database.close();
            resolve(reading.result);
          };
        };
      }),
    store,
  );
}

/** Has the browser refuse the next `times` things that this page, or the worker, would keep in `store`, as without room. */
export async function refuseRoom(
  at: { evaluate(expression: string): Promise<unknown> },
  store: 'outbox' | 'attachments' | 'captures',
  times: number,
): Promise<void> {
  await at.evaluate(`{
    let left = ${times};
    for (const way of ['add', 'put']) {
      const keep = IDBObjectStore.prototype[way];
      IDBObjectStore.prototype[way] = function (...what) {
        if (this.name === '${store}' && left-- > 0) throw new DOMException('full', 'QuotaExceededError');
        return keep.apply(this, what);
      };
    }
  }`);
}

/** One line for each thing axe finds wrong, with the place. */
export async function violations(page: Page | Frame): Promise<string[]> {
  // Evaluated rather than added as a script: the page's own policy forbids foreign scripts, rightly.
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { axe: run } = globalThis as unknown as { axe: typeof axe };
    return (await run.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
      .violations;
  });
  return found.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  );
}

/** px by which the page is wider than its window. */
export function sidewaysScroll(page: Page | Frame): Promise<number> {
  return page.evaluate(() => {
    const { document, innerWidth } = globalThis as unknown as {
      document: { documentElement: { scrollWidth: number } };
      innerWidth: number;
    };
    return document.documentElement.scrollWidth - innerWidth;
  });
}
