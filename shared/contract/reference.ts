/** What forms choose from: channels and categories. */
import { z } from 'zod';
import { CHANNELS } from '../ticket/channel.ts';
import { get } from './operation.ts';
import { Instant, Named } from './primitives.ts';

/** `?at=`: the channels open at an instant; without it every one there ever was. */
export const ChannelsQuery = z.object({ at: Instant.optional() });

export const ChannelItem = z.object({
  code: z.enum(CHANNELS),
  /** In the caller's language. */
  label: z.string(),
  /** First day (WIB) on which it took reports; null = before the CRM. */
  from: z.iso.date().nullable(),
  /** First day (WIB) on which it no longer did; null = still open. */
  until: z.iso.date().nullable(),
  geotags: z.boolean(),
  /** True where a date is our assumption, shown as "perkiraan". */
  assumed: z.boolean(),
});
export type ChannelItem = z.infer<typeof ChannelItem>;
export const ChannelsResult = z.object({ items: z.array(ChannelItem) });

export const CategoryItem = z.object({
  name: z.string(),
  /** The office usually in charge; null where it is the kelurahan itself. It suggests only. */
  office: Named.nullable(),
});
export type CategoryItem = z.infer<typeof CategoryItem>;
export const CategoriesResult = z.object({ items: z.array(CategoryItem) });

export const REFERENCE_OPERATIONS = {
  listChannels: get('/channels', 'reference:read', { query: ChannelsQuery, result: ChannelsResult }),
  listCategories: get('/categories', 'reference:read', { result: CategoriesResult }),
};
