/** Postponing, but never past the monthly close. */
import { nextMonthlyClose } from '#shared/deadline/monthly-close.ts';
import { invalid } from '../../platform/http/problem.ts';
import type { Verb } from '../verb.ts';

export const tunda: Verb<'tunda'> = ({ body, now }) => {
  const until = Date.parse(body.until);
  if (until <= now) {
    throw invalid('until', 'past', 'tickets.refused.report_can_postponed_future');
  }
  const close = nextMonthlyClose(now);
  if (until > close) {
    throw invalid('until', 'monthly-close', {
      key: 'tickets.refused.past_monthly_close',
      values: { close: { at: close } },
    });
  }
  return { data: { until }, texts: { reason: body.reason }, patch: { heldUntil: until }, clock: { until } };
};
