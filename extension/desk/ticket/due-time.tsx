/** Time left by the desk's own clock, with the full date on hover and for screen readers. */
import { TimeLeft } from '#shared/view/time-left.tsx';
import { fullDate } from '#shared/words/time.ts';
import { t } from '../../platform/i18n.ts';
import { useSurroundings } from '../state/context.ts';

export function DueTime({ dueAt }: { dueAt: string | null }) {
  const { now, locale } = useSurroundings();
  if (dueAt === null) return <TimeLeft dueAt={null} now={now} locale={locale} />;
  const due = Date.parse(dueAt);
  return (
    <TimeLeft dueAt={due} now={now} locale={locale} title={t('common.due', { at: fullDate(due, locale) })} />
  );
}
