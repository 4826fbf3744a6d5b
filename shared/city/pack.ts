/**
 * All that is one city's and no other's, as one file: who works there, what is complained of, by what it is judged. A new
 * database starts with it; from then on its people keep it.
 */
import { z } from 'zod';
import { CityFacts } from './facts.ts';

/** The name first, then what others call it. */
const Names = z.array(z.string().trim().min(1).max(200)).min(1);
const Offices = z.record(z.string().regex(/^[a-z][a-z0-9-]{0,63}$/), Names);

const Units = z.object({
  /** The office above all others. */
  root: z.object({ code: z.string(), kind: z.enum(['province', 'city']), names: Names }),
  /** Beginnings of the official codes (Kemendagri) of what lies in the city: `31`, `11.71`. */
  within: z.array(z.string().regex(/^\d\d(\.\d\d)?$/)).min(1),
  /** Beginnings of codes of what lies too far off to be drawn on the city's map. */
  offshore: z.array(z.string()).default([]),
  /** What stands before a place's name: `Kelurahan`, `Gampong`. */
  kecamatan: z.string().min(1),
  kelurahan: z.string().min(1),
  offices: z.object({
    dinas: Offices,
    biro: Offices,
    bumd: Offices,
    /** By the dinas they belong to. */
    upt: z.record(z.string(), Offices),
    /** By their dinas: one in each city below the root. */
    suku_dinas: z.record(z.string(), z.string().min(1)),
  }),
});

export const CityPack = CityFacts.safeExtend({
  /** What lies outside it is not the city's; degrees, WGS 84, with a little around. */
  box: z.object({ minLon: z.number(), maxLon: z.number(), minLat: z.number(), maxLat: z.number() }),
  /** The office that hands out keys of the API and answers those who build on it. */
  contact: z.string().trim().min(1),
  units: Units,
  categories: z.array(
    z.object({
      name: z.string().trim().min(1).max(200),
      aliases: z.array(z.string()).default([]),
      /** Code of the office usually in charge; null where it is the kelurahan itself. */
      office: z.string().nullable(),
    }),
  ),
  /** Read by the library of criteria as it reads a supervisor's. */
  criteria: z.array(z.unknown()),
});
export type CityPack = z.infer<typeof CityPack>;
