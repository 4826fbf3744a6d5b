/** A validator returns the follow-up with reasons: the office works on, and gets the time back. */
import { verdictOf } from '#shared/evidence/finding.ts';
import { reliedOn } from '../../rules/criteria/library.ts';
import { prose, type Verb } from '../verb.ts';

export const kembalikan: Verb<'kembalikan'> = async ({ ticket, body, now }, services) => {
  const followUpAt = ticket.clocks.find((clock) => clock.clock === 'validation')?.since;
  const verdict = ticket.verdict && verdictOf(ticket.verdict.findings);
  return {
    data: {
      reasonCodes: body.reasonCodes,
      ...(verdict === null ? {} : { verdict }),
      ...(await reliedOn(services, ticket, body.criteria, now)),
    },
    texts: prose('note', body.note),
    clock: followUpAt === undefined ? {} : { followUpAt },
  };
};
