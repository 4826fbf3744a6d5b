/** How often one may call: counted in fixed windows, which end by the machine's clock. */
import { Hono } from 'hono';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Env } from '../../../service/platform/http/env.ts';
import { countedBy, openCallers, rateLimit } from '../../../service/platform/http/limits.ts';
import { HttpProblem } from '../../../service/platform/http/problem.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

const later = (ms: number) => vi.setSystemTime(Date.now() + ms);

/** What so many calls from one address are answered: `ok`, or the seconds to wait. */
function limited() {
  const nobody = { resolve: async () => null };
  const callers = openCallers({ accounts: nobody, apiKeys: nobody });
  const app = new Hono<Env>().use(countedBy(callers), rateLimit()).get('/', (c) => c.text('ok'));
  app.onError((error, c) => c.text(error instanceof HttpProblem ? String(error.extra.retryAfter) : 'error'));
  return async (times: number, remoteAddress = '10.1.1.1') => {
    const answers = new Set<string>();
    for (let i = 0; i < times; i++) {
      const answer = await app.request('/', {}, { incoming: { socket: { remoteAddress } } });
      answers.add(await answer.text());
    }
    return [...answers];
  };
}

it('lets 300 calls a minute in, and each address by itself', async () => {
  const call = limited();
  expect(await call(300)).toEqual(['ok']);
  expect(await call(1)).toEqual(['60']);
  expect(await call(1, '10.1.1.2')).toEqual(['ok']);
});

it('ends a minute after the first call, however many came since', async () => {
  const call = limited();
  await call(1);
  later(50_000);
  expect(await call(300)).toEqual(['ok', '10']);
  later(9_000);
  expect(await call(1)).toEqual(['1']);
  later(1_001);
  expect(await call(300)).toEqual(['ok']);
});
