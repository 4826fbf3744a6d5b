/** An authenticator app: it keeps the key that a page shows and makes codes from it, by the machine's clock. */
import { expect } from 'vitest';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';
import { codeAt, stepAt } from '../../service/people/second-factor/totp.ts';
import { type Browser, inside } from './web-office.ts';

export const FACTOR_PAGE = '/akun/kode';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export class Authenticator {
  readonly #secret: Buffer;
  constructor(key: string) {
    const bits = [...key.replaceAll(' ', '')]
      .map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0'))
      .join('');
    this.#secret = Buffer.from(bits.match(/.{8}/g)?.map((eight) => Number.parseInt(eight, 2)) ?? []);
  }

  /** What it shows so many half minutes from now. */
  code(drift = 0): string {
    return codeAt(this.#secret, stepAt(Date.now()) + drift);
  }

  /** Six digits that are none of its codes anywhere near now. */
  wrong(): string {
    const near = [-2, -1, 0, 1, 2].map((drift) => this.code(drift));
    return (
      ['111111', '222222', '333333', '444444', '555555', '666666'].find((code) => !near.includes(code)) ?? ''
    );
  }
}

/** The app after it scanned what the page shows. */
export async function scanned(browser: Browser): Promise<Authenticator> {
  const page = await browser.text(FACTOR_PAGE);
  expect(page).toContain('<svg class="qr"');
  return new Authenticator(inside(page, 'secret'));
}

/** Sets a second factor up as its officer does. Answers the app and the recovery codes. */
export async function setUp(browser: Browser): Promise<{ app: Authenticator; recovery: string[] }> {
  expect((await browser.send(`${FACTOR_PAGE}/mulai`, {})).status).toBe(303);
  const app = await scanned(browser);
  const done = await browser.send(FACTOR_PAGE, { password: DEMO_PASSWORD, code: app.code() });
  expect(done.status).toBe(200);
  return { app, recovery: inside(await done.text(), 'secret').split('\n') };
}
