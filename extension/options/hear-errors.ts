/** Hears from the browser why a request failed, where the officer allowed it: `webRequest` is asked for with the address. */
import { browser } from 'wxt/browser';

/** The browser's report comes by another way than the failure itself, and a little later. */
const REPORT_WAIT_MS = 500;

export interface Heard<T> {
  /** Null where the request failed. */
  value: T | null;
  /** The browser's name for the failure; null where it gave none. */
  error: string | null;
}

export async function hearErrors<T>(origin: string, run: () => Promise<T>): Promise<Heard<T>> {
  const report = listen(origin);
  try {
    return { value: await run(), error: null };
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'TimeoutError') {
      return { value: null, error: 'TIMEOUT' };
    }
    return { value: null, error: await report.heard() };
  } finally {
    report.stop();
  }
}

function listen(origin: string): { heard(): Promise<string | null>; stop(): void } {
  const { webRequest } = browser;
  if (webRequest === undefined) return { heard: async () => null, stop: () => undefined };
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const listener = ({ error }: { error: string }): void => resolve(error);
  webRequest.onErrorOccurred.addListener(listener, { urls: [`${origin}/*`] });
  return {
    heard() {
      setTimeout(() => resolve(null), REPORT_WAIT_MS);
      return promise;
    },
    stop: () => webRequest.onErrorOccurred.removeListener(listener),
  };
}
