/** The city whose numbers a page is searched for: told by the worker, for the settings are kept from pages and their scripts. */
import type { CityFacts } from '#shared/city/facts.ts';
import { ask } from '../connection/messages.ts';

/** Until a worker answers, the city this extension was built for: most pages hold no number of any. */
export async function citySearchedFor(): Promise<CityFacts> {
  return (await ask('city').catch(() => null)) ?? __CITY__;
}
