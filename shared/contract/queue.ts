/** The caller's work, its counts, and the one feed of what changed. */
import { z } from 'zod';
import { ACTIONS, EVENT_ACTIONS } from '../ticket/action.ts';
import { REFUSAL_REASONS, RETURN_REASONS } from '../ticket/reason.ts';
import { ACTOR_ROLES } from '../ticket/role.ts';
import { STATUSES } from '../ticket/status.ts';
import { field } from '../words/field.ts';
import { get, put } from './operation.ts';
import { Instant, Limit, Named, Paging, Sequence } from './primitives.ts';
import { Claim, ListItem, Report } from './ticket.ts';

export const QueuePage = z.object({
  /**
   * In due order; then what is postponed, then what waits for a visit to the spot, in due order too. `claim` and
   * `proposed` mark a report and move none.
   */
  items: z.array(ListItem),
  next: z.string().nullable(),
  /** The log's newest sequence number when the page was read: follow `/changes` from here. */
  seq: z.number().int(),
});
export type QueuePage = z.infer<typeof QueuePage>;

/** At most this many; absent = all of them. */
export const QueueReportsQuery = z.object({
  limit: z
    .string()
    .regex(/^[1-9]\d{0,5}$/, field('limit_whole'))
    .transform(Number)
    .optional(),
});

/** The queue's reports whole, in its order: what a client takes in before it follows the feed. Sent as it is read. */
export const QueueReports = z.object({
  /** Read before the first report: follow `/changes` from here. A report that moved meanwhile may come twice. */
  seq: z.number().int(),
  items: z.array(Report),
});
export type QueueReports = z.infer<typeof QueueReports>;

/** Who looks at which report of the caller's queue just now. */
export const QueueClaims = z.object({ items: z.array(Claim.extend({ number: z.string() })) });
export type QueueClaims = z.infer<typeof QueueClaims>;

export const Counters = z.object({
  overdue: z.number().int(),
  due1h: z.number().int(),
  /** Rest of the day. */
  dueToday: z.number().int(),
  waiting: z.number().int(),
  /** Postponed until an instant to come; in none of the four above. */
  postponed: z.number().int(),
  /** Waits for a visit that somebody else was asked for; in none of the five above. */
  atField: z.number().int(),
  /** `tl_ditolak`, counted beside the other four. */
  returned: z.number().int(),
  /** When time alone changes a count; null when nothing is due. */
  nextChangeAt: Instant.nullable(),
});
export type Counters = z.infer<typeof Counters>;

export const OwnDecision = z.object({
  number: z.string(),
  category: z.string(),
  kelurahan: Named.optional(),
  /** As the report stands now. */
  status: z.enum(STATUSES),
  /** Of the report, once it was written. */
  version: z.number().int(),
  action: z.enum(ACTIONS),
  at: Instant,
  /** When an offline decision was made. */
  madeAt: Instant.optional(),
  reasonCodes: z.array(z.enum(RETURN_REASONS)).optional(),
  reasonCode: z.enum(REFUSAL_REASONS).optional(),
});
export type OwnDecision = z.infer<typeof OwnDecision>;

export const OwnDecisions = z.object({
  /** Midnight by the city's clock. */
  since: Instant,
  /** How many were decided; notes, postponements and what else prepares a decision stand in `items` alone. */
  decided: z.number().int(),
  /** Newest first, the last 500; of reports that the caller may still read. */
  items: z.array(OwnDecision),
});
export type OwnDecisions = z.infer<typeof OwnDecisions>;

export const ChangesQuery = z.object({
  after: Sequence,
  limit: Limit.optional(),
  /** The `scopeId` of the page before: when rights changed since, the answer is 410. */
  scopeId: z.string().max(100).optional(),
});

export const Change = z.object({
  seq: z.number().int(),
  at: Instant,
  number: z.string(),
  version: z.number().int(),
  action: z.enum(EVENT_ACTIONS),
  actor: z.object({ role: z.enum(ACTOR_ROLES), unit: z.string().nullable() }),
  from: z.enum(STATUSES).nullable(),
  to: z.enum(STATUSES),
  scope: z.enum(['in', 'out']),
  ticket: Report.optional().meta({
    description:
      'The report as it is now, whole: with the newest change of each report on the page, and never with `out`. Earlier ' +
      'changes of it on the same page come without.',
  }),
});
export type Change = z.infer<typeof Change>;

export const ChangesPage = z.object({
  items: z.array(Change),
  /** Ask again after this number. */
  next: z.number().int(),
  scopeId: z.string(),
});
export type ChangesPage = z.infer<typeof ChangesPage>;

export const EVENT_STREAM = 'text/event-stream';

/** `after`: what the caller already knows of, e.g. the `seq` of the queue; absent = everything so far. */
export const LiveQuery = z.object({ after: Sequence.optional() });
/** A client that comes back says by it what it was told last, and it counts before `after`. */
export const LiveHeaders = z.object({ 'last-event-id': Sequence.optional() });

export const ClockSetting = z.object({ now: Instant });

export const QUEUE_OPERATIONS = {
  queue: get('/queue', 'queue:read', { query: Paging, result: QueuePage }),
  queueReports: get('/queue/reports', 'queue:read', {
    query: QueueReportsQuery,
    result: QueueReports,
    streamed: true,
  }),
  counters: get('/queue/counters', 'queue:read', { result: Counters, headers: ['if-none-match'] }),
  queueClaims: get('/queue/claims', 'queue:read', { result: QueueClaims, headers: ['if-none-match'] }),
  queueDecisions: get('/queue/decisions', 'queue:read', { result: OwnDecisions }),
  changes: get('/changes', 'tickets:read', {
    query: ChangesQuery,
    result: ChangesPage,
    headers: ['if-none-match'],
    refuses: ['scope-changed'],
  }),
  live: get('/live', 'tickets:read', {
    query: LiveQuery,
    media: EVENT_STREAM,
    headers: ['last-event-id'],
    refuses: ['scope-changed'],
  }),
};

export const CLOCK_OPERATIONS = {
  getClock: get('/clock', 'clock:read', { result: ClockSetting }),
  setClock: put('/clock', 'clock:set', { body: ClockSetting.strict(), result: ClockSetting }),
};
