/** The typed client, against a stand-in for `fetch`: what it sends, and how it tells refusal from silence. */
import { describe, expect, it, vi } from 'vitest';
import {
  createClient,
  ForeignAnswerError,
  NotModified,
  ProblemError,
  UnreachableError,
} from '#shared/contract/client.ts';
import { PROBLEMS, type ProblemWord, problemType } from '#shared/contract/problem.ts';

const ORIGIN = 'http://service.test';

/** A client whose every call gets this answer; `sent` keeps what it asked. */
function clientOf(
  answer: () => Response | Promise<Response>,
  options: { token?: string | null; language?: string } = {},
) {
  const sent: Request[] = [];
  const client = createClient({
    origin: ORIGIN,
    ...(options.token === undefined ? {} : { token: async () => options.token ?? null }),
    ...(options.language === undefined ? {} : { language: () => options.language ?? '' }),
    fetch: async (input, init) => {
      sent.push(new Request(input, init));
      return answer();
    },
  });
  return { client, sent };
}

const json = (body: unknown, init: ResponseInit = {}) => Response.json(body, init);
const COUNTERS = {
  overdue: 1,
  due1h: 2,
  dueToday: 3,
  waiting: 4,
  postponed: 0,
  atField: 0,
  returned: 5,
  nextChangeAt: null,
};
const caught = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe('what it sends', () => {
  it('token, language, version and keys as headers', async () => {
    const { client, sent } = clientOf(() => json(null), { token: 'secret', language: 'en' });
    const call = {
      params: { number: 'JK2503050007' },
      body: { action: 'proses' },
      version: 0,
      idempotencyKey: 'k',
    } as const;
    await caught(client.call('act', call));
    const [request] = sent;
    expect(request?.url).toBe(`${ORIGIN}/api/v1/tickets/JK2503050007/actions`);
    expect(Object.fromEntries(request?.headers ?? [])).toMatchObject({
      authorization: 'Bearer secret',
      'accept-language': 'en',
      'if-match': '"0"',
      'idempotency-key': 'k',
      'content-type': 'application/json',
    });
    expect(await request?.json()).toEqual({ action: 'proses' });
  });

  it('no token where there is none', async () => {
    const { client, sent } = clientOf(() => json(COUNTERS), { token: null });
    await client.call('counters', {});
    expect(sent[0]?.headers.has('authorization')).toBe(false);
  });

  it('a parameter that stays inside its segment of the path, and no undefined in the query', async () => {
    const { client, sent } = clientOf(() => json(null));
    await caught(client.call('getTicket', { params: { number: '../session?x=1#y' } }));
    await caught(client.call('listTickets', { query: { text: 'a&b=c', limit: undefined } }));
    expect(sent.map(({ url }) => url)).toEqual([
      `${ORIGIN}/api/v1/tickets/..%2Fsession%3Fx%3D1%23y`,
      `${ORIGIN}/api/v1/tickets?text=a%26b%3Dc`,
    ]);
  });

  it('photos as multipart, in order, with the JSON as its own part; without photos plain JSON', async () => {
    const { client, sent } = clientOf(() => json(null));
    const body = { action: 'tindak_lanjut', narrative: 'Selesai' } as const;
    const file = (name: string) => new File([name], name, { type: 'image/jpeg' });
    const params = { number: 'JK2503050007' };
    await caught(
      client.call('act', { params, body, files: { after: [file('a'), file('b')], letter: [file('c')] } }),
    );
    await caught(client.call('act', { params, body, files: { after: [] } }));
    const form = await sent[0]?.formData();
    expect(JSON.parse(String(form?.get('action')))).toEqual(body);
    expect(form?.getAll('after').map((part) => (part instanceof File ? part.name : part))).toEqual([
      'a',
      'b',
    ]);
    expect(form?.getAll('letter')).toHaveLength(1);
    expect(sent[1]?.headers.get('content-type')).toBe('application/json');
  });
});

describe('what it answers', () => {
  it('data by the contract, ETag and the service’s clock', async () => {
    const headers = { etag: '"x"', date: 'Mon, 10 Mar 2025 02:00:00 GMT' };
    const { client } = clientOf(() => json(COUNTERS, { headers }));
    expect(await client.call('counters', {})).toEqual({
      status: 200,
      data: COUNTERS,
      etag: '"x"',
      servedAt: Date.parse('2025-03-10T02:00:00Z'),
    });
  });

  it('nothing for 204, bytes for a photo, null for a clock that was not told', async () => {
    const empty = clientOf(() => new Response(null, { status: 204 }));
    expect(await empty.client.call('signOut', {})).toMatchObject({
      data: undefined,
      servedAt: null,
      etag: null,
    });
    const photo = clientOf(() => new Response(new Uint8Array([1, 2, 3])));
    const { data } = await photo.client.call('getPhoto', { params: { id: 'x' } });
    expect(new Uint8Array(await data.arrayBuffer())).toEqual(new Uint8Array([1, 2, 3]));
  });

  it('unchanged is neither an answer nor a fault', async () => {
    const { client, sent } = clientOf(() => new Response(null, { status: 304 }));
    expect(await caught(client.call('counters', { ifNoneMatch: '"x"' }))).toBeInstanceOf(NotModified);
    expect(sent[0]?.headers.get('if-none-match')).toBe('"x"');
  });
});

