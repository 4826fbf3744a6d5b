/** What every part of Tuntas has to know of the city it works for; the rest of its pack is the service's alone. */
import { z } from 'zod';
import { ZONE_NAMES } from './zones.ts';

const Prefix = z.string().regex(/^[A-Z]{1,6}$/);

/** A way by which reports come in: one of those that Tuntas has words for (`CHANNELS` in `shared/ticket/channel.ts`). */
const Channel = z.object({
  code: z.string().regex(/^[a-z_]+$/),
  /** First day on which it took reports; null = before the CRM, not known to us. */
  from: z.iso.date().nullable().default(null),
  /** First day on which it no longer did; null = still open. */
  until: z.iso.date().nullable().default(null),
  /** Whether it sends the point along. */
  geotags: z.boolean().default(false),
  /** True where a date is our assumption. */
  assumed: z.boolean().default(false),
});

/** How a report number is written: prefix, date, the day's sequence, and what stands between them. */
export const NumberForm = z.object({
  /** Of numbers that this service allots where no CRM runs beside it, and of that CRM's own. */
  own: Prefix,
  /** Of what this service takes in itself beside a running CRM. */
  beside: Prefix,
  date: z.enum(['YYMMDD', 'YYYYMMDD']),
  between: z.enum(['', '-']),
  /** Of the sequence; it takes one more where a day has more reports. */
  digits: z.number().int().min(3).max(6),
});
export type NumberForm = z.infer<typeof NumberForm>;

export const CityFacts = z
  .object({
    /** As settings name it: `banda-aceh`. */
    code: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
    /** As its people call it. */
    name: z.string().trim().min(1).max(60),
    zone: z.enum(ZONE_NAMES),
    /** Of its own addresses: `jakarta.go.id`. Open311's callers name it so, unless a setting says otherwise. */
    domain: z.hostname(),
    /** Match patterns of its CRM's pages. */
    sites: z.array(z.string().regex(/^https?:\/\/[^/*]+\/\S*$/)),
    number: NumberForm,
    channels: z.array(Channel).min(1),
    /** Sentences and names that are said otherwise here, by language and key of the catalogue: `common.unit_kind.kelurahan`. */
    words: z.record(z.string(), z.record(z.string(), z.string())).default({}),
    /** How its offices are called by others, besides what is said everywhere: as in `shared/names/vocabulary.json`. */
    names: z
      .object({ means: z.array(z.tuple([z.string(), z.string()])), general: z.array(z.string()) })
      .default({ means: [], general: [] }),
    /** A kelurahan's official code, for where a code is explained. */
    example: z.string().regex(/^\d\d\.\d\d\.\d\d\.\d{4}$/),
  })
  .refine(({ number }) => number.own !== number.beside, 'two kinds of numbers need two prefixes');
export type CityFacts = z.infer<typeof CityFacts>;
