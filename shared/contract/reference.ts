/** What forms choose from: channels, and categories as a supervisor keeps them. */
import { z } from 'zod';
import { Limit } from '../rules/clocks.ts';
import { CHANNELS } from '../ticket/channel.ts';
import { field } from '../words/field.ts';
import { get, post, put } from './operation.ts';
import { Aliases, Code, Instant, line, Named } from './primitives.ts';

/** `?at=`: the channels open at an instant; without it every one there ever was. */
export const ChannelsQuery = z.object({ at: Instant.optional() });

export const ChannelItem = z.object({
  code: z.enum(CHANNELS),
  /** In the caller's language. */
  label: z.string(),
  /** First day on which it took reports; null = before the CRM. */
  from: z.iso.date().nullable(),
  /** First day on which it no longer did; null = still open. */
  until: z.iso.date().nullable(),
  geotags: z.boolean(),
  /** True where a date is our assumption, shown as "perkiraan". */
  assumed: z.boolean(),
});
export type ChannelItem = z.infer<typeof ChannelItem>;
export const ChannelsResult = z.object({ items: z.array(ChannelItem) });

/** `?at=`: the categories that took reports at an instant; without it every one there ever was. */
export const CategoriesQuery = z.object({ at: Instant.optional() });

export const CategoryItem = z.object({
  /** Its name as an address has it. */
  code: z.string(),
  name: z.string(),
  /** What other systems call it besides. */
  aliases: z.array(z.string()),
  /** The office usually in charge; null where it is the kelurahan itself. It suggests only. */
  office: Named.nullable(),
  /** First day on which it takes reports; null = always. */
  from: z.iso.date().nullable(),
  /** First day on which it no longer does; null = still open. */
  until: z.iso.date().nullable(),
  /** From receipt to follow-up, and how far from the point a photo may be taken: the policy in force; `own` where it is not the general one. */
  limit: Limit.extend({ own: z.boolean() }),
  standoff: z.object({ metres: z.number(), own: z.boolean() }),
});
export type CategoryItem = z.infer<typeof CategoryItem>;
export const CategoriesResult = z.object({ items: z.array(CategoryItem) });

const Kept = z.strictObject({
  aliases: Aliases.default([]),
  /** Null: the kelurahan itself. */
  office: Code.nullable().default(null),
  from: z.iso.date().nullable().default(null),
  until: z.iso.date().nullable().default(null),
});

function isPeriod({ from, until }: z.infer<typeof Kept>): boolean {
  return from === null || until === null || from < until;
}
const LATER = { path: ['until'], message: field('later_than_from') };

/** A change is written whole; its name stays, for reports are kept under it. */
export const CategoryInput = Kept.refine(isPeriod, LATER);
export type CategoryInput = z.infer<typeof CategoryInput>;
export const NewCategory = Kept.extend({ name: line(200).trim().min(1) }).refine(isPeriod, LATER);
export type NewCategory = z.infer<typeof NewCategory>;

export const REFERENCE_OPERATIONS = {
  listChannels: get('/channels', 'reference:read', { query: ChannelsQuery, result: ChannelsResult }),
  listCategories: get('/categories', 'reference:read', { query: CategoriesQuery, result: CategoriesResult }),
  addCategory: post('/categories', 'categories:set', {
    body: NewCategory,
    status: 201,
    result: CategoryItem,
  }),
  changeCategory: put('/categories/{code}', 'categories:set', { body: CategoryInput, result: CategoryItem }),
};
