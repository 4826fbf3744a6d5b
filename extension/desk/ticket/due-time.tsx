/** Time left in words, with the full date on hover and for screen readers. Late is said by minus and word. */
import { type Urgency, urgencyOf } from '#shared/deadline/urgency.ts';
import { fullDate, timeLeft } from '#shared/words/time.ts';
import { t } from '../../platform/i18n.ts';
import { useSurroundings } from '../state/context.ts';

const TONES: Partial<Record<Urgency, string>> = { overdue: 'overdue', due1h: 'soon' };

export function DueTime({ dueAt }: { dueAt: string | null }) {
  const { now, locale } = useSurroundings();
  if (dueAt === null) return <span class="due due-none" />;
  const due = Date.parse(dueAt);
  const tone = TONES[urgencyOf({ nextDueAt: due, sameDayDueAt: null }, now)] ?? 'later';
  return (
    <time class={`due due-${tone}`} dateTime={dueAt} title={t('common.due', { at: fullDate(due, locale) })}>
      {timeLeft(due - now, locale)}
    </time>
  );
}
