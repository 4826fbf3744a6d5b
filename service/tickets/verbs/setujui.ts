/** A validator accepts the follow-up: the report is done. Against the advice, and ahead of it, only with a reason. */

import { approvalNeedsReason, verdictOf } from '#shared/evidence/finding.ts';
import { invalid } from '../../platform/http/problem.ts';
import { reliedOn } from '../../rules/criteria/library.ts';
import { prose, type Verb } from '../verb.ts';

export const setujui: Verb<'setujui'> = async ({ ticket, body, now }, services) => {
  const reasons = ticket.verdict?.findings ?? [];
  const verdict = ticket.verdict && verdictOf(reasons);
  if (approvalNeedsReason(verdict && { verdict, reasons }) && !body.reason?.trim()) {
    throw invalid(
      'reason',
      'required',
      verdict === 'fail'
        ? 'tickets.refused.check_advises_return_give'
        : 'tickets.refused.photo_not_read_give',
    );
  }
  return {
    data: {
      ...(verdict === null ? {} : { verdict }),
      ...(await reliedOn(services, ticket, body.criteria, now)),
    },
    texts: prose('reason', body.reason),
  };
};
