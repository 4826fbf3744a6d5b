/** Refusing the citizen's report: ends the work. Not to be mixed with returning a follow-up. */
import { madeAt, stepActor, type Verb } from '../verb.ts';

export const tolak: Verb<'tolak'> = ({ body, actor, to }) => ({
  steps: [
    {
      action: 'tolak',
      actor: stepActor(actor),
      to,
      data: { ...madeAt(body), reasonCode: body.reasonCode },
      texts: { reason: body.reason },
    },
  ],
});
