/** What citizens see without an account: the front page, tracking and rating, the month's numbers, how it works. */
import type { Hono } from 'hono';
import type { Performance } from '../oversight/performance/performance.ts';
import type { Env } from '../platform/http/env.ts';
import type { ServiceConfig } from '../platform/settings.ts';
import type { TicketDeps } from '../tickets/deps.ts';
import { frontPages } from './front.tsx';
import { howPages } from './how.tsx';
import { numbersPages } from './numbers-page.tsx';
import { securityTxt } from './security-txt.ts';
import { trackPages } from './track.tsx';

export function publicPages(
  config: ServiceConfig,
  tickets: TicketDeps,
  performance: Performance,
): Hono<Env>[] {
  const deps = { ...tickets, config, performance };
  return [frontPages(deps), trackPages(deps), numbersPages(deps), howPages(deps), securityTxt(deps)];
}
