/** The map: its pictures, and what lies around a report. Degrees, WGS 84. */
import { z } from 'zod';
import { STATUSES } from '../ticket/status.ts';
import { get } from './operation.ts';
import { Instant, Named } from './primitives.ts';

/** What whoever draws a map has to know. */
export const MapFacts = z.object({
  /** Which pictures `GET /tiles/{z}/{x}/{y}` has, and what has to be named on them; null where there are none. */
  tiles: z
    .object({
      minZoom: z.number().int(),
      maxZoom: z.number().int(),
      box: z.object({ west: z.number(), south: z.number(), east: z.number(), north: z.number() }),
      attribution: z.object({ text: z.string(), url: z.url({ protocol: /^https$/ }).nullable() }),
    })
    .nullable(),
  /** The office's own map, an https address with `{lat}` and `{lon}`; null where there is none. */
  link: z.string().nullable(),
});
export type MapFacts = z.infer<typeof MapFacts>;

const Place = z.object({ lat: z.number(), lon: z.number() });

const NearReport = z.object({
  number: z.string(),
  status: z.enum(STATUSES),
  /** Present where it was merged into another one. */
  mergedInto: z.string().optional(),
  category: z.string(),
  receivedAt: Instant,
  point: Place,
  /** From this report's point. */
  distanceM: z.number(),
});
export type NearReport = z.infer<typeof NearReport>;

const Border = z.object({
  kelurahan: Named,
  /** Whether the report's point lies in it. */
  holds: z.boolean(),
  /** Open lines of latitude and longitude: what of its outline lies near. */
  lines: z.array(z.array(z.tuple([z.number(), z.number()]))),
});

/** What lies around a report's point, as far as the caller may see it; nothing around a report without one. */
export const Surroundings = z.object({
  map: MapFacts,
  /** Reports of the last 90 days within 250 m, the nearest first; the newest fifty where there are more. */
  reports: z.array(NearReport),
  /** Whether there are more of them. */
  more: z.boolean(),
  /** Empty where no boundaries were loaded. */
  borders: z.array(Border),
});
export type Surroundings = z.infer<typeof Surroundings>;

export const MAP_OPERATIONS = {
  getTile: get('/tiles/{z}/{x}/{y}', 'map:read', { refuses: ['not-found'] }),
  getSurroundings: get('/tickets/{number}/surroundings', 'tickets:read', { result: Surroundings }),
};
