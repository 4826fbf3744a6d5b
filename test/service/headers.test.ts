/** What every answer says to the browser that shows it, whatever was asked and however it was answered. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerJson } from '../../service/platform/http/calls.ts';
import { type House, openHouse } from './harness.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

it.each([
  '/livez',
  '/readyz',
  '/',
  '/masuk',
  '/kelola/akun',
  '/nowhere',
  '/gaya.css',
  '/openapi.json',
  '/docs',
  '/docs/reference',
  '/problems/invalid',
  '/metrics',
  '/open311/v2/services.xml',
  '/api/v1/session',
  '/api/v1/session/ways',
  '/api/v1/nowhere',
])('%s is no other type than it says, loads nothing from elsewhere and stays out of frames', async (path) => {
  for (const accept of ['text/html', '*/*']) {
    const { headers } = await house.service.app.request(`http://localhost${path}`, { headers: { accept } });
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    const year = /^max-age=(\d+); includeSubDomains$/.exec(
      headers.get('strict-transport-security') ?? '',
    )?.[1];
    expect(Number(year)).toBeGreaterThanOrEqual(365 * 86_400);
    const policy = headers.get('content-security-policy') ?? '';
    for (const said of ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]) {
      expect(policy).toContain(said);
    }
  }
});

it('a refusal in place of an answer that was ready has its own length, not that of what was ready', async () => {
  const late = await openHouse();
  const { app } = late.service;
  app.use('/late', async (_, next) => {
    await next();
    throw new Error('after all');
  });
  app.get('/late', (c) => answerJson(c, JSON.stringify('x'.repeat(5_000))));
  const answer = await app.request('http://localhost/late');
  const length = answer.headers.get('content-length');
  expect(answer.status).toBe(500);
  expect(length === null ? null : Number(length)).not.toBe(5_002);
  expect((await answer.text()).length).toBeLessThan(5_000);
  await late.close();
});
