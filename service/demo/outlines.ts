/**
 * How many reports stand where, and when they are due. Each group of the list is one line; hours are from now, negative
 * ones have passed. Enough of each to fill a desk: overdue, within the hour, today, later; among honest work every
 * finding at least once. Closed ones come first: what was handed in before can be handed in again.
 */
import { z } from 'zod';
import { STATUSES, type Status } from '#shared/ticket/status.ts';
import { KIND_NAMES, type Kind } from './follow-ups.ts';
import groups from './outlines.json' with { type: 'json' };
import { SUBJECTS } from './photo/shot.ts';

const Told = z.strictObject({
  /** `bangka` and `dinas` have a demo account. Absent: any kelurahan. */
  at: z.enum(['bangka', 'dinas', 'sudin']).optional(),
  subject: z.enum(SUBJECTS).optional(),
  /** The last follow-up. */
  kind: z.enum(KIND_NAMES).optional(),
  /** An earlier follow-up, which was returned. */
  returnedAs: z.enum(KIND_NAMES).optional(),
  /** Filed without a point and without a kelurahan. */
  tray: z.boolean().optional(),
  key: z.string().optional(),
  /** Report whose after-photo is handed in again. */
  foreign: z.string().optional(),
  mergeInto: z.string().optional(),
  /** Report at whose spot the same trouble has come back. */
  again: z.string().optional(),
});

export interface Outline extends z.infer<typeof Told> {
  ends: Status;
  /** Hours from now: the due instant that counts in this status; for closed reports the closing itself. */
  dueIn: number;
}

const Groups = z.array(
  Told.extend({
    ends: z.enum(STATUSES),
    /** One report each; or so many evenly between two instants. */
    hours: z.union([
      z.array(z.number()),
      z.strictObject({ from: z.number(), to: z.number(), count: z.number().int() }),
    ]),
    /** The `kind`, or `returnedAs`, of each. */
    kinds: z.array(z.enum(KIND_NAMES)).optional(),
    returnedKinds: z.array(z.enum(KIND_NAMES)).optional(),
  }),
);

function instants(hours: z.infer<typeof Groups>[number]['hours']): number[] {
  if (Array.isArray(hours)) return hours;
  const { from, to, count } = hours;
  return Array.from({ length: count }, (_, i) => from + ((to - from) * (i + 0.5)) / count);
}

function named(kind: Kind | undefined, as: 'kind' | 'returnedAs'): Pick<Outline, 'kind' | 'returnedAs'> {
  return kind === undefined ? {} : { [as]: kind };
}

export const OUTLINES: readonly Outline[] = Groups.parse(groups).flatMap(
  ({ hours, kinds, returnedKinds, ...rest }) =>
    instants(hours).map((dueIn, i) => ({
      ...rest,
      dueIn,
      ...named(kinds?.[i], 'kind'),
      ...named(returnedKinds?.[i], 'returnedAs'),
    })),
);
