/** What a verb is: one action of the table, deciding what steps follow from it. Verbs write nothing themselves. */
import type { BatchItem } from 'drizzle-orm/batch';
import type { ActionBody, ActionBodyOf } from '#shared/contract/action.ts';
import type { Actor } from '#shared/contract/session.ts';
import type { Status } from '#shared/ticket/status.ts';
import type { UploadedFile } from '../platform/http/env.ts';
import type { TicketRow } from '../tables/ticket.ts';
import type { TicketDeps } from './deps.ts';
import type { Step, StepActor } from './ledger.ts';

interface VerbInput<A extends ActionBody['action']> {
  ticket: TicketRow;
  body: ActionBodyOf<A>;
  files: readonly UploadedFile[];
  actor: Actor;
  /** The status the transition table leads to. */
  to: Status;
  /** ms UTC; the one instant of everything this call writes. */
  now: number;
}

/** What the action's own event carries and changes, and what else is written in the same batch. */
export interface Plan extends Pick<Step, 'unit' | 'data' | 'texts' | 'patch' | 'clock'> {
  /** What follows from it at once. */
  after?: Step[];
  /** Steps on another report in the same batch: the other half of a merge. */
  others?: { ticket: TicketRow; steps: Step[] }[];
  /** Further rows of the same batch (photos, narratives). */
  rows?: BatchItem<'sqlite'>[];
  /** Called once the batch is written, or has failed. */
  settled?: () => void;
}

/** Throws an `HttpProblem` (422) for what only the data can tell to be wrong; nothing is written then. */
export type Verb<A extends ActionBody['action']> = (
  input: VerbInput<A>,
  services: TicketDeps,
) => Plan | Promise<Plan>;

export function stepActor(actor: Actor): StepActor {
  return { id: actor.id, role: actor.role, unit: actor.unit?.code ?? null };
}

/** What every decision's event carries: when it was made, if that was offline. */
export function madeAt(body: { madeAt?: string | undefined }): { madeAt?: number } {
  return body.madeAt === undefined ? {} : { madeAt: Date.parse(body.madeAt) };
}

/** Prose given, or nothing: empty text is not stored as if something had been said. */
export function prose<K extends string>(kind: K, text: string | undefined): { [key in K]?: string } {
  const said = text?.trim();
  return said ? ({ [kind]: said } as { [key in K]: string }) : {};
}
