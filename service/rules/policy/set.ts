/** Setting the policy from an instant on, and showing one as the contract has it. */
import type { Policy, SetPolicy } from '#shared/contract/policy.ts';
import { toWibString } from '#shared/time/wib.ts';
import { isUniqueViolation } from '../../platform/db/database.ts';
import { HttpProblem, invalid } from '../../platform/http/problem.ts';
import type { PolicyDeps, StoredPolicy } from './policy.ts';

/**
 * `before`: the version it was written on, where the writer names one. Throws 422 for a beginning in the past, 412
 * where that version is no longer the newest.
 */
export async function setPolicy(
  { policy, clock, jobs }: Pick<PolicyDeps, 'policy' | 'clock' | 'jobs'>,
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
  const stored = await policy.set(asked, from, by, before).catch(async (error: unknown) => {
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

export function shownPolicy(row: StoredPolicy): Policy {
  return {
    version: row.version,
    from: toWibString(row.effectiveFrom),
    recompute: row.recompute,
    reason: row.reason,
    setAt: toWibString(row.setAt),
    clocks: row.clocks,
    evidence: row.evidence,
    retention: row.retention,
    performance: row.performance,
  };
}
