/** A validator accepts the follow-up: the report is done. Against the advice only with a reason, kept on record. */

import { verdictOf } from '#shared/evidence/finding.ts';
import { invalid } from '../../platform/http/problem.ts';
import { reliedOn } from '../../rules/criteria/library.ts';
import { madeAt, prose, stepActor, type Verb } from '../verb.ts';

export const setujui: Verb<'setujui'> = async ({ ticket, body, actor, to, now }, services) => {
  const verdict = ticket.verdict && verdictOf(ticket.verdict.findings);
  if (verdict === 'fail' && !body.reason?.trim()) {
    throw invalid('reason', 'required', 'tickets.refused.check_advises_return_give');
  }
  return {
    steps: [
      {
        action: 'setujui',
        actor: stepActor(actor),
        to,
        data: {
          ...madeAt(body),
          ...(verdict === null ? {} : { verdict }),
          ...(await reliedOn(services, ticket, body.criteria, now)),
        },
        texts: prose('reason', body.reason),
      },
    ],
  };
};
