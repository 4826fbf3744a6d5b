/** A browser and its push service, of the tests' own: it holds the keys, takes what comes, and reads it (RFC 8188, 8291, 8292). */
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { PushMessage } from '#shared/contract/push.ts';

export interface Pushed {
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export class PushBrowser {
  /** All that came, taken or not. */
  readonly pushed: Pushed[] = [];
  answer = 201;
  readonly #pair = createECDH('prime256v1');
  readonly #auth = randomBytes(16);
  readonly #server: Server;

  private constructor(server: Server) {
    this.#pair.generateKeys();
    this.#server = server;
  }

  static async open(): Promise<PushBrowser> {
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        browser.pushed.push({ headers: request.headers, body: Buffer.concat(parts) });
        response.writeHead(browser.answer).end();
      });
    });
    const browser = new PushBrowser(server);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return browser;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** As `PushSubscription.toJSON()` has it. `name`: of several in one browser's service. */
  subscription(name = 'a') {
    return {
      endpoint: `${this.origin}/${name}`,
      expirationTime: null,
      keys: { p256dh: this.#pair.getPublicKey('base64url'), auth: this.#auth.toString('base64url') },
    };
  }

  /** What came, in clear. */
  read(): PushMessage[] {
    return this.pushed.map(({ body }) => PushMessage.parse(JSON.parse(this.#opened(body))));
  }

  #opened(body: Buffer): string {
    const salt = body.subarray(0, 16);
    const keyLength = body[20] ?? 0;
    const sender = body.subarray(21, 21 + keyLength);
    const sealed = body.subarray(21 + keyLength);
    const own = this.#pair.getPublicKey();
    const context = Buffer.concat([Buffer.from('WebPush: info\0'), own, sender]);
    const secret = Buffer.from(hkdfSync('sha256', this.#pair.computeSecret(sender), this.#auth, context, 32));
    const derived = (what: string, length: number): Buffer =>
      Buffer.from(hkdfSync('sha256', secret, salt, `Content-Encoding: ${what}\0`, length));
    const open = createDecipheriv('aes-128-gcm', derived('aes128gcm', 16), derived('nonce', 12));
    open.setAuthTag(sealed.subarray(-16));
    const padded = Buffer.concat([open.update(sealed.subarray(0, -16)), open.final()]);
    return padded.subarray(0, padded.lastIndexOf(2)).toString();
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((closed) => this.#server.close(() => closed()));
  }
}

const Claims = z.object({ aud: z.string(), exp: z.number(), sub: z.string() });

/** What the service says of itself, if this key has signed it; throws where it has not. */
export function vapidClaims({ headers }: Pushed, publicKey: string): z.infer<typeof Claims> {
  const [, token = '', key = ''] = /^vapid t=([^,]+), k=(.+)$/.exec(headers.authorization ?? '') ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(publicKey, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'));
  const jwk = { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' };
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!isSigned || key !== publicKey) throw new Error('Not signed by the service');
  return Claims.parse(JSON.parse(Buffer.from(claims, 'base64url').toString()));
}
