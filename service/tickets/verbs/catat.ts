/** An internal note: changes nothing but the version. */
import { madeAt, stepActor, type Verb } from '../verb.ts';

export const catat: Verb<'catat'> = ({ body, actor, to }) => ({
  steps: [{ action: 'catat', actor: stepActor(actor), to, data: madeAt(body), texts: { note: body.note } }],
});
