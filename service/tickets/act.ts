/** Doing something to a report: the verb plans, the ledger writes, and a lost race is told as such. */

import type { BatchItem } from 'drizzle-orm/batch';
import type { ActionBody } from '#shared/contract/action.ts';
import { type Actor, actingAs } from '#shared/contract/session.ts';
import { ACTIONS_WITHOUT_PRECONDITION, type Action, type OfficerAction } from '#shared/ticket/action.ts';
import { actionsFor, ruleFor } from '#shared/ticket/transitions.ts';
import type { Turn } from '../people/roster/turns.ts';
import { isUniqueViolation, runBatch } from '../platform/db/database.ts';
import type { UploadedFile } from '../platform/http/env.ts';
import type { Reservation } from '../platform/http/idempotency.ts';
import { HttpProblem } from '../platform/http/problem.ts';
import type { TicketDeps } from './deps.ts';
import { append, type Step, type Written } from './ledger.ts';
import { takenOut } from './photos/loose.ts';
import type { Seen } from './read.ts';
import { grantBehind } from './standing.ts';
import { madeAt, type Plan, stepActor, type Verb } from './verb.ts';
import { bukaKembali } from './verbs/buka-kembali.ts';
import { catat } from './verbs/catat.ts';
import { cekLapangan, hasilLapangan } from './verbs/field-check.ts';
import { gabung } from './verbs/gabung.ts';
import { kembalikan } from './verbs/kembalikan.ts';
import { koreksiTitik } from './verbs/koreksi-titik.ts';
import { proses } from './verbs/proses.ts';
import { disposisi, disposisiUnit, koordinasi } from './verbs/routing.ts';
import { setujui } from './verbs/setujui.ts';
import { tiket } from './verbs/tiket.ts';
import { tindakLanjut } from './verbs/tindak-lanjut.ts';
import { tolak } from './verbs/tolak.ts';
import { tunda } from './verbs/tunda.ts';
import { usulkan } from './verbs/usulkan.ts';

/** Rating is not here: it needs no sign-in (`tracking/rate.ts`). */
const VERBS: { [A in OfficerAction]: Verb<A> } = {
  proses,
  koordinasi,
  disposisi,
  disposisi_unit: disposisiUnit,
  tiket,
  tolak,
  tindak_lanjut: tindakLanjut,
  setujui,
  kembalikan,
  tunda,
  cek_lapangan: cekLapangan,
  hasil_lapangan: hasilLapangan,
  koreksi_titik: koreksiTitik,
  gabung,
  buka_kembali: bukaKembali,
  usulkan,
  catat,
};

export const OFFICER_ACTIONS = Object.keys(VERBS) as OfficerAction[];

/**
 * Tries of a note against decisions that were quicker. Each lost try means that somebody else's write
 * succeeded, so the bound only ends what would be a fault of ours.
 */
const NOTE_TRIES = 500;
/** Tries of a merge whose other report changed meanwhile, while its own stood still. */
const OTHER_TRIES = 20;

/**
 * Refuses with 403 or 409 what the table does not allow this officer on this report now. Comes before the
 * precondition and the body, as the contract orders refusals; {@link act} trusts it.
 */
export function allow(action: string, seen: Seen): 'forbidden' | 'illegal' | null {
  const known = OFFICER_ACTIONS.find((theirs) => theirs === action);
  if (!known) return null;
  const ruling = ruleFor(known, seen.standings, seen.row);
  return ruling.ok ? null : ruling.because;
}

/** Says how the report stands and what is left to do: whoever asked would else have to read it anew. */
export function illegal({ row, standings }: Seen): HttpProblem {
  const actions = actionsFor(standings, row).filter((action) =>
    OFFICER_ACTIONS.some((theirs) => theirs === action),
  );
  const status = { say: `common.status.${row.status}` } as const;
  const names = { list: actions.map((action) => `common.action.${action}` as const) };
  return new HttpProblem('illegal-transition', {
    now: { status: row.status, actions },
    detail:
      actions.length === 0
        ? { key: 'tickets.refused.nothing_in_status', values: { status } }
        : { key: 'tickets.refused.not_in_status', values: { status, actions: names } },
  });
}

