/** Whether the ledger is in order: for those who watch over the whole, and never a report's content. */
import { Hono } from 'hono';
import { AUDIT_OPERATIONS, type AuditState } from '#shared/contract/audit.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import { answerCalls } from '../../platform/http/calls.ts';
import type { Env } from '../../platform/http/env.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { Verifier } from './verifier.ts';

/** What this part of the service is opened with, and nothing beyond. */
export interface AuditDeps {
  checkpoints: Checkpoints;
  verifier: Verifier;
}

export function auditRoutes({ checkpoints, verifier }: AuditDeps): Hono<Env> {
  async function state(): Promise<AuditState> {
    const newest = await checkpoints.newest();
    const since = verifier.runningSince();
    return {
      checkpoint: newest && {
        n: newest.n,
        at: toTimestamp(newest.at),
        seq: newest.seq,
        tickets: newest.tickets,
        events: newest.events,
      },
      running: since === null ? null : { startedAt: toTimestamp(since) },
      last: verifier.last(),
    };
  }

  return answerCalls(new Hono<Env>(), AUDIT_OPERATIONS, {
    audit: state,
    verifyBooks: ({ body }) => {
      verifier.start(body);
      return state();
    },
  });
}
