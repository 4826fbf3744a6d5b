/** One connection to a service: every call of its contract, sent again where that is safe, and what takes several calls. */
import {
  type Answer,
  type CallOptions,
  type Client,
  createClient,
  type ResultOf,
} from '#shared/contract/client.ts';
import { OPERATIONS, type Operation, type OperationName } from '#shared/contract/operations.ts';
import type { LoosePhoto } from '#shared/contract/photos.ts';
import type { Change } from '#shared/contract/queue.ts';
import { type FollowOptions, follow } from './follow.ts';
import { explained } from './origin.ts';
import { type ItemOf, itemsOf, type Paged } from './pages.ts';
import { type UploadOptions, uploadPhoto } from './photos.ts';
import { isPassing, isRefusedAtTheDoor, isRepeatable, tryAgain } from './retry.ts';

export interface ConnectOptions {
  /** Where the service lies, e.g. `https://tuntas.example.go.id`. */
  origin: string;
  /** An API key, or the token of `signIn`; as a function it is asked before each call. */
  token?: string | (() => string | null | Promise<string | null>);
  /** Of every sentence in an answer; absent = Indonesian. */
  language?: 'id' | 'en';
  /** How often a call is tried again, see the README; default 4. */
  retries?: number;
  fetch?: typeof globalThis.fetch;
}

export interface Tuntas {
  /** One call of the contract. Throws a `ProblemError` where the service says no. */
  call<N extends OperationName>(name: N, options: CallOptions<N>): Promise<Answer<ResultOf<N>>>;
  /** Every item of a list, page after page. */
  items<N extends Paged>(name: N, options?: Partial<CallOptions<N>>): AsyncGenerator<ItemOf<N>, void>;
  /** In one go. What it answers is good for 24 hours, once. */
  addPhoto(photo: Blob, signal?: AbortSignal): Promise<LoosePhoto>;
  /** In pieces, so that a line that breaks loses little. */
  uploadPhoto(photo: Blob, options?: UploadOptions): Promise<LoosePhoto>;
  /**
   * What happened after a sequence number, and then what happens, until `signal` ends it. Throws the `ProblemError`
   * `scope-changed` where the caller's rights have changed: read anew.
   */
  follow(options: FollowOptions): AsyncGenerator<Change, void>;
}

const RETRIES = 4;

export function connect({ token, language, retries = RETRIES, ...where }: ConnectOptions): Tuntas {
  const { origin, fetch: send = globalThis.fetch.bind(globalThis) } = where;
  const plain = createClient({
    origin,
    fetch: send,
    asSent: true,
    ...(token === undefined ? {} : { token: typeof token === 'string' ? () => token : token }),
    ...(language === undefined ? {} : { language: () => language }),
  });

  const why = async (error: unknown): Promise<never> => {
    throw await explained(error, origin, send);
  };
  const client: Client = {
    call: (name, asked) => plain.call(name, asked).catch(why),
    open: (name, asked) => plain.open(name, asked).catch(why),
  };

  const call: Tuntas['call'] = (name, asked) => {
    const sent = keyed(name, asked);
    return tryAgain(
      () => client.call(name, sent),
      retries,
      (error) => isPassing(error) && (isRefusedAtTheDoor(error) || isRepeatable(name)),
      asked.signal,
    );
  };

  return {
    call,
    items: (name, asked) => itemsOf(call, name, asked),
    async addPhoto(photo, signal) {
      return (await call('addPhoto', { upload: photo, ...(signal ? { signal } : {}) })).data;
    },
    uploadPhoto: (photo, asked) => uploadPhoto(call, photo, { retries, ...asked }),
    follow: (asked) => follow({ call, open: client.open }, asked),
  };
}

/** The same key at each try: sent twice, it happens once. */
function keyed<N extends OperationName>(name: N, asked: CallOptions<N>): CallOptions<N> {
  const { headers = [] }: Operation = OPERATIONS[name];
  if (!headers.includes('idempotency-key') || asked.idempotencyKey !== undefined) return asked;
  return { ...asked, idempotencyKey: newKey() };
}

/** `randomUUID` is there on pages of https only, and a kiosk's may be another. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
