/** As much of a browser as a chain of redirects between two sites needs: one cookie jar for each origin. */
import type { House } from '../harness.ts';

export class Browser {
  readonly #house: House;
  readonly #own: string;
  readonly #jars = new Map<string, Map<string, string>>();

  /** `own`: the origin under which the house is reached; every other origin is asked over the network. */
  constructor(house: House, own: string) {
    this.#house = house;
    this.#own = own;
  }

  /** One step, without following where it leads. */
  async get(address: string | URL): Promise<Response> {
    const url = new URL(address, this.#own);
    const jar = this.#jars.get(url.origin) ?? new Map<string, string>();
    this.#jars.set(url.origin, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { accept: 'text/html', ...(cookie === '' ? {} : { cookie }) };
    const response = await (url.origin === this.#own
      ? this.#house.service.app.request(url.href, { headers })
      : fetch(url, { headers, redirect: 'manual' }));
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
      if (value === '' || /max-age=0|expires=thu, 01 jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  /** Follows redirects until one leads to an address that `stop` knows, and answers that address unasked. */
  async until(address: string, stop: (url: URL) => boolean): Promise<URL> {
    let url = new URL(address, this.#own);
    for (let step = 0; step < 10; step++) {
      if (stop(url)) return url;
      const response = await this.get(url);
      const to = response.headers.get('location');
      if (to === null) throw new Error(`${url.href} answered ${response.status}: ${await response.text()}`);
      url = new URL(to, url);
    }
    throw new Error(`redirected in circles: ${url.href}`);
  }

  cookie(name: string): string | undefined {
    return this.#jars.get(this.#own)?.get(name);
  }
}
