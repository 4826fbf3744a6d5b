/** A supervisor reopens what was finished, refused or merged: the work starts anew with fresh clocks. */
import { madeAt, stepActor, type Verb } from '../verb.ts';

export const bukaKembali: Verb<'buka_kembali'> = ({ body, actor, to }) => ({
  steps: [
    {
      action: 'buka_kembali',
      actor: stepActor(actor),
      to,
      data: madeAt(body),
      texts: { reason: body.reason },
      patch: { mergedInto: null },
    },
  ],
});
