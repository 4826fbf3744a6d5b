/**
 * What answers at an address, and if not a Tuntas service, what is wrong. A page's `fetch` says only that it failed;
 * the reason comes from the browser's own report of the failed request, where the officer allowed us to hear it.
 */
import { browser } from 'wxt/browser';
import { z } from 'zod';
import { Problem, problemType } from '#shared/contract/problem.ts';
import { MINUTE } from '#shared/time/zone.ts';

const PATIENCE_MS = 8_000;
/** The contract this extension speaks: another first figure is another contract. */
const CONTRACT = '1';
/** Beyond it an officer notices: the machine's own clock is wrong by more than a minute. */
const CLOCK_MS = MINUTE;

export type Finding =
  /** It is a Tuntas service. `clockOff`: ms by which this machine's clock is ahead of it; null where that is little. */
  | { found: 'service'; signIn: boolean; clockOff: number | null }
  | { found: 'starting' }
  | { found: 'other-version'; version: string }
  | { found: 'something-else'; status: number }
  | { found: 'nothing'; fault: Fault };

export interface Surroundings {
  fetch: typeof globalThis.fetch;
  /** ms, this machine's clock. */
  now: () => number;
  listen: <T>(origin: string, run: () => Promise<T>) => Promise<Heard<T>>;
}

const REAL: Surroundings = {
  fetch: (...call) => globalThis.fetch(...call),
  now: Date.now,
  listen: hearErrors,
};

const Document = z.object({ info: z.object({ title: z.literal('Tuntas'), version: z.string() }) });

export async function testService(origin: string, around: Partial<Surroundings> = {}): Promise<Finding> {
  const { fetch, now, listen } = { ...REAL, ...around };
  const get = (path: string): Promise<Response> =>
    fetch(`${origin}${path}`, {
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  const { value: answer, error } = await listen(origin, () => get('/api/v1/session'));
  if (answer === null) return { found: 'nothing', fault: faultOf(error) };
  const servedAt = Date.parse(answer.headers.get('date') ?? '');
  const problem = Problem.safeParse(await json(answer));
  if (!problem.success) return { found: 'something-else', status: answer.status };
  if (problem.data.type === problemType('unavailable')) return { found: 'starting' };
  const { value: about } = await listen(origin, () => get('/openapi.json'));
  const document = Document.safeParse(about && (await json(about)));
  if (!document.success) return { found: 'something-else', status: answer.status };
  const { version } = document.data.info;
  if (version.split('.')[0] !== CONTRACT) return { found: 'other-version', version };
  const off = now() - servedAt;
  return {
    found: 'service',
    signIn: problem.data.type === problemType('unauthenticated'),
    clockOff: Math.abs(off) > CLOCK_MS ? off : null,
  };
}

async function json(response: Response): Promise<unknown> {
  return response.json().catch(() => null);
}

/** `unknown`: the browser says no more than that there was no answer. */
export type Fault = 'name' | 'refused' | 'timeout' | 'certificate' | 'network' | 'unknown';

/** Chromium's `net::ERR_…`, Firefox's `NS_ERROR_…` and, for certificates, its words. In this order. */
const FAULTS: readonly (readonly [RegExp, Fault])[] = [
  [/NAME_NOT_RESOLVED|NAME_RESOLUTION_FAILED|UNKNOWN_HOST/, 'name'],
  [/CERT|SSL|TLS|SEC_ERROR|[Cc]ertificate/, 'certificate'],
  [/TIMED_OUT|TIMEOUT/, 'timeout'],
  [/INTERNET_DISCONNECTED|NETWORK_CHANGED|ADDRESS_UNREACHABLE|NS_ERROR_OFFLINE/, 'network'],
  [/CONNECTION_(REFUSED|RESET|CLOSED|FAILED)|EMPTY_RESPONSE|NET_RESET|NET_INTERRUPT/, 'refused'],
];

export function faultOf(error: string | null): Fault {
  return FAULTS.find(([pattern]) => error !== null && pattern.test(error))?.[1] ?? 'unknown';
}

/** The browser's report comes by another way than the failure itself, and a little later. */
const REPORT_WAIT_MS = 500;

interface Heard<T> {
  /** Null where the request failed. */
  value: T | null;
  /** The browser's name for the failure; null where it gave none. */
  error: string | null;
}

/** Hears from the browser why a request failed, where the officer allowed it: `webRequest` is asked for with the address. */
async function hearErrors<T>(origin: string, run: () => Promise<T>): Promise<Heard<T>> {
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
