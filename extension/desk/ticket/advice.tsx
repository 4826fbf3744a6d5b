/** What the evidence advises, first and in one word; the decision stays with the person. */
import type { QueueItem } from '#shared/contract/ticket.ts';
import { clockOrDate } from '#shared/words/time.ts';
import { t } from '../../i18n.ts';
import { useSurroundings } from '../context.ts';
import { VerdictSign } from '../icon.tsx';

export function Advice({ verdict }: Pick<QueueItem, 'verdict'>) {
  const { now, locale } = useSurroundings();
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
