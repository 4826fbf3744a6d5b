/** A program of the service works for the city of the process that started it. */
import { CityFacts } from '#shared/city/facts.ts';
import { here, workFor } from '#shared/city/here.ts';

const NAME = 'TUNTAS_HERE';

/** All that a child inherits. */
export function childEnv(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, [NAME]: JSON.stringify(here()) };
}

/** In a child, before anything else. */
export function inheritCity(): void {
  workFor(CityFacts.parse(JSON.parse(process.env[NAME] ?? '')));
}
