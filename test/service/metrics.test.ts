/** What Prometheus reads, who may read it, and that rules and dashboard name nothing else. */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';
import type { openMetrics } from '../../service/oversight/metrics/metrics.ts';
import { metricsRoutes } from '../../service/oversight/metrics/routes.ts';
import { type House, openHouse } from './harness.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

const read = async (): Promise<string> => (await house.service.app.request('/metrics')).text();
const value = async (series: string): Promise<number> => {
  const line = (await read()).split('\n').find((one) => one.startsWith(`${series} `));
  return Number(line?.split(' ')[1]);
};

describe('the metrics', () => {
  it('tell how validators keep up, and what is about to breach', async () => {
    await house.inValidasi();
    expect(await value('tuntas_reports{desk="validator",due="all"}')).toBe(1);
    expect(await value('tuntas_most_overdue_seconds{desk="validator"}')).toBe(0);
    house.moveTo(house.now() + 30 * 24 * 3_600_000);
    expect(await value('tuntas_reports{desk="validator",due="overdue"}')).toBe(1);
    expect(await value('tuntas_most_overdue_seconds{desk="validator"}')).toBeGreaterThan(24 * 3_600);
  });

  it('tell of jobs, sign-ins, refusals and the event loop', async () => {
    await house.service.jobs.runDue();
    const signIn = (password: string) =>
      house.call('POST', '/session', JSON.stringify({ username: 'admin', password }), {
        'content-type': 'application/json',
      });
    await signIn('wrong');
    await signIn(DEMO_PASSWORD);
    expect(await value('tuntas_sign_ins_total{outcome="accepted"}')).toBe(1);
    expect(await value('tuntas_sign_ins_total{outcome="refused"}')).toBe(1);
    expect(await value('tuntas_refused_total{status="401"}')).toBe(1);
    expect(await value('tuntas_job_last_success_timestamp_seconds{job="retention"}')).toBeGreaterThan(1.7e9);
    expect(await value('tuntas_nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0);
    expect(await value('tuntas_backup_timestamp_seconds')).toBe(0);
  });

  it('hold no name', async () => {
    await house.inValidasi({ reporter: { name: 'Siti Rahma' } });
    expect(await read()).not.toMatch(/Siti|Budi|admin/);
  });
});

describe('they are read', () => {
  const metrics = { read: async () => ({ text: 'x 1', type: 'text/plain' }) } satisfies ReturnType<
    typeof openMetrics
  >;
  const status = async (metricsToken: string | undefined, headers: Record<string, string>) => {
    const routes = metricsRoutes(metricsToken === undefined ? {} : { metricsToken }, metrics);
    routes.onError((_, c) => c.text('', 404));
    return (await routes.request('/metrics', { headers })).status;
  };

  it('by this machine, not by whom a proxy on it speaks for', async () => {
    expect(await status(undefined, {})).toBe(200);
    for (const header of ['x-forwarded-for', 'forwarded', 'via']) {
      expect(await status(undefined, { [header]: 'for=203.0.113.9' })).toBe(404);
    }
  });

  it('with a token by whoever has it, and by nobody else', async () => {
    const token = 'sixteen-letters-long';
    expect(await status(token, { authorization: `Bearer ${token}` })).toBe(200);
    expect(await status(token, { authorization: 'Bearer sixteen-letters-lonG' })).toBe(404);
    expect(await status(token, {})).toBe(404);
  });
});

it('alert rules and dashboard name only what there is', async () => {
  const there = new Set([...(await read()).matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
  for (const file of ['alerts.yml', 'dashboard.json']) {
    const text = readFileSync(new URL(`../../docs/monitoring/${file}`, import.meta.url), 'utf8');
    const named = new Set([...text.matchAll(/tuntas_[a-z_0-9]+/g)].map(([name]) => name));
    expect(named.size).toBeGreaterThan(5);
    expect([file, [...named].filter((name) => !there.has(name))]).toEqual([file, []]);
  }
  const dashboard = z.object({ panels: z.array(z.object({ targets: z.array(z.unknown()).min(1) })) });
  const text = readFileSync(new URL('../../docs/monitoring/dashboard.json', import.meta.url), 'utf8');
  expect(dashboard.parse(JSON.parse(text)).panels.length).toBeGreaterThan(8);
});
