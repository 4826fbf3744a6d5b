/** What a reporter may ask for by UU 27/2022: a copy of what is kept about them, and its erasure. */
import { z } from 'zod';
import { PhotoFacts } from '../evidence/facts.ts';
import { STATUSES } from '../ticket/status.ts';
import { MESSAGE_KINDS } from './messages.ts';
import { MESSAGE_STATES, SENDERS } from './notification.ts';
import { get, post } from './operation.ts';
import { Instant, line, Paging, Point, RequiredText } from './primitives.ts';
import { Reporter } from './ticket.ts';

/** The secret handed out at filing stands for the reporter. */
export const BySecret = z.strictObject({ trackingSecret: line(200).min(1) });
/** An officer acts on a request that reached them otherwise, and says why. */
export const ByRequest = z.strictObject({ reason: RequiredText });

export const ReporterExport = z.object({
  number: z.string(),
  externalNumber: z.string().optional(),
  status: z.enum(STATUSES),
  channel: z.string(),
  category: z.string(),
  private: z.boolean(),
  reportedAt: Instant,
  receivedAt: Instant,
  closedAt: Instant.optional(),
  description: z.string().optional(),
  address: z.string().optional(),
  point: Point.optional(),
  /** Only for the reporter themselves: an officer never sees who it was. */
  reporter: Reporter.optional(),
  ratings: z.array(
    z.object({ at: Instant, stars: z.number().int().optional(), comment: z.string().optional() }),
  ),
  photos: z.array(
    z.object({
      id: z.string(),
      facts: PhotoFacts,
      /** The file as it was handed in, base64. */
      original: z.string().optional(),
    }),
  ),
  /** What was written to them about this report. */
  notices: z.array(
    z.object({
      at: Instant,
      kind: z.enum(MESSAGE_KINDS),
      sender: z.enum(SENDERS),
      state: z.enum(MESSAGE_STATES),
    }),
  ),
  /** Who looked at the originals: what they are, not who. */
  looks: z.array(z.object({ at: Instant, role: z.string() })),
  erasures: z.array(z.object({ at: Instant, by: z.string() })),
});
export type ReporterExport = z.infer<typeof ReporterExport>;

export const Erasure = z.object({
  number: z.string(),
  /** How much this call erased; nothing where it had been erased before. */
  texts: z.number().int(),
  photos: z.number().int(),
});
export type Erasure = z.infer<typeof Erasure>;

export const LooksPage = z.object({
  /** Looks at originals, newest first. */
  items: z.array(
    z.object({ at: Instant, photo: z.string(), kind: z.string(), username: z.string(), name: z.string() }),
  ),
  next: z.string().nullable(),
  /** Copies of the reporter's data that were handed out; without officer = to the reporter. */
  exports: z.array(z.object({ at: Instant, username: z.string().optional(), reason: z.string().optional() })),
});
export type LooksPage = z.infer<typeof LooksPage>;

export const PRIVACY_OPERATIONS = {
  exportMyData: post('/track/{number}/export', 'public', {
    body: BySecret,
    result: ReporterExport,
    maxBody: 4_096,
  }),
  eraseMyData: post('/track/{number}/erase', 'public', { body: BySecret, result: Erasure, maxBody: 4_096 }),
  exportReporterData: post('/tickets/{number}/export', 'reporter:data', {
    body: ByRequest,
    result: ReporterExport,
  }),
  eraseReporterData: post('/tickets/{number}/erase', 'reporter:data', { body: ByRequest, result: Erasure }),
  looks: get('/tickets/{number}/looks', 'looks:read', { query: Paging, result: LooksPage }),
};
