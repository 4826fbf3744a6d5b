/** Who is on duty: the validators' roster, each office's, and what one's own duty is now. */
import { z } from 'zod';
import { periodFault } from '../people/roster-period.ts';
import { field } from '../words/field.ts';
import { Username } from './accounts.ts';
import { get, put } from './operation.ts';
import { Instant, Paging, pageOf } from './primitives.ts';

/** More than a year of three shifts a day; what is over may be left out. */
export const MAX_PERIODS = 1_200;

export const PeriodInput = z.strictObject({ officer: Username, from: Instant, until: Instant });

const FAULTS = {
  backwards: field('later_than_from'),
  'too-long': 'is more than 31 days after from: split the period',
  overlap: 'overlaps another period of the same officer',
};

/** The roster whole: what is left out is no longer planned. An empty one plans nobody. */
export const DutyInput = z
  .strictObject({ periods: z.array(PeriodInput).max(MAX_PERIODS) })
  .superRefine(({ periods }, context) => {
    const planned = new Map<string, { from: number; until: number }[]>();
    for (const [index, { officer, ...given }] of periods.entries()) {
      const period = { from: Date.parse(given.from), until: Date.parse(given.until) };
      const own = planned.get(officer) ?? [];
      const fault = periodFault(period, own);
      if (fault) {
        context.addIssue({ code: 'custom', path: ['periods', index, 'until'], message: FAULTS[fault] });
      }
      planned.set(officer, [...own, period]);
    }
  });
export type DutyInput = z.infer<typeof DutyInput>;

/** Who somebody is, as officers know one another. */
export const OfficerName = z.object({ username: z.string(), name: z.string() });
export type OfficerName = z.infer<typeof OfficerName>;

export const DutyRoster = z.object({
  /** 0 while nobody has written it; `If-Match` of a change names it. */
  version: z.number().int(),
  setAt: Instant.nullable(),
  setBy: OfficerName.nullable(),
  /** In order of their beginning. */
  periods: z.array(z.object({ officer: OfficerName, from: Instant, until: Instant })),
});
export type DutyRoster = z.infer<typeof DutyRoster>;

/** Every version there was, newest first. */
export const DutyHistory = pageOf(DutyRoster);
export type DutyHistory = z.infer<typeof DutyHistory>;

/** One's own duty now, over all rosters one stands in. */
export const OwnDuty = z.object({
  onDuty: z.boolean(),
  /** When it ends; null off duty. */
  until: Instant.nullable(),
  /** When the one after that begins; null where none is planned. */
  next: Instant.nullable(),
});
export type OwnDuty = z.infer<typeof OwnDuty>;

export const ROSTER_OPERATIONS = {
  ownDuty: get('/duty/me', 'duty:own', { result: OwnDuty }),
  validatorDuty: get('/duty/validators', 'duty:validators', { result: DutyRoster }),
  setValidatorDuty: put('/duty/validators', 'duty:validators:set', {
    body: DutyInput,
    result: DutyRoster,
    headers: ['if-match'],
  }),
  validatorDutyHistory: get('/duty/validators/history', 'duty:validators:set', {
    query: Paging,
    result: DutyHistory,
  }),
  unitDuty: get('/duty/units/{code}', 'duty:unit', { result: DutyRoster }),
  setUnitDuty: put('/duty/units/{code}', 'duty:unit:set', {
    body: DutyInput,
    result: DutyRoster,
    headers: ['if-match'],
  }),
  unitDutyHistory: get('/duty/units/{code}/history', 'duty:unit', {
    query: Paging,
    result: DutyHistory,
  }),
};
