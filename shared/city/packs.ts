/** The cities that ship with Tuntas, and a city of one's own from a file. */
import { CityPack } from './pack.ts';
import bandaAceh from './packs/banda-aceh.json' with { type: 'json' };
import jakarta from './packs/jakarta.json' with { type: 'json' };

/** The city that Tuntas was built for, and serves where no other is named. */
export const JAKARTA: CityPack = CityPack.parse(jakarta);

export const PACKS: readonly CityPack[] = [JAKARTA, CityPack.parse(bandaAceh)];

/**
 * `asked` is the code of one that ships, or the path of a pack (`.json`), which `read` fetches. Throws with a sentence that
 * says what it may be.
 */
export function packNamed(asked: string, read: (path: string) => string): CityPack {
  if (asked.endsWith('.json')) return CityPack.parse(JSON.parse(read(asked)));
  const pack = PACKS.find(({ code }) => code === asked);
  if (pack) return pack;
  const codes = PACKS.map(({ code }) => code).join(', ');
  throw new RangeError(`may be ${codes}, or the path of a city pack (.json)`);
}
