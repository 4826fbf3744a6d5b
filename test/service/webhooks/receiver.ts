/** Another system's end of a webhook: a real HTTP server that checks signatures with the standard's own library. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Webhook as Verifier } from 'standardwebhooks';
import { WebhookMessage } from '#shared/contract/webhooks.ts';

export interface Got {
  id: string;
  message: WebhookMessage;
  headers: IncomingMessage['headers'];
  body: string;
}

/** A status to answer with, or `hang`: no answer until the connection is cut. */
export type Answer = number | 'hang';

export class Receiver {
  /** Every call that came in, taken or not, in order of arrival. */
  readonly calls: Got[] = [];
  /** What was answered with 200. */
  readonly taken: Got[] = [];
  answer: (got: Got) => Answer = () => 200;
  headers: Record<string, string> = {};
  #server: Server | null = null;
  #port = 0;
  #waiting: { until: () => boolean; done: () => void }[] = [];

  static async open(): Promise<Receiver> {
    const receiver = new Receiver();
    await receiver.up();
    return receiver;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }
  get url(): string {
    return `${this.origin}/kait`;
  }

  /** As if nothing had come yet, and well. */
  async reset(): Promise<void> {
    this.calls.length = 0;
    this.taken.length = 0;
    this.answer = () => 200;
    this.headers = {};
    if (this.#server === null) await this.up();
  }

  /** Listens, after {@link down} on the same port as before. */
  async up(): Promise<void> {
    const server = createServer((request, response) => void this.#take(request, response));
    this.#server = server;
    await new Promise<void>((listening) => server.listen(this.#port, '127.0.0.1', listening));
    const address = server.address();
    if (typeof address === 'object' && address !== null) this.#port = address.port;
  }

  /** Cuts every connection and listens no more. */
  async down(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (!server) return;
    const closed = new Promise((done) => server.close(done));
    server.closeAllConnections();
    await closed;
  }

  /** Resolves once calls have made the condition true. */
  when(until: () => boolean): Promise<void> {
    if (until()) return Promise.resolve();
    return new Promise((done) => this.#waiting.push({ until, done }));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += chunk;
    const message = WebhookMessage.parse(JSON.parse(body));
    const got = { id: String(request.headers['webhook-id']), message, headers: request.headers, body };
    this.calls.push(got);
    const answer = this.answer(got);
    if (answer === 200) this.taken.push(got);
    if (answer !== 'hang') response.writeHead(answer, this.headers).end();
    for (const { done } of this.#waiting.filter(({ until }) => until())) done();
    this.#waiting = this.#waiting.filter(({ until }) => !until());
  }
}

/** Throws unless the standard's library takes it, with its own clock. */
export function verify({ body, headers }: Got, secret: string): unknown {
  return new Verifier(secret).verify(body, {
    'webhook-id': String(headers['webhook-id']),
    'webhook-timestamp': String(headers['webhook-timestamp']),
    'webhook-signature': String(headers['webhook-signature']),
  });
}

/** `JK… v2`, in order of arrival, a message that came twice once. */
export function inOrder(got: readonly Got[]): string[] {
  return [
    ...new Map(got.map(({ id, message: { data } }) => [id, `${data.number} v${data.version}`])).values(),
  ];
}

/** Versions of one report, in order of arrival. */
export function versionsOf(number: string, got: readonly Got[]): number[] {
  return got
    .filter(({ message }) => message.data.number === number)
    .map(({ message }) => message.data.version);
}
