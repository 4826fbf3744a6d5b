/** Time left in words, with the full date on hover and for screen readers. Late is said by minus and word. */
import { HOUR } from '#shared/time/wib.ts';
import { fullDate, timeLeft } from '#shared/words/time.ts';
import { t } from '../../platform/i18n.ts';
import { useSurroundings } from '../state/context.ts';

export function DueTime({ dueAt }: { dueAt: string | null }) {
  const { now, locale } = useSurroundings();
  if (dueAt === null) return <span class="due due-none" />;
  const due = Date.parse(dueAt);
  const tone = due < now ? 'overdue' : due - now <= HOUR ? 'soon' : 'later';
  return (
    <time class={`due due-${tone}`} dateTime={dueAt} title={t('common.due', { at: fullDate(due, locale) })}>
      {timeLeft(due - now, locale)}
    </time>
  );
}
