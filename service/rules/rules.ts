/** What decisions go by, as dated data: policy, working days, criteria, and the lists that forms choose from. */
import type { Hono } from 'hono';
import type { People } from '../people/people.ts';
import type { Env } from '../platform/http/env.ts';
import type { Job, Jobs } from '../platform/jobs.ts';
import type { Platform } from '../platform/platform.ts';
import { type Days, openCalendar } from './calendar/calendar.ts';
import { calendarPages } from './calendar/pages.tsx';
import { criteriaPages } from './criteria/pages.tsx';
import { criteriaRoutes } from './criteria/routes.ts';
import { seedCriteria } from './criteria/seed.ts';
import { policyPages } from './policy/pages.tsx';
import { openPolicies, type Policies } from './policy/policy.ts';
import { rulesRoutes } from './routes.ts';

export interface Rules {
  policy: Policies;
  days: Days;
  calls: Hono<Env>[];
  pages: Hono<Env>[];
  jobs: Job[];
}

export async function openRules(
  { config, db, clock }: Pick<Platform, 'config' | 'db' | 'clock'>,
  { units, accounts }: Pick<People, 'units' | 'accounts'>,
  jobs: Pick<Jobs, 'runDue'>,
): Promise<Rules> {
  await seedCriteria(db, clock.now());
  const days = await openCalendar(db, clock);
  const policy = await openPolicies(db, clock, days.calendar);
  const deps = { config, db, clock, units, accounts, days, policy, jobs };
  return {
    policy,
    days,
    calls: [rulesRoutes(deps), criteriaRoutes(deps)],
    pages: [criteriaPages(deps), policyPages(deps), calendarPages(deps)],
    jobs: [
      // Another process may have set them.
      { name: 'policy', run: () => policy.reload() },
      { name: 'calendar', run: () => days.reload().then(() => days.forecast()) },
    ],
  };
}
