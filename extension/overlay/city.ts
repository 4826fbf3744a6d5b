/** The city whose numbers a page is searched for: read without waking the worker, and without a parser in every page. */
import { browser } from 'wxt/browser';
import type { CityFacts } from '#shared/city/facts.ts';

/** The worker has parsed it before it was stored: see `settings.city`. */
export async function rememberedCity(): Promise<CityFacts> {
  const { city = __CITY__ } = await browser.storage.local.get<{ city?: CityFacts }>('city');
  return city;
}
