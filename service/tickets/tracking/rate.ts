/**
 * The reporter rates the result; a later rating replaces an earlier one. Whose report was merged rates what it lives on
 * in: the stars stand there, the words stay with their own report, so that they can be handed out and erased with it.
 */
import { ACTION_BODIES } from '#shared/contract/action.ts';
import { isUniqueViolation, runBatch } from '../../platform/db/database.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { checked } from '../../platform/http/validate.ts';
import type { TicketRow } from '../../tables/ticket.ts';
import type { TicketDeps } from '../deps.ts';
import { append, type Step, type StepActor } from '../ledger.ts';
import { madeAt, prose } from '../verb.ts';
import { findOwn, livesOnIn } from './track.ts';

const REPORTER: StepActor = { id: null, role: 'reporter', unit: null };

/** A rating that loses a race is tried on the newer version: it carries no precondition. */
const TRIES = 20;

/** Throws 404 for an unknown number and for a wrong secret alike, 409 where it is not done, 422 for its fields. */
export async function rate(
  services: Pick<TicketDeps, 'db' | 'clock' | 'policy' | 'reads' | 'secrets'>,
  number: string,
  body: Record<string, unknown>,
): Promise<void> {
  const { db, clock, policy } = services;
  for (let tries = 1; ; tries++) {
    const row = await findOwn(services, number, body.trackingSecret);
    const into = await livesOnIn(services, row);
    if (into.status !== 'selesai' || into.mergedInto !== null) throw new HttpProblem('illegal-transition');
    const rating = checked(ACTION_BODIES.nilai, body);
    const given = (to: TicketRow, more: Partial<Step>) => {
      const data = { ...madeAt(rating), stars: rating.stars, ...more.data };
      const step: Step = { action: 'nilai', actor: REPORTER, to: to.status, ...more, data };
      return append(db, to, [step], clock.now(), policy.clocks).statements;
    };
    const own = given(row, { texts: prose('comment', rating.comment) });
    const there = into === row ? [] : given(into, { data: { number: row.number } });
    try {
      await runBatch(services, [...own, ...there]);
      return;
    } catch (error) {
      if (!isUniqueViolation(error) || tries >= TRIES) throw error;
    }
  }
}
