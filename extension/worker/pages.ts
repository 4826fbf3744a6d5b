/** What the worker opens and tells: the desk's tab, and the content scripts that have asked something. */
import { browser } from 'wxt/browser';
import type { Notice } from '../messages.ts';

/** Tabs whose content script spoke to this worker. A worker that died forgets them: they ask again by themselves. */
const listening = new Set<number>();

export function remember(tab: number): void {
  listening.add(tab);
}

export async function tellTabs(notice: Notice): Promise<void> {
  await Promise.all([...listening].map((tab) => tellTab(tab, notice)));
  // Popup, options, desk and frames; nobody listening is no failure.
  await browser.runtime.sendMessage(notice).catch(() => undefined);
}

export async function tellTab(tab: number, notice: Notice): Promise<void> {
  try {
    await browser.tabs.sendMessage(tab, notice, { frameId: 0 });
  } catch {
    listening.delete(tab);
  }
}

/** Brings the desk's tab to the front, at this report, or opens one. */
export async function openDesk(number?: string): Promise<void> {
  const address = browser.runtime.getURL('/');
  const url = `${address}desk.html${number === undefined ? '' : `?ticket=${encodeURIComponent(number)}`}`;
  const [open] = await browser.runtime.getContexts({
    contextTypes: ['TAB'],
    documentOrigins: [new URL(address).origin],
  });
  const isDesk = open?.documentUrl?.startsWith(`${address}desk.html`) === true && open.frameId === 0;
  if (!open || !isDesk || open.tabId < 0) {
    await browser.tabs.create({ url });
    return;
  }
  await browser.tabs.update(open.tabId, number === undefined ? { active: true } : { active: true, url });
  await browser.windows.update(open.windowId, { focused: true });
}
