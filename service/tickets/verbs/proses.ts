/** An office says that it has the report in hand: the answer the six-hour clock waits for. */
import { madeAt, stepActor, type Verb } from '../verb.ts';

export const proses: Verb<'proses'> = ({ body, actor, to }) => ({
  steps: [{ action: 'proses', actor: stepActor(actor), to, data: madeAt(body) }],
});
