/** What the public may know of a report: no names, no texts, dated steps in plain words. */
import { z } from 'zod';
import { STATUSES } from '../ticket/status.ts';
import { Instant, Named } from './primitives.ts';

export const Tracking = z.object({
  number: z.string(),
  status: z.enum(STATUSES),
  /** The status in plain words. */
  statusText: z.string(),
  /** The report it was merged into: follow that one. */
  mergedInto: z.string().optional(),
  category: z.string(),
  kelurahan: Named.optional(),
  steps: z.array(z.object({ at: Instant, text: z.string() })),
  /** The reporter's own rating, 1–5. */
  stars: z.number().int().optional(),
});
export type Tracking = z.infer<typeof Tracking>;
