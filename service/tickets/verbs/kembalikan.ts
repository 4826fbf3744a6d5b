/** A validator returns the follow-up with reasons: the office works on, and gets the time back. */
import { verdictOf } from '#shared/evidence/finding.ts';
import { reliedOn } from '../../rules/criteria/library.ts';
import { madeAt, prose, stepActor, type Verb } from '../verb.ts';

export const kembalikan: Verb<'kembalikan'> = async ({ ticket, body, actor, to, now }, services) => {
  const followUpAt = ticket.clocks.find((clock) => clock.clock === 'validation')?.since;
  const verdict = ticket.verdict && verdictOf(ticket.verdict.findings);
  return {
    steps: [
      {
        action: 'kembalikan',
        actor: stepActor(actor),
        to,
        data: {
          ...madeAt(body),
          reasonCodes: body.reasonCodes,
          ...(verdict === null ? {} : { verdict }),
          ...(await reliedOn(services, ticket, body.criteria, now)),
        },
        texts: prose('note', body.note),
        clock: followUpAt === undefined ? {} : { followUpAt },
      },
    ],
  };
};
