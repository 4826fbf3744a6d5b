/** Time left until something is due. Late is said by a minus, never by colour alone. */
import { HOUR, toWibString } from '../time/wib.ts';
import type { Locale } from '../words/locale.ts';
import { timeLeft } from '../words/time.ts';

interface Props {
  /** ms UTC; null where nothing is due. */
  dueAt: number | null;
  /** ms UTC */
  now: number;
  locale: Locale;
  /** The due instant in words, for whoever points at it. */
  title?: string | undefined;
}

export function TimeLeft({ dueAt, now, locale, title }: Props) {
  if (dueAt === null) return <span class="due due-none" />;
  const tone = dueAt < now ? 'overdue' : dueAt - now <= HOUR ? 'soon' : 'later';
  return (
    <time class={`due due-${tone}`} dateTime={toWibString(dueAt)} title={title}>
      {timeLeft(dueAt - now, locale)}
    </time>
  );
}
