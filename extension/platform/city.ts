/** The city whose reports these are: what the service last said, until then the one this extension was built for. */
import { CityFacts } from '#shared/city/facts.ts';
import { workFor } from '#shared/city/here.ts';
import { settings } from './settings.ts';

/** To be awaited once before anything is reckoned or drawn. */
export async function startCity(): Promise<void> {
  workFor(await settings.city.get());
  settings.city.watch(workFor);
}

/** What a service said of itself at a sign-in, or since. */
export async function learnCity(facts: CityFacts): Promise<void> {
  const known = JSON.stringify(await settings.city.get());
  if (JSON.stringify(CityFacts.parse(facts)) !== known) await settings.city.set(facts);
}
