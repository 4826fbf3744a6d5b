/** An office's last ninety days beside a decision: it informs whoever decides, and is the office's own to read. */
import { z } from 'zod';
import { RETURN_REASONS } from '../ticket/reason.ts';
import { get } from './operation.ts';
import { Code, Instant, Named } from './primitives.ts';

export const OfficeRecordQuery = z.object({ unit: Code });
export type OfficeRecordQuery = z.infer<typeof OfficeRecordQuery>;

const Count = z.number().int();

export const OfficeRecord = z.object({
  unit: Named,
  /** First and last day, both included. */
  from: z.string(),
  to: z.string(),
  /** False while the log is still being counted: then it may be more. */
  complete: z.boolean(),
  /** Handed in; of merged reports none, they are counted with the one they live on in. */
  followUps: Count,
  /** By a validator, and how many of those were returned. */
  decided: Count,
  returned: Count,
  /** Why, the most frequent first; one return may have several. */
  reasons: z.array(z.object({ code: z.enum(RETURN_REASONS), count: Count })),
  /** Follow-ups with a photo that was handed in before or twice, and those whose check advised a return. */
  samePhoto: Count,
  advised: Count,
  /** Visits to the spot, and how many found it not as reported. */
  visits: z.object({ visited: Count, unfit: Count }),
  /** `mean` from 1 to 5; null where nobody rated. */
  stars: z.object({ ratings: Count, mean: z.number().nullable() }),
  /** The last of one or two stars, newest first; nobody is named. */
  low: z.array(z.object({ number: z.string(), at: Instant, stars: Count, comment: z.string().optional() })),
});
export type OfficeRecord = z.infer<typeof OfficeRecord>;

export const OFFICE_RECORD_OPERATIONS = {
  officeRecord: get('/performance/record', 'record:read', {
    query: OfficeRecordQuery,
    result: OfficeRecord,
    refuses: ['not-found'],
  }),
};
