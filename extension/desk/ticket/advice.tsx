/** What the evidence advises, first and in one word; the decision stays with the person. */
import { clockOrDate } from '#shared/words/time.ts';
import { t } from '../../i18n.ts';
import type { ReplicaTicket } from '../../replica/database.ts';
import { useSurroundings } from '../context.ts';
import { VerdictSign } from '../icon.tsx';

type Props = Pick<ReplicaTicket, 'item'>;

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
        <strong>{t(`desk.advice.${word}`)}</strong>
      </p>
      {verdict && (
        <p class="advice-more soft">
          {t('desk.advice.checked', clockOrDate(Date.parse(verdict.checkedAt), now, locale))}
        </p>
      )}
    </section>
  );
}

function Returned({ item }: Props) {
  const event = 'events' in item ? item.events.findLast(({ action }) => action === 'kembalikan') : undefined;
  const reasons = event?.reasonCodes?.map((code) => t(`common.return_reason.${code}`)) ?? [];
  return (
    <section class="advice advice-fail" aria-label={t('common.event.kembalikan')}>
      <VerdictSign verdict="fail" size={24} />
      <p class="advice-word">
        <strong>{[t('common.event.kembalikan'), reasons.join(', ')].filter(Boolean).join(': ')}</strong>
      </p>
      {event?.note && <p class="advice-more prose">{event.note}</p>}
    </section>
  );
}
