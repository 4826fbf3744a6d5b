/** What a decision does to queue and counters at once, before the service has answered. Pure. */
import type { ActionBody } from '#shared/contract/action.ts';
import type { Counters } from '#shared/contract/queue.ts';
import type { Report, TicketClock } from '#shared/contract/ticket.ts';
import { ANSWERS } from '#shared/deadline/clocks.ts';
import { nextDue } from '#shared/deadline/stored-clock.ts';
import { workGroupOf, workOf } from '#shared/deadline/urgency.ts';
import { type Action, endsPostponement } from '#shared/ticket/action.ts';
import type { CallerRole } from '#shared/ticket/role.ts';
import type { Status } from '#shared/ticket/status.ts';
import { RULES } from '#shared/ticket/transitions.ts';
import { QUEUE_TRAYS, trayOf } from '#shared/ticket/tray.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import type { Effect, OutboxEntry } from './database.ts';

type Placed = Pick<Report, 'status' | 'mergedInto' | 'unit' | 'actions' | 'visit'>;
type Waiting = Placed & Pick<Report, 'clocks' | 'nextDueAt' | 'heldUntil'>;

/** Their queue is narrowed to what lies with them; a report they may only read offers them no more than a note. */
const NARROWED: readonly CallerRole[] = ['unit_admin', 'channel_admin', 'field_validator'];

export function isInQueue(item: Placed, roles: readonly CallerRole[]): boolean {
  const tray = trayOf({ status: item.status, mergedInto: item.mergedInto, unit: item.unit?.code ?? null });
  if (tray === null) return false;
  const theirs = roles.filter((role) => QUEUE_TRAYS[role].includes(tray) && !isVisited(item, role));
  if (theirs.length === 0) return false;
  return theirs.some((role) => !NARROWED.includes(role)) || item.actions.some((action) => action !== 'catat');
}

/** One visit answers one question: after it the report is no field validator's work, though still theirs to read. */
function isVisited({ visit }: Placed, role: CallerRole): boolean {
  return role === 'field_validator' && visit?.answeredAt !== undefined;
}

/** What `body` by somebody of these `roles` does to the counters. `now`: ms, the service's clock; `inQueue`: it is there now. */
export function effectOf(
  item: Waiting,
  body: ActionBody,
  roles: readonly CallerRole[],
  now: number,
  inQueue: boolean,
): Effect {
  const from = inQueue ? workGroupOf(workOf(item), now) : null;
  const after = afterwards(item, body, roles, now);
  const to = inQueue && isInQueue(after, roles) ? workGroupOf(workOf(after), now) : null;
  const returned = inQueue && item.status === 'tl_ditolak' && (to === null || after.status !== 'tl_ditolak');
  return { from, to, returned };
}

/** The service's counters as they will be once these decisions are in. */
export function withDecisions(counters: Counters, entries: readonly OutboxEntry[]): Counters {
  const result = { ...counters };
  for (const { effect } of entries.filter(isOnItsWay)) {
    if (effect.from) result[effect.from] = Math.max(0, result[effect.from] - 1);
    if (effect.to) result[effect.to]++;
    if (effect.returned) result.returned = Math.max(0, result.returned - 1);
  }
  return result;
}

export function isOnItsWay(entry: Pick<OutboxEntry, 'state'>): boolean {
  return entry.state === 'held' || entry.state === 'queued' || entry.state === 'sending';
}

/**
 * Reports that decisions on their way take out of the queue, though the service does not know yet. The one place
 * that says so: what it refused, and what keeps its report there, hides nothing.
 */
export function leavingNumbers(
  entries: readonly Pick<OutboxEntry, 'number' | 'state' | 'effect'>[],
): Set<string> {
  const leaving = entries.filter((entry) => isOnItsWay(entry) && takesOut(entry.effect));
  return new Set(leaving.map(({ number }) => number));
}

/** Whether a decision takes its report out of its officer's queue. */
export function takesOut({ to }: Effect): boolean {
  return to === null;
}

function afterwards(item: Waiting, body: ActionBody, roles: readonly CallerRole[], now: number): Waiting {
  const { action } = body;
  // Passed across to another office, or merged: no longer this caller's work, whatever its status says.
  if (action === 'koordinasi' || action === 'gabung') return { ...item, mergedInto: 'another' };
  if (action === 'hasil_lapangan') {
    const answeredAt = toTimestamp(now);
    return { ...item, visit: { askedAt: answeredAt, ...item.visit, answeredAt } };
  }
  const status = statusAfter(item.status, action, roles);
  const heldUntil =
    body.action === 'tunda' ? body.until : endsPostponement(action) ? undefined : item.heldUntil;
  const visit = action === 'cek_lapangan' ? { askedAt: toTimestamp(now) } : item.visit;
  const clocks = item.clocks
    .filter((clock) => clock.clock !== 'response' || !ANSWERS.includes(action))
    .map((clock) => ({ ...clock, dueAt: dueAfter(clock, body) }));
  const due = nextDue(
    clocks.map(({ clock, dueAt, metAt }) => ({
      clock,
      dueAt: Date.parse(dueAt),
      metAt: metAt === undefined ? null : Date.parse(metAt),
      stoppedAt: null,
    })),
  );
  return { ...item, status, clocks, heldUntil, visit, nextDueAt: due === null ? null : toTimestamp(due) };
}

/** The first work ticket's estimate extends completion; what is postponed is set aside, whatever its limits. */
function dueAfter({ clock, dueAt, moves = [] }: TicketClock, body: ActionBody): string {
  const first = !moves.some(({ why }) => why === 'tiket');
  if (body.action !== 'tiket' || clock !== 'completion' || !first) return dueAt;
  return Date.parse(body.estimate) > Date.parse(dueAt) ? body.estimate : dueAt;
}

function statusAfter(status: Status, action: Action, roles: readonly CallerRole[]): Status {
  const to =
    RULES.find((rule) => rule.action === action && roles.some((role) => role === rule.role))?.to ?? 'same';
  if (to === 'same') return status;
  // The follow-up passes through `tindak_lanjut` in one request and answers in `validasi`.
  return to === 'tindak_lanjut' ? 'validasi' : to;
}
