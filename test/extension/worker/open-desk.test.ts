/** Opening a report where the desk is open already: its page must not be loaded anew under whoever writes in it. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { openDesk } from '../../../extension/worker/pages/tell.ts';
import { NUMBER } from '../fixtures.ts';

const update = vi.fn();
const create = vi.fn();
const tell = vi.fn();
const contexts = vi.fn();

beforeEach(() => {
  for (const each of [update, create, tell, contexts]) each.mockReset().mockResolvedValue(undefined);
  Object.assign(browser.tabs, { update, create, sendMessage: tell });
  Object.assign(browser.windows, { update: vi.fn() });
  Object.assign(browser.runtime, { getContexts: contexts });
  deskIsOpen(true);
});
afterEach(() => vi.restoreAllMocks());

function deskIsOpen(open: boolean): void {
  const documentUrl = `${browser.runtime.getURL('/')}desk.html`;
  contexts.mockResolvedValue(open ? [{ documentUrl, frameId: 0, tabId: 7, windowId: 1 }] : []);
}

it('tells the desk and brings its tab to the front', async () => {
  await openDesk({ number: NUMBER });
  expect(tell).toHaveBeenCalledWith(7, { tells: 'open', number: NUMBER }, { frameId: 0 });
  expect(update).toHaveBeenCalledWith(7, { active: true });
});

it('loads the report where nothing listens, as on a page that asks to sign in', async () => {
  tell.mockRejectedValue(new Error('Receiving end does not exist.'));
  await openDesk({ number: NUMBER });
  expect(update).toHaveBeenCalledWith(7, { active: true, url: expect.stringContaining(`?ticket=${NUMBER}`) });
});

it('opens a tab where no desk is open', async () => {
  deskIsOpen(false);
  await openDesk({ number: NUMBER });
  expect(create).toHaveBeenCalledWith({ url: expect.stringContaining(`desk.html?ticket=${NUMBER}`) });
  expect(update).not.toHaveBeenCalled();
});

it('tells an open desk to compare what was not taken, and loads it so where none is open', async () => {
  await openDesk({ compare: true });
  expect(tell).toHaveBeenCalledWith(7, { tells: 'compare' }, { frameId: 0 });
  deskIsOpen(false);
  await openDesk({ compare: true });
  expect(create).toHaveBeenCalledWith({ url: expect.stringMatching(/desk\.html\?compare=$/) });
});
