/** A supervisor proposes a report to another validator on duty. The rotation goes on as if nothing had happened. */
import { invalid } from '../../platform/http/problem.ts';
import type { Verb } from '../verb.ts';

export const usulkan: Verb<'usulkan'> = async ({ ticket, body }, { accounts, turns }) => {
  const officer = await accounts.findOfficer(body.validator);
  if (!officer || !(await turns.onDuty()).includes(officer.id)) {
    throw invalid('validator', 'not-on-duty', 'tickets.refused.not_validator_duty_choose');
  }
  if (officer.id === ticket.proposedValidator) {
    throw invalid('validator', 'same', 'tickets.refused.report_proposed_validator_already');
  }
  return { texts: { reason: body.reason }, patch: { proposedValidator: officer.id } };
};
