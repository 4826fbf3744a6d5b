/** `GET /metrics`: for whoever knows the token, or for this machine alone where there is none. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { addressOf } from '../../platform/http/address.ts';
import { bearerToken } from '../../platform/http/auth.ts';
import type { Asked, Env } from '../../platform/http/env.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import type { ServiceConfig } from '../../platform/settings.ts';
import type { openMetrics } from './metrics.ts';

const HERE = ['127.0.0.1', '::1', 'local'];
/** A proxy on this machine speaks for somebody elsewhere, whether or not it is one of ours. */
const PASSED_ON = ['forwarded', 'x-forwarded-for', 'via'];

export function metricsRoutes(
  { metricsToken }: Pick<ServiceConfig, 'metricsToken'>,
  metrics: ReturnType<typeof openMetrics>,
): Hono<Env> {
  const app = new Hono<Env>();
  app.get('/metrics', async (c) => {
    const isKnown =
      metricsToken === undefined
        ? HERE.includes(addressOf(c)) && isDirect(c)
        : isSame(bearerToken(c.req.header('authorization')) ?? '', metricsToken);
    // Whoever may not read it is not told that it is there.
    if (!isKnown) throw new HttpProblem('not-found');
    const { text, type } = await metrics.read();
    return c.body(text, 200, { 'content-type': type, 'cache-control': 'no-store' });
  });
  return app;
}

function isDirect({ req }: Asked): boolean {
  return PASSED_ON.every((header) => req.header(header) === undefined);
}

/** In the same time, wherever they differ. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
