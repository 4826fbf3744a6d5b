/**
 * Photos in a store that speaks S3's protocol, under the names they have on disk. An object is whole or not there, so
 * nothing is half written; what a cut line left unsaid is asked again, and putting the same twice changes nothing.
 */
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { AwsClient } from 'aws4fetch';
import { MAX_UPLOAD_BYTES } from '#shared/contract/evidence.ts';
import { HttpProblem } from '../platform/http/problem.ts';
import type { ObjectStoreSettings } from '../platform/settings.ts';
import type { PhotoStore } from './store.ts';
import { isPhotoName, openSeals, placeOf, requirePhotoName, STORED, type Stored } from './store-seal.ts';

export interface ObjectStore extends PhotoStore {
  /**
   * Asks for an object that nobody puts: null where the store answers as it should, else why it does not. With
   * `writes` one is put, read and removed as well.
   */
  fault(writes?: 'writes'): Promise<StoreFault | null>;
}

/** `refused`: it answers, and does not let us: a wrong key, a bucket that is not there. Trying again mends nothing. */
export interface StoreFault {
  kind: 'away' | 'refused';
  /** For logs: a status and the store's own word, or what the network said. Never a key. */
  why: string;
}

/** Answered as 503: whoever asked may ask again, and nothing was half done. */
export class StoreAway extends HttpProblem {
  readonly fault: StoreFault;
  constructor(fault: StoreFault) {
    super('unavailable', { retryAfter: 10, detail: 'problems.refused.photo_store_away' });
    this.name = 'StoreAway';
    this.message = `The photo store is ${fault.kind}: ${fault.why}`;
    this.fault = fault;
  }
}

export interface Patience {
  /** One try, ms: the largest photo comes in it at 25 Mbit/s. */
  tryMs: number;
  /** All tries of one object, ms: a call ends within 15 s. */
  wholeMs: number;
}

const PATIENCE: Patience = { tryMs: 8_000, wholeMs: 12_000 };
const TRIES = 3;
const PAUSE_MS = 100;

/** Of what is read: the largest photo with its seal, and no endless answer. */
const MOST_BYTES = MAX_UPLOAD_BYTES + 1024;

/** Asked for to see whether the store answers; no photo has such a name. */
const PROBE = 'probe';

interface Answer {
  status: number;
  bytes: Buffer<ArrayBuffer>;
}

/** `key` seals copies. */
export function objectPhotoStore(
  { url, region, accessKey, secretKey }: ObjectStoreSettings,
  key: string,
  { tryMs, wholeMs }: Patience = PATIENCE,
): ObjectStore {
  const seals = openSeals(key);
  // Its own tries know no end in time.
  const client = new AwsClient({
    accessKeyId: accessKey,
    secretAccessKey: secretKey,
    service: 's3',
    region,
    retries: 0,
  });
  const addressOf = (name: string): string => `${url}/${name}`;
  const nameOf = (sha256: string, as: Stored): string => `${placeOf(sha256)}/${sha256}.${as}`;

  async function once(method: Method, name: string, body: Uint8Array | null, signal: AbortSignal) {
    const request = await client.sign(addressOf(name), {
      method,
      headers: {
        // Signed with the rest: a store that got other bytes than were sent refuses them.
        'x-amz-content-sha256': createHash('sha256')
          .update(body ?? '')
          .digest('hex'),
        ...(body === null ? {} : { 'content-type': 'application/octet-stream' }),
      },
      ...(body === null ? {} : { body: new Uint8Array(body) }),
    });
    // Not followed: what is signed for one host is not for another.
    const answer = await fetch(request, { signal, redirect: 'manual' });
    return { status: answer.status, bytes: await bytesOf(answer) };
  }

  /** Throws {@link StoreAway}; what it answers is there or is missing. */
  async function ask(method: Method, name: string, body: Uint8Array | null = null): Promise<Answer> {
    const whole = AbortSignal.timeout(wholeMs);
    let fault: StoreFault = { kind: 'away', why: 'no answer in time' };
    for (let tried = 0; tried < TRIES && !whole.aborted; tried++) {
      if (tried > 0) await pause(PAUSE_MS * 2 ** tried);
      try {
        const signal = AbortSignal.any([whole, AbortSignal.timeout(tryMs)]);
        const answer = await once(method, name, body, signal);
        const found = faultIn(answer);
        if (found === null) return answer;
        fault = found;
        if (fault.kind === 'refused') break;
      } catch (error) {
        fault = { kind: 'away', why: whyOf(error) };
      }
    }
    throw new StoreAway(fault);
  }

  return {
    async put(sha256, as, bytes) {
      requirePhotoName(sha256);
      const name = nameOf(sha256, as);
      const answer = await ask('PUT', name, Buffer.concat(seals.partsOf(sha256, as, bytes)));
      if (answer.status === 404) throw new StoreAway({ kind: 'refused', why: '404' });
    },

    async get(sha256, as) {
      if (!isPhotoName(sha256)) return null;
      const { status, bytes } = await ask('GET', nameOf(sha256, as));
      return status === 404 ? null : seals.whole(sha256, as, bytes);
    },

    async remove(sha256) {
      if (!isPhotoName(sha256)) return;
      // The original goes last: what was cut off in between is begun again by whoever still wants it gone.
      for (const as of STORED.toReversed()) await ask('DELETE', nameOf(sha256, as));
    },

    async fault(writes) {
      try {
        if (writes) {
          const bytes = Buffer.from(PROBE);
          await ask('PUT', PROBE, bytes);
          const { bytes: read } = await ask('GET', PROBE);
          if (!read.equals(bytes)) return { kind: 'refused', why: 'it does not give back what was put' };
          await ask('DELETE', PROBE);
        }
        await ask('GET', PROBE);
        return null;
      } catch (error) {
        if (error instanceof StoreAway) return error.fault;
        throw error;
      }
    },
  };
}

type Method = 'GET' | 'PUT' | 'DELETE';

async function bytesOf(answer: Response): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Error('an object larger than any photo');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Of S3's answer to what it refuses, XML: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
function codeOf({ status, bytes }: Answer): string {
  if (status < 300) return '';
  return /<Code>(\w{1,60})<\/Code>/.exec(bytes.subarray(0, 2_000).toString('latin1'))?.[1] ?? '';
}

/** Null for an answer to go by. A 404 is one only where it says that the object is what is missing. */
function faultIn(answer: Answer): StoreFault | null {
  const { status } = answer;
  const code = codeOf(answer);
  if ((status >= 200 && status < 300) || (status === 404 && code !== 'NoSuchBucket')) return null;
  // What goes by itself: the store is busy, starting, or not reached by its own proxy.
  const isPassing = status >= 500 || status === 429 || status === 408;
  return { kind: isPassing ? 'away' : 'refused', why: `${status} ${code}`.trim() };
}

/** What `fetch` met stands in its cause; the message alone is "fetch failed". */
function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer';
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'no answer in time';
  const { cause } = error;
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return cause instanceof Error ? cause.message : error.message;
}
