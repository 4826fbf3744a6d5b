/** Time left until something is due. Late is said by a minus, never by colour alone. */
import { type Urgency, urgencyOf } from '../deadline/urgency.ts';
import { toWibString } from '../time/wib.ts';
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

const TONES: Partial<Record<Urgency, string>> = { overdue: 'overdue', due1h: 'soon' };

export function TimeLeft({ dueAt, now, locale, title }: Props) {
  if (dueAt === null) return <span class="due due-none" />;
  const tone = TONES[urgencyOf({ nextDueAt: dueAt, sameDayDueAt: null }, now)] ?? 'later';
  return (
    <time class={`due due-${tone}`} dateTime={toWibString(dueAt)} title={title}>
      {timeLeft(dueAt - now, locale)}
    </time>
  );
}