describe('a refusal', () => {
  const words = Object.keys(PROBLEMS) as ProblemWord[];
  it.each(words)('%s comes as its word', async (word) => {
    const problem = {
      type: problemType(word),
      title: 'Judul',
      status: PROBLEMS[word],
      detail: 'Rincian',
      version: 7,
    };
    const { client } = clientOf(() => json(problem, { status: PROBLEMS[word] }));
    const error = await caught(client.call('queue', {}));
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({ word, message: 'Rincian', problem: { version: 7 } });
  });

  it('known by an absolute type too', async () => {
    const problem = { type: `${ORIGIN}/problems/stale-version`, title: 'x', status: 412 };
    const { client } = clientOf(() => json(problem, { status: 412 }));
    expect(await caught(client.call('queue', {}))).toMatchObject({ word: 'stale-version', message: 'x' });
  });
});

describe('silence', () => {
  const html = '<html><body>502 Bad Gateway</body></html>';
  const silent: [string, () => Response | Promise<Response>][] = [
    ['no connection', () => Promise.reject(new TypeError('fetch failed'))],
    [
      'a proxy’s error page',
      () => new Response(html, { status: 502, headers: { 'content-type': 'text/html' } }),
    ],
    ['a login page in between', () => new Response(html, { status: 200 })],
    ['JSON of another kind', () => json({ ok: true })],
    ['a problem of another kind', () => json({ error: 'nope' }, { status: 500 })],
    ['an answer cut short', () => new Response('{"overdue":', { status: 200 })],
  ];
  it.each(silent)('%s is told as unreachable', async (_, answer) => {
    expect(await caught(clientOf(answer).client.call('counters', {}))).toBeInstanceOf(UnreachableError);
  });

  it('tells an answer that is not the service’s from none, with its status', async () => {
    const { client } = clientOf(() => new Response(html, { status: 413 }));
    const error = await caught(client.call('counters', {}));
    expect(error).toBeInstanceOf(ForeignAnswerError);
    expect(error).toMatchObject({ status: 413 });
    const cut = () =>
      new Response(new ReadableStream({ start: (body) => body.error(new TypeError('network error')) }));
    for (const call of [
      clientOf(cut).client.call('counters', {}),
      clientOf(cut).client.call('getPhoto', { params: { id: 'x' } }),
    ]) {
      const broken = await caught(call);
      expect(broken).toBeInstanceOf(UnreachableError);
      expect(broken).not.toBeInstanceOf(ForeignAnswerError);
    }
  });

  it('follows no redirect, and takes it for what it is: no answer of the service', async () => {
    const asked: Request[] = [];
    const client = createClient({
      origin: ORIGIN,
      fetch: async (input, init) => {
        asked.push(new Request(input, init));
        return Object.defineProperties(new Response(null, { status: 200 }), {
          type: { value: 'opaqueredirect' },
          status: { value: 0 },
          ok: { value: false },
        });
      },
    });
    const error = await caught(client.call('counters', {}));
    expect(error).toMatchObject({ name: 'ForeignAnswerError', status: 302 });
    expect(asked).toMatchObject([{ redirect: 'manual', cache: 'no-store' }]);
  });

  it('a service that swallows a call is away once patience ends, and photos are given longer', async () => {
    const given: number[] = [];
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
      given.push(ms);
      return AbortSignal.abort(new DOMException('Too long', 'TimeoutError'));
    });
    const client = createClient({
      origin: ORIGIN,
      fetch: async (input) => {
        new Request(input).signal.throwIfAborted();
        return json(COUNTERS);
      },
    });
    const own = new AbortController();
    const [plain, photo, signalled] = [
      await caught(client.call('counters', {})),
      await caught(client.call('getPhoto', { params: { id: 'x' } })),
      await caught(client.call('counters', { signal: own.signal })),
    ];
    timeout.mockRestore();
    for (const error of [plain, photo, signalled]) expect(error).toBeInstanceOf(UnreachableError);
    expect(given[1]).toBeGreaterThan(given[0] ?? Number.POSITIVE_INFINITY);
  });

  it('a call that its caller gave up is not: it ends with the caller’s own reason', async () => {
    const controller = new AbortController();
    const { client } = clientOf(async () => {
      controller.abort();
      throw controller.signal.reason;
    });
    const error = await caught(client.call('counters', { signal: controller.signal }));
    expect(error).toBe(controller.signal.reason);
  });
});
