/** The rules in force as dated data: limits of the clocks, thresholds of the evidence check, retention, what work is worth, working days. */
import { z } from 'zod';
import { DAY_KINDS } from '../deadline/calendar.ts';
import { ClockPolicy } from '../rules/clocks.ts';
import { EvidenceThresholds } from '../rules/evidence.ts';
import { PerformancePolicy } from '../rules/performance.ts';
import { RetentionPolicy } from '../rules/retention.ts';
import { field } from '../words/field.ts';
import { del, get, put } from './operation.ts';
import { Instant, line, RequiredText } from './primitives.ts';

export const SetPolicy = z.strictObject({
  /** From when it counts; now where absent. Never in the past. */
  from: Instant.optional(),
  /** True: clocks that run at that instant are put under it too. Else only those that start afterwards. */
  recompute: z.boolean().default(false),
  reason: RequiredText,
  clocks: ClockPolicy,
  evidence: EvidenceThresholds,
  /** Absent: as it is at that instant anyway. What is erased by it does not come back. */
  retention: RetentionPolicy.optional(),
  /** Absent: as it is at that instant anyway. */
  performance: PerformancePolicy.optional(),
});
export type SetPolicy = z.infer<typeof SetPolicy>;

export const Policy = z.object({
  version: z.number().int(),
  from: Instant,
  recompute: z.boolean(),
  reason: z.string(),
  setAt: Instant,
  clocks: ClockPolicy,
  evidence: EvidenceThresholds,
  /** How long a reporter's data is kept after the report has closed. */
  retention: RetentionPolicy,
  /** What a follow-up is worth; all of it an estimate until the regulation's numbers are entered. */
  performance: PerformancePolicy,
});
export type Policy = z.infer<typeof Policy>;

/** Newest first; what is to come is named as well. */
export const PolicyHistory = z.object({ items: z.array(Policy) });

/** `2025-04-02`, a day of the city. */
export const CivilDate = z.iso.date().refine(isInReach, field('day_reach'));

function isInReach(date: string): boolean {
  return date >= '2018-01-01' && date < '2100-01-01';
}

export const CalendarDay = z.object({
  date: z.string(),
  kind: z.enum(DAY_KINDS),
  name: z.string(),
  /** The decree it comes from, or that it is an estimate. */
  source: z.string(),
});
export type CalendarDay = z.infer<typeof CalendarDay>;

export const CalendarQuery = z.object({
  year: z
    .string()
    .regex(/^20\d{2}$/, field('year'))
    .transform(Number),
});

export const CalendarYear = z.object({ items: z.array(CalendarDay) });

export const SetCalendarDay = z.strictObject({
  kind: z.enum(DAY_KINDS),
  name: line(200).trim().min(1),
  source: line(500).trim().min(1),
});

export const POLICY_OPERATIONS = {
  getPolicy: get('/policy', 'policy:read', { result: Policy }),
  policyHistory: get('/policy/history', 'policy:read', { result: PolicyHistory }),
  setPolicy: put('/policy', 'policy:set', { body: SetPolicy, result: Policy }),
  calendar: get('/calendar', 'policy:read', { query: CalendarQuery, result: CalendarYear }),
  setCalendarDay: put('/calendar/{date}', 'calendar:set', { body: SetCalendarDay, result: CalendarDay }),
  removeCalendarDay: del('/calendar/{date}', 'calendar:set', { status: 204 }),
};
