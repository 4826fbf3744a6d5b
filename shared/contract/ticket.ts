/** A report as the API shows it, what files one, and what the public may know of it. */
import { z } from 'zod';
import { CLOCK_RULES, CLOCKS, type ClockName, MOVE_CAUSES } from '../deadline/stored-clock.ts';
import { PhotoFacts } from '../evidence/facts.ts';
import { ACTIONS, EVENT_ACTIONS } from '../ticket/action.ts';
import { CHANNELS } from '../ticket/channel.ts';
import { REFUSAL_REASONS, RETURN_REASONS } from '../ticket/reason.ts';
import { ACTOR_ROLES } from '../ticket/role.ts';
import { STATUSES } from '../ticket/status.ts';
import { field } from '../words/field.ts';
import { MAX_REPORT_PHOTOS, Reason, Verdict } from './evidence.ts';
import { Box, Near } from './place.ts';
import {
  Code,
  From,
  Instant,
  line,
  Named,
  Point,
  PointInput,
  pageOf,
  paging,
  photoIds,
  ReportNumber,
  RequiredText,
  Text,
  Until,
} from './primitives.ts';
import { OfficerName } from './roster.ts';

export { CLOCKS, type ClockName };

export const TicketClock = z.object({
  clock: z.enum(CLOCKS),
  since: Instant,
  dueAt: Instant,
  metAt: Instant.optional(),
  /** True when it was met, or is still unmet, after its due instant. */
  late: z.boolean(),
  /** True where the limit is our assumption, shown as "perkiraan". */
  assumed: z.boolean(),
  /** The rule it runs by. Absent, like the next two, only in copies kept by an older extension. */
  rule: z.enum(CLOCK_RULES).optional(),
  /** From when, by which rule, with what pause, what moved it: in the caller's language. */
  explanation: z.string().optional(),
  /** What moved the due instant, oldest first. */
  moves: z.array(z.object({ why: z.enum(MOVE_CAUSES), at: Instant, from: Instant, to: Instant })).optional(),
});
export type TicketClock = z.infer<typeof TicketClock>;

export const PHOTO_KINDS = ['report', 'before', 'after', 'letter', 'field'] as const;
export type PhotoKind = (typeof PHOTO_KINDS)[number];

export const Photo = z.object({
  id: z.string(),
  kind: z.enum(PHOTO_KINDS),
  /** The follow-up it was handed in with, from 1. */
  followUp: z.number().int().optional(),
  facts: PhotoFacts.optional(),
});
export type Photo = z.infer<typeof Photo>;

export const FIELD_FINDINGS = ['sesuai', 'tidak_sesuai', 'tidak_terjangkau'] as const;

/** What another system tells of a report otherwise than before; used where nothing was decided here. */
export const ToldAnew = z.object({
  category: z.string().optional(),
  channel: z.enum(CHANNELS).optional(),
  unit: Named.optional(),
  receivedAt: Instant.optional(),
  reportedAt: Instant.optional(),
  followedUpAt: Instant.optional(),
  closedAt: Instant.optional(),
  description: z.string().optional(),
  address: z.string().optional(),
  narrative: z.string().optional(),
});
export type ToldAnew = z.infer<typeof ToldAnew>;

export const TicketEvent = z.object({
  seq: z.number().int(),
  version: z.number().int(),
  at: Instant,
  /** When an offline decision was made; clocks use `at`. */
  madeAt: Instant.optional(),
  action: z.enum(EVENT_ACTIONS),
  actor: z.object({ role: z.enum(ACTOR_ROLES), unit: Named.optional(), name: z.string().optional() }),
  from: z.enum(STATUSES).nullable(),
  to: z.enum(STATUSES),
  /** Unit the report was passed to. */
  unit: Named.optional(),
  reasonCodes: z.array(z.enum(RETURN_REASONS)).optional(),
  reasonCode: z.enum(REFUSAL_REASONS).optional(),
  reason: z.string().optional(),
  note: z.string().optional(),
  /** `catat`: a supervisor is asked to look at the report. */
  asksSupervisor: z.literal(true).optional(),
  narrative: z.string().optional(),
  /** The other report of a merge. */
  number: z.string().optional(),
  /** `tunda`: postponed until then. */
  until: Instant.optional(),
  /** `tiket`: when the work will be done, and the office it was opened toward. */
  estimate: Instant.optional(),
  toward: Named.optional(),
  verdict: Verdict.shape.verdict.optional(),
  /** Versions of the criteria that held when it was decided, and those the officer named. */
  criteriaInForce: z.array(z.number().int()).optional(),
  criteria: z.array(z.number().int()).optional(),
  /** What a visit to the spot found. */
  finding: z.enum(FIELD_FINDINGS).optional(),
  /** `impor`: what the other system tells otherwise than before. */
  told: ToldAnew.optional(),
  /** To whom it proposed the report from then on; for validators and supervisors. */
  proposedValidator: OfficerName.optional(),
});
export type TicketEvent = z.infer<typeof TicketEvent>;

