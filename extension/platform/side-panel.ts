/** The desk beside the page: Chrome's side panel, Firefox's sidebar. Null in a browser that has neither. */
import { browser } from 'wxt/browser';

/**
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
