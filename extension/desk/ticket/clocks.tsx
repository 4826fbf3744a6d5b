/** The clocks of the report: limit, time left or when met, and the rule on focus. Assumed limits say so. */
import type { Report, TicketClock } from '#shared/contract/ticket.ts';
import { TimeLeft } from '#shared/view/marks.tsx';
import type { Locale } from '#shared/words/locale.ts';
import { clockOrDate, fullDate, timeLeft } from '#shared/words/time.ts';
import { t } from '../../platform/i18n.ts';
import { useSurroundings } from '../state/context.ts';

export function Clocks({ clocks }: { clocks: readonly TicketClock[] }) {
  return (
    <dl class="clocks">
      {clocks.map((clock) => (
        <ClockRow key={clock.clock} clock={clock} />
      ))}
    </dl>
  );
}

/** A target is no limit: missing it is told, but never in the colour of what is late. Source: the same-day target. */
const TARGETS: readonly TicketClock['clock'][] = ['same_day'];

function ClockRow({ clock }: { clock: TicketClock }) {
  const { now, locale } = useSurroundings();
  const due = Date.parse(clock.dueAt);
  return (
    <div
      class="clock"
      title={
        clock.explanation ??
        `${t(`desk.clocks.rule_${clock.clock}`)}. ${t('common.due', { at: fullDate(due, locale) })}`
      }
    >
      <dt>
        {t(`common.clock.${clock.clock}`)}
        {clock.assumed && <span class="soft"> ({t('common.assumed')})</span>}
      </dt>
      <dd>
        <span class={clock.late && !TARGETS.includes(clock.clock) ? 'due due-overdue' : 'due'}>
          {clock.metAt === undefined
            ? timeLeft(due - now, locale)
            : metWords(clock, Date.parse(clock.metAt), now, locale)}
        </span>
        <span class="soft">{fullDate(due, locale)}</span>
      </dd>
    </div>
  );
}

function metWords(clock: TicketClock, metAt: number, now: number, locale: Locale): string {
  const at = clockOrDate(metAt, now, locale);
  return clock.late ? t('desk.clocks.met_late', { at }) : t('desk.clocks.met', { at });
}

export function DueTime({ dueAt }: { dueAt: string | null }) {
  const { now, locale } = useSurroundings();
  if (dueAt === null) return <TimeLeft dueAt={null} now={now} locale={locale} />;
  const due = Date.parse(dueAt);
  return (
    <TimeLeft dueAt={due} now={now} locale={locale} title={t('common.due', { at: fullDate(due, locale) })} />
  );
}

/** What a report waits for: its next limit, or the end of its postponement, before which no limit asks for anything. */
export function NextTime({ item }: { item: Pick<Report, 'heldUntil' | 'nextDueAt'> }) {
  const { now, locale } = useSurroundings();
  const until = item.heldUntil === undefined ? now : Date.parse(item.heldUntil);
  if (until <= now) return <DueTime dueAt={item.nextDueAt} />;
  const title = t('desk.ticket.held_until', { until: fullDate(until, locale) });
  return <TimeLeft dueAt={until} now={now} locale={locale} title={title} />;
}
