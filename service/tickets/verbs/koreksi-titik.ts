/** The report's point was wrong: the new one counts, the old one stays on record, the evidence is judged again. */
import { judgedAgain } from '../judge-again.ts';
import type { Verb } from '../verb.ts';

export const koreksiTitik: Verb<'koreksi_titik'> = async ({ ticket, body, to, now }, services) => {
  const { point, reason } = body;
  // Where it is, not with whom: a report moves only when an officer passes it on.
  const kelurahan = await services.boundaries.kelurahanAt(point);
  const moved = kelurahan === null ? {} : { kelurahan };
  const patch = { lat: point.lat, lon: point.lon, accuracyM: point.accuracyM || null, ...moved };
  const judged = await judgedAgain({ ...ticket, ...patch }, to, now, services);
  return {
    texts: { point: JSON.stringify(point), reason },
    patch,
    after: judged === null ? [] : [judged],
  };
};
