/** A report's marks on desk and pages alike: its status, the time left, its verdict. A stylesheet may colour them. */
import type { ComponentChildren } from 'preact';
import { type Urgency, urgencyOf } from '../deadline/urgency.ts';
import type { VerdictWord } from '../evidence/finding.ts';
import type { Status } from '../ticket/status.ts';
import { toTimestamp } from '../time/zone.ts';
import type { Locale } from '../words/locale.ts';
import { timeLeft } from '../words/time.ts';

interface StatusProps {
  status: Status | 'merged';
  /** The status in the reader's words. */
  label: string;
}

export function StatusTag({ status, label }: StatusProps) {
  return <span class={`status status-${status}`}>{label}</span>;
}

interface VerdictProps {
  /** Null before anything was checked. */
  verdict: VerdictWord | null;
  /** The verdict in the reader's words. */
  label: string;
  /** Its shape, one for each verdict. */
  children: ComponentChildren;
}

export function VerdictSign({ verdict, label, children }: VerdictProps) {
  return (
    <span class={`sign sign-${verdict ?? 'none'}`} role="img" aria-label={label}>
      {children}
    </span>
  );
}

interface TimeProps {
  /** ms UTC; null where nothing is due. */
  dueAt: number | null;
  /** ms UTC */
  now: number;
  locale: Locale;
  /** The due instant in words, for whoever points at it. */
  title?: string | undefined;
}

const TONES: Partial<Record<Urgency, string>> = { overdue: 'overdue', due1h: 'soon' };

export function TimeLeft({ dueAt, now, locale, title }: TimeProps) {
  if (dueAt === null) return <span class="due due-none" />;
  const tone = TONES[urgencyOf({ nextDueAt: dueAt, sameDayDueAt: null }, now)] ?? 'later';
  return (
    <time class={`due due-${tone}`} dateTime={toTimestamp(dueAt)} title={title}>
      {timeLeft(dueAt - now, locale)}
    </time>
  );
}
