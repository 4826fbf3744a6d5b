/** Behind a proxy of our own each caller is counted by themselves; what anybody else writes of addresses is not believed. */
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressOf, addressThrough, knowAddress } from '../../service/platform/http/address.ts';
import type { Env } from '../../service/platform/http/env.ts';
import { type House, openHouse } from './harness.ts';

describe('the address behind', () => {
  it.each([
    ['no proxy', '10.0.0.9', undefined, [], '10.0.0.9'],
    ['no proxy of ours, which writes what it likes', '10.0.0.9', '1.1.1.1', ['127.0.0.1'], '10.0.0.9'],
    ['our proxy', '127.0.0.1', '1.1.1.1', ['127.0.0.1'], '1.1.1.1'],
    ['our proxy on a socket of both kinds', '::ffff:127.0.0.1', '1.1.1.1', ['127.0.0.1'], '1.1.1.1'],
    [
      'our proxy, called with a header of the caller’s own',
      '127.0.0.1',
      '6.6.6.6, 1.1.1.1',
      ['127.0.0.1'],
      '1.1.1.1',
    ],
    ['two proxies of ours', '10.0.0.1', '1.1.1.1, 10.0.0.2', ['10.0.0.1', '10.0.0.2'], '1.1.1.1'],
    ['our proxy that says nothing', '127.0.0.1', undefined, ['127.0.0.1'], '127.0.0.1'],
    ['our proxy that says nonsense', '127.0.0.1', 'unknown', ['127.0.0.1'], '127.0.0.1'],
    ['our proxy, over IPv6', '::1', '2001:db8::7', ['::1'], '2001:db8::7'],
  ] as const)('%s', (_what, peer, forwarded, trusted, address) => {
    expect(addressThrough(peer, forwarded, trusted)).toBe(address);
  });
});

it('from a peer that is no proxy of ours is told of once, and from our own never', async () => {
  let told = 0;
  const app = new Hono<Env>()
    .use(knowAddress(['127.0.0.1'], () => told++))
    .get('/', (c) => c.text(addressOf(c)));
  const call = async (remoteAddress: string, forwarded?: string) => {
    const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
    return (await app.request('/', { headers }, { incoming: { socket: { remoteAddress } } })).text();
  };
  expect(await call('127.0.0.1', '1.1.1.1')).toBe('1.1.1.1');
  expect(await call('10.0.0.9')).toBe('10.0.0.9');
  expect(told).toBe(0);
  for (let i = 0; i < 3; i++) expect(await call('10.0.0.9', '1.1.1.1')).toBe('10.0.0.9');
  expect(told).toBe(1);
});

describe('failed sign-ins', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ config: { trustedProxies: ['127.0.0.1'] } });
  });
  afterAll(() => house.close());

  let guesses = 0;
  const guess = async (peer: string, from: string): Promise<number> => {
    const init = {
      method: 'POST',
      body: JSON.stringify({ username: `nama${guesses++}`, password: 'tebakan' }),
      headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
    };
    const env = { incoming: { socket: { remoteAddress: peer } } };
    return (await house.service.app.request('/api/v1/session', init, env)).status;
  };

  /** How many of so many are let in: a hundred, and on a slow machine one more each six seconds. */
  async function letIn(many: number, peer: string, from: (i: number) => string): Promise<number> {
    let count = 0;
    for (let i = 0; i < many; i++) if ((await guess(peer, from(i))) === 401) count++;
    return count;
  }

  it('of one caller behind the proxy stop nobody else, and no header of a caller’s own helps them', async () => {
    expect(await letIn(160, '127.0.0.1', () => '1.1.1.1')).toBeLessThan(150);
    expect(await letIn(20, '127.0.0.1', () => '8.8.8.8, 1.1.1.1')).toBeLessThan(10);
    expect(await letIn(20, '127.0.0.1', () => '2.2.2.2')).toBe(20);
    expect(await letIn(160, '9.9.9.9', (i) => `3.3.3.${i}`)).toBeLessThan(150);
  });
});
