/** What decisions go by, as dated data: policy, working days, criteria, categories, and the lists that forms choose from. */
import type { People } from '../people/people.ts';
import type { Jobs } from '../platform/jobs.ts';
import type { Platform } from '../platform/platform.ts';
import { openCalendar } from './calendar/calendar.ts';
import { calendarPages } from './calendar/pages.tsx';
import { categoryPages } from './categories/pages.tsx';
import { loadCategories, seedCategories } from './categories/register.ts';
import { criteriaPages } from './criteria/pages.tsx';
import { criteriaRoutes } from './criteria/routes.ts';
import { seedCriteria } from './criteria/seed.ts';
import { policyPages } from './policy/pages.tsx';
import { openPolicies } from './policy/policy.ts';
import { rulesRoutes } from './routes.ts';

export type Rules = Awaited<ReturnType<typeof openRules>>;

export async function openRules(
  { config, db, clock, peers }: Pick<Platform, 'config' | 'db' | 'clock' | 'peers'>,
  { units, accounts }: Pick<People, 'units' | 'accounts'>,
  jobs: Pick<Jobs, 'runDue'>,
) {
  await seedCriteria(db, clock.now(), config.city);
  await seedCategories(db, clock.now(), config.city);
  const categories = await loadCategories(db);
  const days = await openCalendar(db, clock);
  const policy = await openPolicies(db, clock, days.calendar);
  peers.revisions.on('policy', policy.reload);
  peers.revisions.on('categories', categories.reload);
  peers.revisions.on('calendar', days.reload);
  const deps = { config, db, clock, units, accounts, days, policy, categories, jobs };
  return {
    policy,
    days,
    categories,
    calls: [rulesRoutes(deps), criteriaRoutes(deps)],
    pages: [criteriaPages(deps), policyPages(deps), calendarPages(deps), categoryPages(deps)],
    jobs: [
      // Another program may have set them.
      { name: 'policy', isOwn: true, run: () => policy.reload() },
      { name: 'categories', isOwn: true, run: () => categories.reload() },
      { name: 'calendar', isOwn: true, run: () => days.reload() },
      { name: 'holidays to come', run: () => days.forecast() },
    ],
  };
}
