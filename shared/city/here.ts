/**
 * The city that this program works for. A process, as a data folder and an extension's copy, is one city's for good, as it
 * lies in one time zone; so it is said once at the edge and not handed through every call (docs/decisions/0009).
 */
import type { CityFacts } from './facts.ts';

let city: CityFacts | null = null;

/** Said where a program starts: by the service's setting, by its parent process, by what the extension has learned. */
export function workFor(facts: CityFacts): void {
  city = facts;
}

/** Throws where nobody has said it: a city that is guessed would be Jakarta. */
export function here(): CityFacts {
  if (city === null) throw new Error('Nobody has said which city this program works for');
  return city;
}
