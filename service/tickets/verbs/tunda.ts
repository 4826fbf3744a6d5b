/** Postponing, but never past the monthly close. */
import { nextMonthlyClose } from '#shared/deadline/monthly-close.ts';
import { fullDate } from '#shared/words/time.ts';
import { invalid } from '../../platform/http/problem.ts';
import { madeAt, stepActor, type Verb } from '../verb.ts';

export const tunda: Verb<'tunda'> = ({ body, actor, to, now }) => {
  const until = Date.parse(body.until);
  if (until <= now) {
    throw invalid('until', 'past', {
      id: 'Waktu penundaan harus di masa depan.',
      en: 'A report can be postponed to the future only.',
    });
  }
  const close = nextMonthlyClose(now);
  if (until > close) {
    throw invalid('until', 'monthly-close', {
      id: `Penundaan paling lama sampai tutup bulan, ${fullDate(close, 'id')}.`,
      en: `Postpone no further than the monthly close, ${fullDate(close, 'en')}.`,
    });
  }
  return {
    steps: [
      {
        action: 'tunda',
        actor: stepActor(actor),
        to,
        data: { ...madeAt(body), until },
        texts: { reason: body.reason },
        patch: { heldUntil: until },
        clock: { until },
      },
    ],
  };
};
