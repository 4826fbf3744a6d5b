/** The desk beside the page: Chrome's side panel, Firefox's sidebar. Null in a browser that has neither. */
import { browser } from 'wxt/browser';

/** Browsers open it only straight from a press, so the worker cannot do it for us: call it in the press's handler. */
export function sidePanel(): (() => Promise<void>) | null {
  if ('sidePanel' in browser) {
    return async () => {
      const here = await browser.windows.getCurrent();
      if (here.id !== undefined) await browser.sidePanel.open({ windowId: here.id });
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
