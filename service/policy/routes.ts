/** The policy over HTTP: any officer reads the rules they are judged by, a supervisor sets them. */
import { Hono } from 'hono';
import { type Policy, SetPolicy } from '#shared/contract/policy.ts';
import { toWibString } from '#shared/deadline/wib.ts';
import type { Env } from '../http/env.ts';
import { invalid } from '../http/problem.ts';
import { valid } from '../http/validate.ts';
import type { Services } from '../services.ts';
import type { StoredPolicy } from './policy.ts';

export function policyRoutes({ policy, clock, jobs }: Services): Hono<Env> {
  const app = new Hono<Env>();

  app.get('/policy', (c) => c.json(shown(policy.current())));

  app.get('/policy/history', (c) => c.json({ items: policy.history().map(shown) }));

  app.put('/policy', valid('json', SetPolicy), async (c) => {
    const asked = c.req.valid('json');
    const now = clock.now();
    const from = asked.from === undefined ? now : Date.parse(asked.from);
    // What a report was promised yesterday stays as it was: the past is not rewritten.
    if (from < now) {
      throw invalid('from', 'past', {
        id: 'Ketentuan baru tidak boleh berlaku surut.',
        en: 'A new policy cannot begin in the past.',
      });
    }
    const stored = await policy.set(asked, from, c.get('actor').id);
    // Not waited for: thousands of reports may have to be recomputed.
    if (asked.recompute && from <= now) void jobs.runDue();
    return c.json(shown(stored));
  });

  return app;
}

function shown(row: StoredPolicy): Policy {
  return {
    version: row.version,
    from: toWibString(row.effectiveFrom),
    recompute: row.recompute,
    reason: row.reason,
    setAt: toWibString(row.setAt),
    clocks: row.clocks,
    evidence: row.evidence,
    retention: row.retention,
  };
}
