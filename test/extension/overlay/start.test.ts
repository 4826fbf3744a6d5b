// @vitest-environment happy-dom
/** The overlay of one page beside a worker that does not always answer. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { ContentScriptContext } from 'wxt/utils/content-script-context';
import { startOverlay } from '../../../extension/overlay/start.ts';
import { greeting } from '../../../extension/worker/pages/tell.ts';

// happy-dom knows no XPath.
vi.mock('../../../extension/overlay/shadows.ts', () => ({
  lateShadows: () => [],
  plainShadows: () => [],
  shadowsUnder: () => [],
}));

const NUMBER = 'JK2503080007';
const TICK_MS = 30_000;
let lookups: number;
let life: ContentScriptContext;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('__E2E__', true);
  vi.stubGlobal('requestIdleCallback', (take: () => void) => setTimeout(take));
  lookups = 0;
  document.body.innerHTML = `<p>${NUMBER}</p>`;
  life = new ContentScriptContext('overlay');
  vi.spyOn(browser.runtime, 'sendMessage').mockImplementation(async (message: unknown) => {
    if ((message as { name: string }).name === 'greet') return greeting();
    lookups++;
    throw new Error('Could not establish connection');
  });
});

afterEach(() => {
  life.abort();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

it('asks again at the next tick where the worker did not answer', async () => {
  startOverlay(life);
  await expect.poll(() => lookups).toBe(1);
  await vi.advanceTimersByTimeAsync(TICK_MS);
  await expect.poll(() => lookups).toBe(2);
  expect(life.signal.aborted).toBe(false);
});

it('ends once the extension is gone under the page', async () => {
  startOverlay(life);
  vi.spyOn(browser.runtime, 'id', 'get').mockReturnValue('');
  await expect.poll(() => life.signal.aborted).toBe(true);
});