/** Somebody is looking at it just now; `by` is their name. */
export const Claim = z.object({ by: z.string(), until: Instant, mine: z.boolean() });
export type Claim = z.infer<typeof Claim>;

/** A validator asked that the spot be visited; one visit answers one question. */
export const Visit = z.object({ askedAt: Instant, answeredAt: Instant.optional() });

/** A report as it stands, whole; with its history it is a {@link Ticket}. */
export const Report = z.object({
  number: z.string(),
  externalNumber: z.string().optional(),
  version: z.number().int(),
  status: z.enum(STATUSES),
  mergedInto: z.string().optional(),
  heldUntil: Instant.optional(),
  /** Null while the report lies in the channel admins' tray. */
  unit: Named.nullable(),
  category: z.string(),
  channel: z.enum(CHANNELS),
  private: z.boolean(),
  doNotShare: z
    .literal(true)
    .optional()
    .meta({ description: 'On a private report: nothing of it may be passed on' }),
  /** A report of the same category, closed here lately: *berulang*. */
  repeatOf: z.string().optional(),
  /** An open report by the same person, of the same category, nearby. */
  probableDuplicate: z.string().optional(),
  proposedUnit: Named.extend({ why: z.string() }).optional(),
  sentBy: Named.optional(),
  point: Point.optional(),
  /** Every point the report ever had, oldest first. */
  points: z.array(Point.extend({ at: Instant })),
  address: z.string().optional(),
  kelurahan: Named.optional(),
  description: z.string(),
  reportedAt: Instant,
  receivedAt: Instant,
  clocks: z.array(TicketClock),
  nextDueAt: Instant.nullable(),
  verdict: Verdict.nullable(),
  narrative: z.string().optional(),
  photos: z.array(Photo),
  claim: Claim.optional(),
  visit: Visit.optional(),
  /**
   * In `validasi`, the validator whose turn it is; for validators and supervisors. It shares the work and is no
   * right: whoever is entitled may still decide.
   */
  proposedValidator: OfficerName.extend({ mine: z.boolean() }).optional(),
  actions: z.array(z.enum(ACTIONS)),
});
export type Report = z.infer<typeof Report>;

export const Ticket = Report.extend({ events: z.array(TicketEvent) });
export type Ticket = z.infer<typeof Ticket>;

export const Reporter = z.strictObject({
  name: line(200).trim().optional(),
  phone: line(40).trim().optional(),
  email: line(200).trim().optional(),
});

export const FileReport = z.strictObject({
  channel: z.enum(CHANNELS),
  category: line(200).min(1),
  description: RequiredText,
  point: PointInput.optional(),
  address: Text.optional(),
  kelurahan: Code.optional().meta({
    description:
      'Its office receives the report. Without it the point decides where boundaries are loaded; else `unit` is null and ' +
      'the report waits in the tray of the channel admins',
  }),
  reportedAt: Instant.optional(),
  private: z
    .boolean()
    .default(true)
    .meta({ description: 'The public sees its status alone, and offices do not see its photos' }),
  reporter: Reporter.optional(),
  number: ReportNumber.optional(),
  externalNumber: Code.optional(),
  photos: photoIds(MAX_REPORT_PHOTOS),
});
export type FileReport = z.infer<typeof FileReport>;

export const FiledTicket = Ticket.extend({
  trackingSecret: z.string().meta({
    description:
      'Stands for the reporter later on: tracking, rating, a copy of their data. Handed out this once.',
  }),
  photosTaken: z.number().int().meta({
    description:
      'How many photos came with it. `photos` holds those that the caller may see: of a private report none.',
  }),
});
export type FiledTicket = z.infer<typeof FiledTicket>;

