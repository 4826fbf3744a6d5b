/** The client of the package against a stand-in for `fetch`: what it sends again, when, and under which key. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PROBLEMS, type ProblemWord, problemType } from '#shared/contract/problem.ts';
import { connect, OriginError, ProblemError, UnreachableError } from '../../../client/index.ts';

const ORIGIN = 'http://service.test';
const REPORT = { channel: 'jaki', category: 'Jalan', description: 'Berlubang.' } as const;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

interface Sent {
  method: string;
  path: string;
  headers: Headers;
  body: string;
  /** ms since the start. */
  at: number;
}
type Answering = (sent: Sent) => Response | Promise<Response>;

/** Answers one after the other; the last of them from then on. */
function service(...answers: Answering[]) {
  const sent: Sent[] = [];
  const start = Date.now();
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { pathname, search } = new URL(request.url);
    const call = {
      method: request.method,
      path: pathname.replace('/api/v1', '') + search,
      headers: request.headers,
      body: await request.text(),
      at: Date.now() - start,
    };
    sent.push(call);
    const answer = answers[Math.min(sent.length, answers.length) - 1];
    if (answer === undefined) throw new Error('Nothing to answer');
    return answer(call);
  };
  return { sent, tuntas: connect({ origin: ORIGIN, fetch }) };
}

const ok =
  (body: unknown = {}): Answering =>
  () =>
    Response.json(body);
const no =
  (word: ProblemWord, headers: Record<string, string> = {}): Answering =>
  () =>
    Response.json(
      { type: problemType(word), title: word, status: PROBLEMS[word] },
      { status: PROBLEMS[word], headers: { 'content-type': 'application/problem+json', ...headers } },
    );
const silence: Answering = () => {
  throw new TypeError('fetch failed');
};

/** What it came to, however long it waits in between. */
async function settled<T>(work: Promise<T>): Promise<T | Error> {
  const outcome = work.catch((error: Error) => error);
  await vi.runAllTimersAsync();
  return outcome;
}

