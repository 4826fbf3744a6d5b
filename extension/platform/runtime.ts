/** The browser's ways between the parts of the extension: named here alone, so that desk, store and ui run in a page too. */
import { browser } from 'wxt/browser';

/** Rejects only where no worker answers at all, as after an update of the extension. */
export function sendMessage<Answer>(message: object): Promise<Answer> {
  return browser.runtime.sendMessage(message);
}

/** Calls back with whatever the worker sends; returns how to stop. */
export function onMessage(listener: (message: unknown) => void): () => void {
  const heard = (message: unknown): undefined => {
    listener(message);
  };
  browser.runtime.onMessage.addListener(heard);
  return () => browser.runtime.onMessage.removeListener(heard);
}

export async function openOptions(): Promise<void> {
  await browser.runtime.openOptionsPage();
}

export async function openTab(url: string): Promise<void> {
  await browser.tabs.create({ url });
}

/**
 * The desk beside the page: Chrome's side panel, Firefox's sidebar. Null in a browser that has neither.
 * Browsers open it only straight from a press or a command's key: call it in that handler. `windowId`: the window to
 * open it in, where the handler knows it; a command's key counts for no longer than it takes to ask for it.
 */
export function sidePanel(): ((windowId?: number) => Promise<void>) | null {
  if ('sidePanel' in browser) {
    return async (windowId) => {
      const here = windowId ?? (await browser.windows.getCurrent()).id;
      if (here !== undefined) await browser.sidePanel.open({ windowId: here });
    };
  }
  const api: object = browser;
  // At once: Firefox takes the press for over once anything else was waited for.
  return hasSidebar(api) ? () => api.sidebarAction.open() : null;
}

/** Firefox's own, and in no other browser's types. */
function hasSidebar(api: object): api is { sidebarAction: { open(): Promise<void> } } {
  return 'sidebarAction' in api;
}