export const FILTERS = {
  status: z.enum(STATUSES).optional(),
  unit: Code.optional(),
  category: line(200).optional(),
  channel: z.enum(CHANNELS).optional(),
  from: From.optional(),
  to: Until.optional(),
  due: z.enum(['overdue', 'today']).optional(),
  text: line(200).trim().min(2).optional(),
  bbox: Box.optional(),
  near: Near.optional(),
};

/** A period that ends before it begins holds nothing, which says nothing of why. */
export const inOrder = <S extends z.ZodType<{ from?: number | undefined; to?: number | undefined }>>(
  query: S,
): S =>
  query.refine(({ from, to }) => from === undefined || to === undefined || from < to, {
    path: ['to'],
    message: field('period'),
  });

export const TicketFilter = inOrder(z.object({ ...FILTERS, ...paging }));
export type TicketFilter = z.infer<typeof TicketFilter>;

/** What lists show of a report, and no more: explanations and texts come with the report. */
export const ListItem = Report.pick({
  number: true,
  version: true,
  status: true,
  mergedInto: true,
  category: true,
  kelurahan: true,
  unit: true,
  channel: true,
  private: true,
  receivedAt: true,
  nextDueAt: true,
  heldUntil: true,
  claim: true,
  repeatOf: true,
  point: true,
}).extend({
  /** Which clock is due at `nextDueAt`; absent where nothing is. */
  dueClock: z.enum(CLOCKS).optional(),
  /** Since when it waits for a visit to the spot. */
  fieldAsked: Instant.optional(),
  verdict: z.object({ verdict: Verdict.shape.verdict, codes: z.array(Reason.shape.code) }).nullable(),
  /** As `proposedValidator` of the report. */
  proposed: OfficerName.extend({ mine: z.boolean() }).optional(),
  /** Its first line, cut where it is long. */
  description: z.string(),
  /** How many the caller may see. */
  photos: z.number().int(),
});
export type ListItem = z.infer<typeof ListItem>;

export const TicketPage = pageOf(ListItem);
export type TicketPage = z.infer<typeof TicketPage>;

/** A page of a list as GeoJSON (RFC 7946); `next` as in lists. A report without a point has no geometry. */
export const TicketFeatures = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      /** The report's number. */
      id: z.string(),
      geometry: z
        .object({ type: z.literal('Point'), coordinates: z.tuple([z.number(), z.number()]) })
        .nullable(),
      properties: ListItem,
    }),
  ),
  next: z.string().nullable(),
});
export type TicketFeatures = z.infer<typeof TicketFeatures>;

export const LookupInput = z.strictObject({ numbers: z.array(z.string().max(40)).min(1).max(500) });

export const LookupItem = Report.pick({
  number: true,
  version: true,
  status: true,
  nextDueAt: true,
  verdict: true,
  actions: true,
  proposedUnit: true,
  sentBy: true,
  proposedValidator: true,
});
export type LookupItem = z.infer<typeof LookupItem>;

export const LookupResult = z.object({ items: z.array(LookupItem), unknown: z.array(z.string()) });
export type LookupResult = z.infer<typeof LookupResult>;

/** What the public may know of a report: no names, no texts, dated steps in plain words. */
const Standing = z.object({
  status: z.enum(STATUSES),
  /** The status in plain words. */
  statusText: z.string(),
  /** What is to come, in plain words, and by when; absent where nothing is. */
  next: z.object({ text: z.string(), dueAt: Instant }).optional(),
  /**
   * `at` is null where another system told of a step and not when it was. `reasons`: why it was refused or sent back for
   * better work, in plain words, without what the officer wrote.
   */
  steps: z.array(
    z.object({ at: Instant.nullable(), text: z.string(), reasons: z.array(z.string()).optional() }),
  ),
});

export const Tracking = Standing.extend({
  number: z.string(),
  /** The report it was merged into. */
  mergedInto: z.string().optional(),
  /** The report it lives on in, after any number of merges; absent where it was not merged. */
  progress: Standing.extend({ number: z.string() }).optional(),
  category: z.string(),
  kelurahan: Named.optional(),
  /** The reporter's own rating, 1–5. */
  stars: z.number().int().optional(),
  /** Photos of the work that was approved, by id, of the report it lives on in; of a public one alone. */
  results: z.array(z.uuid()).optional(),
});
export type Tracking = z.infer<typeof Tracking>;
