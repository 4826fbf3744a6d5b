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
  { config, db, clock }: Pick<Platform, 'config' | 'db' | 'clock'>,
  { units, accounts }: Pick<People, 'units' | 'accounts'>,
  jobs: Pick<Jobs, 'runDue'>,
) {
  await seedCriteria(db, clock.now(), config.city);
  await seedCategories(db, clock.now(), config.city);
  const categories = await loadCategories(db);
  const days = await openCalendar(db, clock);
  const policy = await openPolicies(db, clock, days.calendar);
  const deps = { config, db, clock, units, accounts, days, policy, categories, jobs };
  return {
    policy,
    days,
    categories,
    calls: [rulesRoutes(deps), criteriaRoutes(deps)],
    pages: [criteriaPages(deps), policyPages(deps), calendarPages(deps), categoryPages(deps)],
    jobs: [
      // Another process may have set them.
      { name: 'policy', run: () => policy.reload() },
      { name: 'categories', run: () => categories.reload() },
      { name: 'calendar', run: () => days.reload().then(() => days.forecast()) },
    ],
  };
}
