/** What every part of Tuntas has to know of the city it works for; the rest of its pack is the service's alone. */
import { z } from 'zod';
import { ZONE_NAMES } from './zones.ts';

export const CityFacts = z.object({
  /** As folders and settings name it: `banda-aceh`. */
  code: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  /** As its people call it. */
  name: z.string().trim().min(1).max(60),
  zone: z.enum(ZONE_NAMES),
});
export type CityFacts = z.infer<typeof CityFacts>;
