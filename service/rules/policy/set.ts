/** Setting the policy from an instant on, and showing one as the contract has it. */
import type { Policy, SetPolicy } from '#shared/contract/policy.ts';
import { categoryKey } from '#shared/ticket/category.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import { isUniqueViolation } from '../../platform/db/database.ts';
import { HttpProblem, invalid } from '../../platform/http/problem.ts';
import type { Categories } from '../categories/register.ts';
import type { PolicyDeps, StoredPolicy } from './policy.ts';

/**
 * `before`: the version it was written on, where the writer names one. Throws 422 for a beginning in the past and an
 * unknown category, 412 where that version is no longer the newest.
 */
export async function setPolicy(
  { policy, clock, categories, jobs }: Pick<PolicyDeps, 'policy' | 'clock' | 'categories' | 'jobs'>,
  asked: SetPolicy,
  by: string,
  before?: number,
): Promise<Policy> {
  const now = clock.now();
  const from = asked.from === undefined ? now : Date.parse(asked.from);
  // What a report was promised yesterday stays as it was: the past is not rewritten.
  if (from < now) {
    throw invalid('from', 'past', 'rules.refused.new_policy_cannot_begin');
  }
  const stored = await policy
    .set(ofKnownCategories(asked, categories), from, by, before)
    .catch(async (error: unknown) => {
      if (!isUniqueViolation(error)) throw error;
      await policy.reload();
      throw new HttpProblem('stale-version', {
        version: policy.newest(),
        detail: 'rules.refused.policy_changed',
      });
    });
  // Not waited for: thousands of reports may have to be recomputed.
  if (asked.recompute && from <= now) void jobs.runDue();
  return shownPolicy(stored);
}

/** Numbers of a category under its own name, however it was written. Throws 422. */
function ofKnownCategories(asked: SetPolicy, categories: Categories): SetPolicy {
  const named = <V>(path: string, numbers: Record<string, V>): Record<string, V> =>
    Object.fromEntries(
      Object.entries(numbers).map(([written, value]) => {
        const known = categories.find(written);
        if (!known) throw invalid(`${path}.${written}`, 'unknown', 'rules.refused.unknown_category');
        return [categoryKey(known.name), value];
      }),
    );
  const { clocks, evidence, performance } = asked;
  const { location, pictures } = evidence;
  return {
    ...asked,
    clocks: {
      ...clocks,
      completionByCategory: named('clocks.completionByCategory', clocks.completionByCategory),
    },
    evidence: {
      ...evidence,
      location: {
        ...location,
        standoffByCategory: named('evidence.location.standoffByCategory', location.standoffByCategory),
      },
      pictures: {
        standingCameras: named('evidence.pictures.standingCameras', pictures.standingCameras),
      },
    },
    performance: performance && {
      ...performance,
      weights: {
        ...performance.weights,
        byCategory: named('performance.weights.byCategory', performance.weights.byCategory),
      },
    },
  };
}

export function shownPolicy(row: StoredPolicy): Policy {
  return {
    version: row.version,
    from: toTimestamp(row.effectiveFrom),
    recompute: row.recompute,
    reason: row.reason,
    setAt: toTimestamp(row.setAt),
    clocks: row.clocks,
    evidence: row.evidence,
    retention: row.retention,
    performance: row.performance,
  };
}
