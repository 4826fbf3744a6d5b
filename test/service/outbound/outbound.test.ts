/** Calling out: to public addresses alone, to the very address that was judged, and never longer or more than bounded. */
import type { LookupAddress } from 'node:dns';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { afterEach, describe, expect, it } from 'vitest';
import {
  BODY_BYTES,
  OutboundFailure,
  type OutboundOptions,
  openOutbound,
} from '../../../service/platform/outbound/outbound.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});

/** A receiver on this machine; answers its port. */
function listen(
  answer: RequestListener,
  host = '127.0.0.1',
  port = 0,
  server: Server = createServer(answer),
): Promise<number> {
  return new Promise((listening, failed) => {
    servers.push(server);
    server.once('error', failed);
    server.listen(port, host, () => {
      const address = server.address();
      listening(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

const to = (...addresses: string[]): LookupAddress[] =>
  addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

async function failure(sent: Promise<unknown>): Promise<string> {
  const error = await sent.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof OutboundFailure)) throw new Error(`No such failure: ${String(error)}`);
  return error.why;
}

const text = async (request: IncomingMessage): Promise<string> => {
  let all = '';
  for await (const chunk of request) all += chunk;
  return all;
};

describe('an address that is not public', () => {
  let knocks = 0;
  const door = () =>
    listen((_request, response) => {
      knocks++;
      response.end();
    });

  it.each([
    ['a name of this machine', 'localhost', undefined],
    ['a name that resolves to it', 'jaki.example', to('127.0.0.1')],
    ['a name with one bad address among good ones', 'jaki.example', to('8.8.8.8', '127.0.0.1')],
    ['a name that hides it in IPv6', 'jaki.example', to('::ffff:127.0.0.1')],
  ])('is refused before anything is sent: %s', async (_what, host, addresses) => {
    const port = await door();
    const resolve = addresses === undefined ? {} : { resolve: async () => addresses };
    const outbound = openOutbound(resolve);
    expect(await failure(outbound.send({ url: `https://${host}:${port}/` }))).toBe('private-address');
    expect(knocks).toBe(0);
  });

  it('is refused as its own text says', async () => {
    const outbound = openOutbound({ resolve: async () => to('8.8.8.8') });
    expect(await failure(outbound.send({ url: 'https://0x7f.1/' }))).toBe('private-address');
    expect(await failure(outbound.send({ url: 'http://jaki.example/' }))).toBe('not-https');
  });
});

describe('a name that answers differently the second time', () => {
  it('is asked once, and the call goes where the first answer said', async () => {
    const hosts: string[] = [];
    const port = await listen((request, response) => {
      hosts.push(`first: ${request.headers.host}`);
      response.end();
    });
    await listen(
      (_request, response) => {
        hosts.push('second');
        response.end();
      },
      '127.0.0.2',
      port,
    );
    const answers = [to('127.0.0.1'), to('127.0.0.2')];
    const origin = `http://receiver.example:${port}`;
    const outbound = openOutbound({ trusted: [origin], resolve: async () => answers.shift() ?? [] });
    expect((await outbound.send({ url: `${origin}/kait` })).status).toBe(200);
    expect(hosts).toEqual([`first: receiver.example:${port}`]);
    expect(answers).toHaveLength(1);
  });

  it('gets nothing once it answers with an address inside', async () => {
    let knocks = 0;
    const port = await listen((_request, response) => {
      knocks++;
      response.end();
    });
    const outbound = openOutbound({ resolve: async () => to('127.0.0.1') });
    expect(await failure(outbound.send({ url: `https://receiver.example:${port}/` }))).toBe(
      'private-address',
    );
    expect(knocks).toBe(0);
  });
});

describe('an exchange', () => {
  const open = (port: number, over: Partial<OutboundOptions> = {}) => {
    const origin = `http://127.0.0.1:${port}`;
    return { origin, outbound: openOutbound({ trusted: [origin], ...over }) };
  };

  it('carries headers and body, and brings back what was answered', async () => {
    const port = await listen(async (request, response) => {
      response.writeHead(418, { 'retry-after': '7' });
      response.end(
        `${request.method} ${request.url} ${request.headers['webhook-id']} ${await text(request)}`,
      );
    });
    const { origin, outbound } = open(port);
    const answer = await outbound.send({
      url: `${origin}/kait?a=1`,
      headers: { 'webhook-id': 'msg_1' },
      body: 'isi – ÿ',
    });
    expect([answer.status, answer.headers['retry-after'], answer.body]).toEqual([
      418,
      '7',
      'POST /kait?a=1 msg_1 isi – ÿ',
    ]);
  });

  it('ends at a redirect, which is an answer like any other', async () => {
    const paths: unknown[] = [];
    const port = await listen((request, response) => {
      paths.push(request.url);
      response.writeHead(307, { location: '/lain' });
      response.end();
    });
    const { origin, outbound } = open(port);
    expect((await outbound.send({ url: `${origin}/kait` })).status).toBe(307);
    expect(paths).toEqual(['/kait']);
  });

  it('reads no more of an endless answer than it keeps', async () => {
    let closed = (): void => {};
    const gone = new Promise<void>((done) => {
      closed = done;
    });
    const port = await listen((_request, response) => {
      response.on('close', closed);
      const more = (): boolean => response.write('x'.repeat(8_192)) && more();
      response.on('drain', more);
      more();
    });
    const { origin, outbound } = open(port);
    expect((await outbound.send({ url: origin })).body).toHaveLength(BODY_BYTES);
    await gone;
  });

  it('ends when the other side offers to speak something else', async () => {
    const port = await listen(() => {});
    servers.at(-1)?.on('connection', (socket) => {
      socket.end('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: lain\r\n\r\n');
    });
    const { origin, outbound } = open(port);
    expect(await failure(outbound.send({ url: origin }))).toBe('unreachable');
  });

  it.each([
    ['never answers', () => {}],
    [
      'begins an answer and stops',
      (_request: unknown, response: { write(text: string): unknown }) => void response.write('x'),
    ],
  ])('is broken off when the other side %s', async (_what, answer) => {
    const port = await listen(answer);
    const { origin, outbound } = open(port, { timeoutMs: 50 });
    expect(await failure(outbound.send({ url: origin }))).toBe('timeout');
  });

  it('is broken off when a name is never answered for', async () => {
    const outbound = openOutbound({ timeoutMs: 50, resolve: () => new Promise(() => {}) });
    expect(await failure(outbound.send({ url: 'https://jaki.example/' }))).toBe('timeout');
  });

  it('is broken off by whoever asked for it', async () => {
    const stop = new AbortController();
    const port = await listen(() => stop.abort());
    const { origin, outbound } = open(port);
    expect(await failure(outbound.send({ url: origin, signal: stop.signal }))).toBe('stopped');
  });

  it('fails where nobody vouches for the other side', async () => {
    let asked = 0;
    const answer: RequestListener = (_request, response) => {
      asked++;
      response.end();
    };
    const port = await listen(answer, '127.0.0.1', 0, createTlsServer(SELF_SIGNED, answer));
    const outbound = openOutbound({
      trusted: [`https://receiver.example:${port}`],
      resolve: async () => to('127.0.0.1'),
    });
    expect(await failure(outbound.send({ url: `https://receiver.example:${port}/` }))).toBe('certificate');
    expect(asked).toBe(0);
  });

  it('fails in a word where nobody listens, nobody is named, or the other side speaks no TLS', async () => {
    const port = await listen((_request, response) => response.end());
    const tls = openOutbound({ trusted: [`https://127.0.0.1:${port}`] });
    expect(await failure(tls.send({ url: `https://127.0.0.1:${port}/` }))).toBe('unreachable');
    const { origin, outbound } = open(1);
    expect(await failure(outbound.send({ url: origin }))).toBe('unreachable');
    for (const resolve of [async () => [], async () => Promise.reject(new Error('ENOTFOUND'))]) {
      const lost = openOutbound({ resolve });
      expect(await failure(lost.send({ url: 'https://jaki.example/' }))).toBe('unresolved');
    }
  });
});

/** Made for this test by `openssl req -x509` for `receiver.example`; good for nothing else. */
const SELF_SIGNED = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg+Ce5qgR5wGKFX3C7
/9mgUUv9qfDK/pAc16Okw/WQkOehRANCAAQyT1SXq3XTab/gV7eQmmhrsuW9p4r9
bJHDoEOIUmMs97r+mxktp/J+xZyiIqWoXSzFWkcFp7UotMHrB4CvyRmt
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBjTCCATOgAwIBAgIUT3yNu0dpAvUw9izaKZm530u9hoIwCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQcmVjZWl2ZXIuZXhhbXBsZTAgFw0yNjExMjYwMTQ0MTZaGA8y
MTI2MTEwMjAxNDQxNlowGzEZMBcGA1UEAwwQcmVjZWl2ZXIuZXhhbXBsZTBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABDJPVJerddNpv+BXt5CaaGuy5b2niv1skcOg
Q4hSYyz3uv6bGS2n8n7FnKIipahdLMVaRwWntSi0wesHgK/JGa2jUzBRMB0GA1Ud
DgQWBBT7d7S8HOAY2yUq2MeHTUl3RLBy/jAfBgNVHSMEGDAWgBT7d7S8HOAY2yUq
2MeHTUl3RLBy/jAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCID+S
9IJb905whgABXiNEEA6fQEAcxegHbgEn2DcjQNRZAiEA/JpbIPwz1nlQS3z2iZCc
hoPPd38lj/40SPDRgEpzRCc=
-----END CERTIFICATE-----`,
};
