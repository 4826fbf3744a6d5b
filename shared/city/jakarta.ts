/** The city that Tuntas was built for, and serves where no other is named. */
import { CityFacts } from './facts.ts';
import pack from './packs/jakarta.json' with { type: 'json' };

export const JAKARTA: CityFacts = CityFacts.parse(pack);
