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
