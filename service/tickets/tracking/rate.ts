/** The reporter rates the result; a later rating replaces an earlier one. */
import { ACTION_BODIES } from '#shared/contract/action.ts';
import { isUniqueViolation, runBatch } from '../../platform/db/database.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { checked } from '../../platform/http/validate.ts';
import type { TicketDeps } from '../deps.ts';
import { append } from '../ledger.ts';
import { madeAt, prose } from '../verb.ts';
import { findOwn } from './track.ts';

/** A rating that loses a race is tried on the newer version: it carries no precondition. */
const TRIES = 20;

/** Throws 404 for an unknown number and for a wrong secret alike, 409 where it is not done, 422 for its fields. */
export async function rate(
  services: TicketDeps,
  number: string,
  body: Record<string, unknown>,
): Promise<void> {
  const { db, clock, policy } = services;
  for (let tries = 1; ; tries++) {
    const row = await findOwn(services, number, body.trackingSecret);
    if (row.status !== 'selesai' || row.mergedInto !== null) throw new HttpProblem('illegal-transition');
    const rating = checked(ACTION_BODIES.nilai, body);
    const step = {
      action: 'nilai' as const,
      actor: { id: null, role: 'reporter' as const, unit: null },
      to: row.status,
      data: { ...madeAt(rating), stars: rating.stars },
      texts: prose('comment', rating.comment),
    };
    try {
      await runBatch(services, append(db, row, [step], clock.now(), policy.clocks).statements);
      return;
    } catch (error) {
      if (!isUniqueViolation(error) || tries >= TRIES) throw error;
    }
  }
}
