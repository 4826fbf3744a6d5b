/** A supervisor reopens what was finished, refused or merged: the work starts anew with fresh clocks. */
import type { Verb } from '../verb.ts';

export const bukaKembali: Verb<'buka_kembali'> = ({ body }) => ({
  texts: { reason: body.reason },
  patch: { mergedInto: null },
});
