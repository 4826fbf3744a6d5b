/** The pages as a browser without script uses them: a cookie, addresses and forms. */
import { expect } from 'vitest';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';
import type { DemoName, House } from './harness.ts';

const ORIGIN = 'http://localhost';

export class Browser {
  readonly #house: House;
  readonly #headers: Record<string, string>;
  readonly #address: string | undefined;
  constructor(house: House, headers: Record<string, string> = {}, address?: string) {
    this.#house = house;
    this.#headers = { accept: 'text/html', ...headers };
    this.#address = address;
  }

  /** The same browser, gone elsewhere: strangers are counted by where they are. */
  at(address: string): Browser {
    return new Browser(this.#house, this.#headers, address);
  }

  async get(path: string): Promise<Response> {
    return this.#house.service.app.request(ORIGIN + path, { headers: this.#headers });
  }
  async text(path: string): Promise<string> {
    const response = await this.get(path);
    expect(response.status).toBe(200);
    return response.text();
  }
  async send(path: string, fields: Record<string, string | string[]>, origin = ORIGIN): Promise<Response> {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) {
      for (const one of [value].flat()) body.append(name, one);
    }
    return this.post(path, body, origin);
  }
  /** A form as it is, also with files. */
  async post(path: string, body: URLSearchParams | FormData, origin = ORIGIN): Promise<Response> {
    return this.#post(path, body, { origin });
  }
  /** What no browser would make of a form. */
  async postRaw(path: string, body: string, type: string): Promise<Response> {
    return this.#post(path, body, { origin: ORIGIN, 'content-type': type });
  }
  async #post(path: string, body: BodyInit, headers: Record<string, string>): Promise<Response> {
    const env = { incoming: { socket: { remoteAddress: this.#address } } };
    const init = { method: 'POST', body, headers: { ...this.#headers, ...headers } };
    return this.#house.service.app.request(ORIGIN + path, init, env);
  }
}

/** Signed in, with what the browser then keeps. */
export async function browse(house: House, username: DemoName, language = 'id'): Promise<Browser> {
  const visitor = new Browser(house);
  const response = await visitor.send('/masuk', { username, password: DEMO_PASSWORD });
  expect(response.status).toBe(303);
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
  return new Browser(house, { cookie, 'accept-language': language });
}

/** Text of the one element of that class. */
export function inside(page: string, className: string): string {
  return new RegExp(`class="${className}"[^>]*>([^<]*)<`).exec(page)?.[1] ?? '';
}
