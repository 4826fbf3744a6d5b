/** What the evidence advises, first and in one word; the decision stays with the person. */
import type { Locale } from '#shared/words/locale.ts';
import { clockOrDate, shortDate, timeLeft } from '#shared/words/time.ts';
import { t } from '../../platform/i18n.ts';
import type { StoredTicket } from '../../store/database.ts';
import { VerdictSign } from '../../ui/icon.tsx';
import { useSurroundings } from '../state/context.ts';

type Props = Pick<StoredTicket, 'item'>;

export function Advice({ item }: Props) {
  const { now, locale } = useSurroundings();
  // The office that follows up is past advice: it needs what the validator asked for.
  if (item.status === 'tl_ditolak') return <Returned item={item} />;
  const { verdict } = item;
  const word = verdict?.verdict ?? 'none';
  return (
    <section class={`advice advice-${word}`} aria-label={t('desk.advice.title')}>
      <VerdictSign verdict={verdict?.verdict ?? null} size={24} />
      <p class="advice-word">
        {verdict && <span class="soft">{t('desk.advice.title')}: </span>}
        <strong>{t(`desk.advised.${word}`)}</strong>
      </p>
      {verdict && (
        <p class="advice-more soft">
          {t('desk.advice.checked', { at: clockOrDate(Date.parse(verdict.checkedAt), now, locale) })}
        </p>
      )}
    </section>
  );
}

/** Why it came back, what is asked for, and the time that is left: the findings of that follow-up stand below. */
function Returned({ item }: Props) {
  const { now, locale } = useSurroundings();
  const returns = 'events' in item ? item.events.filter(({ action }) => action === 'kembalikan') : [];
  const event = returns.at(-1);
  const reasons = event?.reasonCodes?.map((code) => t(`common.return_reason.${code}`)) ?? [];
  const due = item.nextDueAt === null ? null : Date.parse(item.nextDueAt);
  return (
    <section class="advice advice-fail" aria-label={t('common.event.kembalikan')}>
      <VerdictSign verdict="fail" size={24} />
      <p class="advice-word">
        <strong>{[t('common.event.kembalikan'), reasons.join(', ')].filter(Boolean).join(': ')}</strong>
      </p>
      <p class="advice-more soft">
        {[
          event && shortDate(Date.parse(event.at), now, locale),
          returns.length > 1 && t('desk.returned.times', { count: returns.length }),
          due !== null && remaining(due - now, locale),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {event?.note && <p class="advice-note prose">{event.note}</p>}
    </section>
  );
}

function remaining(left: number, locale: Locale): string {
  return t(left < 0 ? 'desk.returned.late' : 'desk.returned.left', {
    time: timeLeft(Math.abs(left), locale),
  });
}
