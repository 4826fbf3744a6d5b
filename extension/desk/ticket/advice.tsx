/** What the evidence advises, first and in one word; the decision stays with the person. */
import { clockOrDate } from '#shared/words/time.ts';
import { t } from '../../platform/i18n.ts';
import type { StoredTicket } from '../../store/database.ts';
import { VerdictSign } from '../../ui/icon.tsx';
import { isVerdictDue } from '../model/asked.ts';
import { useSurroundings } from '../state/context.ts';

type Props = Pick<StoredTicket, 'item'>;

export function Advice({ item }: Props) {
  const { now, locale } = useSurroundings();
  // The office that follows up is past advice: why it came back stands above everything.
  if (item.status === 'tl_ditolak' || !isVerdictDue(item)) return null;
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
