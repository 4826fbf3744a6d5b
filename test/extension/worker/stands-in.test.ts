/** The page around a card is asked whether it still shows the card's number, and does not always answer. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { standsIn } from '../../../extension/worker/pages/tell.ts';
import { NUMBER } from '../fixtures.ts';

const AROUND = { tab: 7, frame: 3 };
const tell = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  tell.mockReset();
  Object.assign(browser.tabs, { sendMessage: tell });
});
afterEach(() => {
  vi.useRealTimers();
});

it('asks the very frame that opened the card', async () => {
  tell.mockResolvedValue(true);
  expect(await standsIn(AROUND, NUMBER, { rested: true })).toBe(true);
  expect(tell).toHaveBeenCalledWith(7, { tells: 'stands', number: NUMBER, rested: true }, { frameId: 3 });
});

it.each([
  ['says no', () => Promise.resolve(false)],
  ['knows nothing of the question, as a script from before an update', () => Promise.resolve(undefined)],
  ['has no script of ours any more', () => Promise.reject(new Error('Receiving end does not exist.'))],
])('takes it for gone where the page %s', async (_, said) => {
  tell.mockImplementation(said);
  expect(await standsIn(AROUND, NUMBER, { rested: true })).toBe(false);
});

it('takes it for gone where the page is too busy to answer', async () => {
  tell.mockReturnValue(new Promise(() => undefined));
  const asked = standsIn(AROUND, NUMBER, { rested: true });
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await asked).toBe(false);
});
