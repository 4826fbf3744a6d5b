/**
 * The one way in which the service calls out by HTTP to an address that somebody entered: webhooks, gateways.
 *
 *     const answer = await services.outbound.send({ url, headers: {…}, body: JSON.stringify(…) });
 *     if (answer.status >= 200 && answer.status < 300) …      // any status is an answer, 302 and 500 too
 *
 * `send` throws {@link OutboundFailure} where there was no answer, with a word for why. To tell somebody who enters
 * a URL at once what is wrong with it, ask `services.outbound.forbids(url)` first; `send` asks it again.
 *
 * https to public addresses only (`destination.ts`), except for origins in `OUTBOUND_TRUSTED`. A name is resolved
 * once, every address it has is judged, and the connection goes to one of those very addresses: a name that answers
 * differently the second time is never asked a second time. Redirects are answers, never followed. No connection is
 * kept, an answer is read up to a bound, and the whole exchange has a time limit.
 */
import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import * as http from 'node:http';
import * as https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { type Forbidden, forbids, hostOf, isPublicAddress } from './destination.ts';

export type OutboundWhy = Forbidden | 'unresolved' | 'unreachable' | 'certificate' | 'timeout' | 'stopped';

/** There was no answer. `why` is fit for logs and pages: it holds nothing of the URL or the body. */
export class OutboundFailure extends Error {
  readonly why: OutboundWhy;
  constructor(why: OutboundWhy, cause?: unknown) {
    super(`No answer: ${why}`, { cause });
    this.name = 'OutboundFailure';
    this.why = why;
  }
}

interface OutboundRequest {
  url: string;
  /** Default POST. */
  method?: 'GET' | 'POST' | 'PUT';
  /** Lower case. */
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
  /** Ends the exchange early, e.g. when the service stops. */
  signal?: AbortSignal;
}

interface OutboundAnswer {
  status: number;
  /** Lower case; of a header sent twice the first, or both joined, as Node has it. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Its first {@link BODY_BYTES}, as UTF-8. The rest is not read. */
  body: string;
}

interface OutboundRead extends Pick<OutboundRequest, 'url' | 'headers' | 'signal'> {
  /** What is larger is read no further. */
  mostBytes: number;
  /** Less than the time every exchange has. */
  withinMs?: number;
}

interface BytesAnswer extends Omit<OutboundAnswer, 'body'> {
  bytes: Buffer;
  /** False where there were more than was wanted. */
  isWhole: boolean;
}

export type Outbound = ReturnType<typeof openOutbound>;

export interface OutboundOptions {
  /** Origins that may be called wherever they lie, by http too: `http://10.1.2.3:8080`. */
  trusted?: readonly string[];
  /** All addresses of a name. */
  resolve?: (host: string) => Promise<readonly LookupAddress[]>;
  /** For the whole exchange, from the name to the end of the answer. */
  timeoutMs?: number;
}

/** Enough for the words of an error; an endless answer costs no more. */
export const BODY_BYTES = 16 * 1024;

const byName = (host: string): Promise<readonly LookupAddress[]> => lookup(host, { all: true });

export function openOutbound({ trusted = [], resolve = byName, timeoutMs = 10_000 }: OutboundOptions = {}) {
  /** Throws unless every address is one that may be called: one bad among them would be tried as well. */
  async function addressesOf(url: URL): Promise<readonly LookupAddress[]> {
    const host = hostOf(url);
    const family = isIP(host);
    const addresses = family === 0 ? await resolved(host) : [{ address: host, family }];
    const mayBePrivate = trusted.includes(url.origin);
    if (!mayBePrivate && !addresses.every(({ address }) => isPublicAddress(address))) {
      throw new OutboundFailure('private-address');
    }
    return addresses;
  }

  async function resolved(host: string): Promise<readonly LookupAddress[]> {
    const found = await resolve(host).catch((error: unknown) => {
      throw new OutboundFailure('unresolved', error);
    });
    if (found.length === 0) throw new OutboundFailure('unresolved');
    return found;
  }

  async function guarded(
    request: OutboundRequest,
    mostBytes: number,
    withinMs: number,
  ): Promise<BytesAnswer> {
    const forbidden = forbids(request.url, trusted);
    if (forbidden !== null) throw new OutboundFailure(forbidden);
    const url = new URL(request.url);
    const timeout = AbortSignal.timeout(withinMs);
    const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout;
    try {
      const exchanged = addressesOf(url).then((addresses) =>
        exchange(url, request, { addresses, signal, mostBytes }),
      );
      return await unless(signal, exchanged);
    } catch (error) {
      if (timeout.aborted) throw new OutboundFailure('timeout', error);
      if (signal.aborted) throw new OutboundFailure('stopped', error);
      throw error instanceof OutboundFailure ? error : new OutboundFailure(whyOf(error), error);
    }
  }

  return {
    /** What the text of a URL alone says against it. */
    forbids: (url: string): Forbidden | null => forbids(url, trusted),

    async send(request: OutboundRequest): Promise<OutboundAnswer> {
      const { status, headers, bytes } = await guarded(request, BODY_BYTES, timeoutMs);
      return { status, headers, body: bytes.toString('utf8') };
    },

    /** GETs an answer as bytes. */
    read({ mostBytes, withinMs = timeoutMs, ...request }: OutboundRead): Promise<BytesAnswer> {
      return guarded({ ...request, method: 'GET' }, mostBytes, Math.min(timeoutMs, withinMs));
    },
  };
}

/** Whatever cannot be broken off, such as asking for a name, is waited for no longer. */
function unless<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((done, failed) => {
    const end = (): void => failed(signal.reason);
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
    work.then(done, failed).finally(() => signal.removeEventListener('abort', end));
  });
}

interface Exchange {
  addresses: readonly LookupAddress[];
  signal: AbortSignal;
  mostBytes: number;
}

function exchange(
  url: URL,
  { method = 'POST', headers = {}, body }: OutboundRequest,
  { addresses, signal, mostBytes }: Exchange,
): Promise<BytesAnswer> {
  return new Promise((answered, failed) => {
    const { request } = url.protocol === 'https:' ? https : http;
    const sent = request(
      url,
      // The name stays in the URL: it is what the certificate is for, and what `Host` says.
      { method, headers: { ...headers }, signal, agent: false, lookup: pinnedTo(addresses) },
      (answer) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        const end = (): void => {
          answered({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            bytes: Buffer.concat(chunks).subarray(0, mostBytes),
            isWhole: bytes <= mostBytes,
          });
          sent.destroy();
        };
        answer.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          bytes += chunk.length;
          if (bytes > mostBytes) end();
        });
        answer.on('end', end);
        answer.on('error', failed);
      },
    );
    sent.on('error', failed);
    // Without an answer and without an error: after an offer to speak something else (101), for one.
    sent.on('close', () => failed(new Error('Closed without an answer')));
    sent.end(body);
  });
}

/** Answers with what was judged, whatever the name has come to mean since. */
function pinnedTo(addresses: readonly LookupAddress[]): LookupFunction {
  return (_host, { all }, callback) => {
    const [first] = addresses;
    if (all || first === undefined) callback(null, [...addresses]);
    else callback(null, first.address, first.family);
  };
}

function whyOf(error: unknown): OutboundWhy {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code) ? 'certificate' : 'unreachable';
}