export interface ActInput {
  seen: Seen;
  body: ActionBody;
  files: readonly UploadedFile[];
  actor: Actor;
  reservation: Reservation | null;
}

/** Answers the report as it is after the action. Throws `HttpProblem`. */
export async function act(input: ActInput, services: TicketDeps): Promise<Seen> {
  const isFree = ACTIONS_WITHOUT_PRECONDITION.some((free) => free === input.body.action);
  let { seen } = input;
  for (let tries = 1; ; tries++) {
    try {
      await once({ ...input, seen }, services);
      break;
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      const newer = await services.reads.find(seen.row.number, input.actor);
      const mayTry =
        newer?.row.version === seen.row.version ? tries < OTHER_TRIES : isFree && tries < NOTE_TRIES;
      if (!newer || !mayTry) {
        throw new HttpProblem('stale-version', newer ? { version: newer.row.version } : {});
      }
      seen = newer;
    }
  }
  const after = await services.reads.byNumbers([seen.row.number]);
  const [visible] = await services.reads.see(after, input.actor);
  const [row] = after;
  if (!row) throw new HttpProblem('not-found');
  // The one who acted sees the answer, even where the report is no longer theirs to see.
  return visible ?? { row, standings: [] };
}

async function once(input: ActInput, services: TicketDeps): Promise<void> {
  const { seen, body, files, actor, reservation } = input;
  const { db, clock, policy } = services;
  const ruling = ruleFor(body.action, seen.standings, seen.row);
  if (!ruling.ok) {
    throw ruling.because === 'forbidden' ? new HttpProblem('forbidden') : illegal(seen);
  }
  const grant = grantBehind(actor, ruling.by);
  if (!grant) throw new HttpProblem('forbidden');
  // When the call came in: a check of many photos that ends after the due instant makes nobody late.
  const now = clock.now();
  const { to } = ruling;
  const acting = actingAs(actor, grant);
  const plan = await planOf(body, { ticket: seen.row, files, actor: acting, to, now }, services);
  const { after = [], others = [], rows = [], settled, ...own } = plan;
  const data = { ...madeAt(body), ...own.data };
  const steps: Step[] = [{ ...own, action: body.action, actor: stepActor(acting), to, data }, ...after];
  const write = async (turn: Turn | null): Promise<void> => {
    const written: Written[] = [
      append(db, seen.row, proposedTo(steps, turn), now, policy.clocks),
      ...others.map((other) => append(db, other.ticket, other.steps, now, policy.clocks)),
    ];
    const statements: BatchItem<'sqlite'>[] = [
      ...written.flatMap((w) => w.statements),
      ...rows,
      ...takenOut(db, files),
      ...(turn === null ? [] : [turn.taken]),
      ...(reservation === null ? [] : [services.idempotency.done(reservation, 200, seen.row.number)]),
    ];
    await runBatch(services, statements);
  };
  const reachesValidators = seen.row.status !== 'validasi' && steps.some(isForValidators);
  try {
    await (reachesValidators ? services.turns.take(write) : write(null));
  } finally {
    settled?.();
  }
  if (body.action === 'koordinasi' || body.action === 'disposisi') services.habits.forget();
}

function isForValidators({ to }: Step): boolean {
  return to === 'validasi';
}

/** What enters `validasi` is proposed to whoever's turn it is; it says so in the event that brings it there. */
function proposedTo(steps: readonly Step[], turn: Turn | null): readonly Step[] {
  if (turn === null) return steps;
  return steps.map((step) =>
    isForValidators(step) ? { ...step, patch: { ...step.patch, proposedValidator: turn.officer } } : step,
  );
}

async function planOf(
  body: ActionBody,
  rest: Omit<Parameters<Verb<Action>>[0], 'body'>,
  services: TicketDeps,
): Promise<Plan> {
  if (body.action === 'nilai') throw new HttpProblem('forbidden');
  // Each verb takes exactly the body its own action names: the table above is keyed by it.
  const verb = VERBS[body.action] as (input: unknown, services: TicketDeps) => Plan | Promise<Plan>;
  return verb({ ...rest, body }, services);
}
