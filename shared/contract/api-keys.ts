/** Keys for other systems (JAKI, the CRM site): what each may do, for which channels, until when. */
import { z } from 'zod';
import { API_SCOPES, type ApiScope } from '../people/right.ts';
import { CHANNELS } from '../ticket/channel.ts';
import { Instant, line } from './primitives.ts';

export const ClientName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,39}$/, 'is 2 to 40 small letters, digits or dashes, a letter first');
/** Where a front-end's pages lie, as its browser tells it: `https://lapor.example.id`. */
export const Origin = z
  .string()
  .trim()
  .max(200)
  .regex(
    /^(?:https:\/\/[a-z0-9.-]+|http:\/\/localhost)(?::\d{1,5})?$/,
    'is not where pages lie, such as https://lapor.example.id (http only for localhost)',
  );

/** What brings reports in does so for named channels. */
const BRINGS_IN: readonly ApiScope[] = ['tickets:file', 'tickets:import'];

export const NewApiKey = z
  .strictObject({
    /** The system it is for. Keys of one client see the same reports, so that a key can be replaced. */
    client: ClientName,
    /** What the operator calls this key. */
    name: line(200).trim().min(1),
    scopes: z.array(z.enum(API_SCOPES)).min(1),
    /** It files for these and no other. */
    channels: z.array(z.enum(CHANNELS)).default([]),
    /** Pages from there may call the API in a browser. */
    origins: z.array(Origin).max(20).default([]),
    expiresAt: Instant.optional().meta({ description: 'A year ahead at most; absent = half a year' }),
  })
  .refine((key) => key.channels.length > 0 || !key.scopes.some((scope) => BRINGS_IN.includes(scope)), {
    path: ['channels'],
    message: 'is required with the scopes tickets:file and tickets:import',
  });
export type NewApiKey = z.infer<typeof NewApiKey>;

export const ApiKey = z.object({
  id: z.string(),
  client: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(API_SCOPES)),
  channels: z.array(z.enum(CHANNELS)),
  origins: z.array(z.string()),
  createdAt: Instant,
  expiresAt: Instant,
  revokedAt: Instant.nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;

/** The key is shown this once: the service keeps only its hash. */
export const ApiKeyWithSecret = ApiKey.extend({ key: z.string() });
export const ApiKeyList = z.object({ items: z.array(ApiKey) });