describe('what is sent again', () => {
  it('waits at least as long as Retry-After says', async () => {
    const { sent, tuntas } = service(no('rate-limited', { 'retry-after': '7' }), ok());
    await settled(tuntas.call('fileReport', { body: REPORT }));
    expect(sent).toHaveLength(2);
    expect(sent[1]?.at).toBeGreaterThanOrEqual(7_000);
    expect(sent[1]?.at).toBeLessThan(8_000);
  });

  it('has the key it had, and another call another one', async () => {
    const { sent, tuntas } = service(silence, ok());
    await settled(tuntas.call('fileReport', { body: REPORT }));
    await settled(tuntas.call('fileReport', { body: REPORT }));
    const keys = sent.map(({ headers }) => headers.get('idempotency-key'));
    expect([keys[0], sent[0]?.body]).toEqual([keys[1], sent[1]?.body]);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it('keeps the key that it was given', async () => {
    const { sent, tuntas } = service(ok());
    await settled(tuntas.call('fileReport', { body: REPORT, idempotencyKey: 'mine' }));
    expect(sent[0]?.headers.get('idempotency-key')).toBe('mine');
  });

  it('is nothing that would happen twice: a call without a key that may have been heard', async () => {
    const { sent, tuntas } = service(silence);
    const outcome = await settled(tuntas.call('addPhoto', { upload: new Blob(['x']) }));
    expect([sent.length, outcome]).toEqual([1, expect.any(UnreachableError)]);
  });

  it('is such a call too where it was refused at the door', async () => {
    const { sent, tuntas } = service(no('unavailable', { 'retry-after': '1' }), ok());
    await settled(tuntas.addPhoto(new Blob(['x'])));
    expect(sent).toHaveLength(2);
  });

  it('is nothing that was refused for what it is', async () => {
    const { sent, tuntas } = service(no('invalid'));
    const outcome = await settled(tuntas.call('fileReport', { body: REPORT }));
    expect([sent.length, outcome]).toEqual([1, expect.any(ProblemError)]);
  });

  it('ends after the fifth try, with pauses that grow, and at once when somebody gives up', async () => {
    const { sent, tuntas } = service(silence);
    expect(await settled(tuntas.call('counters', {}))).toBeInstanceOf(UnreachableError);
    const pauses = sent.slice(1).map(({ at }, i) => at - (sent[i]?.at ?? 0));
    expect(pauses).toHaveLength(4);
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    const stop = new AbortController();
    const call = tuntas.call('counters', { signal: stop.signal }).catch((error: Error) => error);
    await vi.advanceTimersByTimeAsync(0);
    stop.abort(new Error('enough'));
    expect(await call).toMatchObject({ message: 'enough' });
    expect(sent).toHaveLength(6);
  });
});

it('reads a list to its end, page after page, with what it is filtered by', async () => {
  const { sent, tuntas } = service(ok({ items: [1, 2], next: 'c&1' }), ok({ items: [3], next: null }));
  const items: unknown[] = [];
  for await (const item of tuntas.items('listTickets', { query: { status: 'proses' } })) items.push(item);
  expect(items).toEqual([1, 2, 3]);
  expect(sent.map(({ path }) => path)).toEqual([
    '/tickets?status=proses',
    '/tickets?status=proses&cursor=c%261',
  ]);
});

it('hands on words that are newer than it is', async () => {
  const { tuntas } = service(ok({ number: 'JK2503050007', status: 'dibekukan', moreover: true }));
  const { data } = await tuntas.call('getTicket', { params: { number: 'JK2503050007' } });
  expect(data).toEqual({ number: 'JK2503050007', status: 'dibekukan', moreover: true });
});

describe('a photo in pieces', () => {
  const at = (offset: number, more = {}): Answering =>
    ok({ id: 'u', offset, length: 10, expiresAt: '2025-03-11T09:00:00Z', ...more });
  const there: Answering = () => new Response(null, { status: 204 });
  const whole = at(10, { sha256: 'abc' });
  const photo = new Blob(['0123456789']);
  const pieces = (sent: readonly Sent[]): [string | null, string][] =>
    sent
      .filter(({ method }) => method === 'PATCH')
      .map(({ headers, body }) => [headers.get('upload-offset'), body]);

  it('goes on behind what came before the line broke', async () => {
    const { sent, tuntas } = service(at(0), there, silence, at(6), there, whole);
    expect(await settled(tuntas.uploadPhoto(photo, { pieceBytes: 4 }))).toEqual({
      id: 'u',
      sha256: 'abc',
      expiresAt: '2025-03-11T09:00:00Z',
    });
    expect(pieces(sent)).toEqual([
      ['0', '0123'],
      ['4', '4567'],
      ['6', '6789'],
    ]);
    expect(sent[0]?.headers.get('upload-length')).toBe('10');
    expect(sent[1]?.headers.get('content-type')).toBe('application/offset+octet-stream');
  });

  it('is finished where only the answer to its last piece was lost', async () => {
    const { sent, tuntas } = service(at(0), silence, whole);
    expect(await settled(tuntas.uploadPhoto(photo))).toMatchObject({ sha256: 'abc' });
    expect(pieces(sent)).toHaveLength(1);
  });

  it('goes on with one that was begun before', async () => {
    const { sent, tuntas } = service(at(7), there, whole);
    const told: number[] = [];
    await settled(tuntas.uploadPhoto(photo, { id: 'u', onProgress: ({ offset }) => told.push(offset) }));
    expect([pieces(sent), told]).toEqual([[['7', '789']], [7, 10]]);
  });

  it('gives up where the service says no', async () => {
    const { tuntas } = service(at(0), no('not-found'));
    expect(await settled(tuntas.uploadPhoto(photo))).toMatchObject({ word: 'not-found' });
  });
});

describe('following', () => {
  const change = (seq: number) => ({ seq, number: 'JK2503050007', action: 'proses' });
  const page = (next: number, ...items: object[]): Answering => ok({ items, next, scopeId: 's' });
  /** A stream that says this and then ends, or stays. */
  const stream =
    (text: string, stays = false): Answering =>
    () =>
      new Response(
        new ReadableStream({
          start(controller) {
            controller.enqueue(new TextEncoder().encode(text));
            if (!stays) controller.close();
          },
        }),
      );

  it('reads at each nudge, comes back after a break with the number it knows, and ends when told to', async () => {
    const { sent, tuntas } = service(
      page(5, change(5)),
      page(5),
      stream('retry: 2000\n\nid: 5\n\nid: 9\nda'.concat('ta: 9\n\n')),
      page(9, change(9)),
      page(9),
      silence,
      page(9),
      stream('', true),
    );
    const stop = new AbortController();
    const heard: number[] = [];
    const listening = (async () => {
      for await (const { seq } of tuntas.follow({ after: 4, signal: stop.signal })) heard.push(seq);
    })();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(heard).toEqual([5, 9]);
    const calls = sent.map(({ path, headers }) => [path, headers.get('last-event-id')]);
    expect(calls.slice(0, 4)).toEqual([
      ['/changes?after=4', null],
      ['/changes?after=5&scopeId=s', null],
      ['/live?after=5', '5'],
      ['/changes?after=5&scopeId=s', null],
    ]);
    expect(calls.filter(([path]) => path?.startsWith('/live')).at(-1)).toEqual(['/live?after=9', '9']);
    stop.abort();
    await vi.runAllTimersAsync();
    await listening;
  });

  it('leaves a stream that has fallen silent', async () => {
    const { sent, tuntas } = service(page(5), stream(': \n', true), page(5), stream('', true));
    const stop = new AbortController();
    const listening = (async () => {
      for await (const _ of tuntas.follow({ after: 5, signal: stop.signal }));
    })();
    await vi.advanceTimersByTimeAsync(70_000);
    expect(sent.filter(({ path }) => path.startsWith('/live'))).toHaveLength(2);
    stop.abort();
    await vi.runAllTimersAsync();
    await listening;
  });

  it('tells when what the caller may see has changed', async () => {
    const { tuntas } = service(page(5, change(5)), no('scope-changed'));
    const reading = (async () => {
      for await (const _ of tuntas.follow({ after: 4 }));
    })();
    expect(await settled(reading)).toMatchObject({ word: 'scope-changed' });
  });
});

describe('a page that hears nothing', () => {
  const page = 'https://lapor.example.id';
  const only =
    (...paths: string[]): Answering =>
    (sent) =>
      paths.includes(sent.path) ? Response.json({}) : silence(sent);

  it('is told that its origin is not registered where the service is there', async () => {
    vi.stubGlobal('location', { origin: page });
    const { tuntas } = service(only('/session/ways'));
    const outcome = await settled(tuntas.call('fileReport', { body: REPORT }));
    expect(outcome).toBeInstanceOf(OriginError);
    expect(String(outcome)).toContain(page);
  });

  it.each([
    ['the service is away', []],
    ['its origin is registered', ['/session/ways', '/session']],
  ])('is told of silence where %s', async (_case, heard) => {
    vi.stubGlobal('location', { origin: page });
    const { tuntas } = service(only(...heard));
    expect(await settled(tuntas.call('fileReport', { body: REPORT }))).toBeInstanceOf(UnreachableError);
  });
});
