/** A city that nobody has built for: two hours ahead of Jakarta's clock. */
import { CityFacts } from '#shared/city/facts.ts';

export const EAST: CityFacts = CityFacts.parse({ code: 'kota-timur', name: 'Kota Timur', zone: 'WIT' });
