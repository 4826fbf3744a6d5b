/** The rules in force as dated data: limits of the clocks, thresholds of the evidence check, retention, what work is worth, working days. */
import { z } from 'zod';
import { DAY_KINDS } from '../deadline/calendar.ts';
import { ClockPolicy } from '../rules/clocks.ts';
import { EvidenceThresholds } from '../rules/evidence.ts';
import { PerformancePolicy } from '../rules/performance.ts';
import { RetentionPolicy } from '../rules/retention.ts';
import type { Operation } from './operation.ts';
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

/** `2025-04-02`, a day in WIB. */
export const WibDate = z.iso.date().refine(isInReach, 'must lie between 2018 and 2099');

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
    .regex(/^20\d{2}$/, 'must be a year such as 2025')
    .transform(Number),
});

export const CalendarYear = z.object({ items: z.array(CalendarDay) });

export const SetCalendarDay = z.strictObject({
  kind: z.enum(DAY_KINDS),
  name: line(200).trim().min(1),
  source: line(500).trim().min(1),
});

export const POLICY_OPERATIONS = {
  getPolicy: {
    method: 'GET',
    path: '/policy',
    summary: 'The limits and thresholds in force; what no source states is marked as assumed',
    result: Policy,
    right: 'policy:read',
  },
  policyHistory: {
    method: 'GET',
    path: '/policy/history',
    summary: 'Every policy there was and will be, newest first',
    result: PolicyHistory,
    right: 'policy:read',
  },
  setPolicy: {
    method: 'PUT',
    path: '/policy',
    summary: 'Set the policy from an instant on, with a reason (supervisor)',
    body: SetPolicy,
    result: Policy,
    right: 'policy:set',
  },
  calendar: {
    method: 'GET',
    path: '/calendar',
    summary: 'Holidays, cuti bersama and moved working days of a year',
    query: CalendarQuery,
    result: CalendarYear,
    right: 'policy:read',
  },
  setCalendarDay: {
    method: 'PUT',
    path: '/calendar/{date}',
    summary: 'Enter or correct a day; running same-day targets follow (supervisor)',
    body: SetCalendarDay,
    result: CalendarDay,
    right: 'calendar:set',
  },
  removeCalendarDay: {
    method: 'DELETE',
    path: '/calendar/{date}',
    summary: 'Take a day off the calendar: the weekday decides again (supervisor)',
    status: 204,
    right: 'calendar:set',
  },
} as const satisfies Record<string, Operation>;
