/** Postponing, never past the monthly close: how long by digit, why by letter or in one's own words. */
import { nextMonthlyClose } from '#shared/deadline/monthly-close.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import { fullDate } from '#shared/words/time.ts';
import { t } from '../../platform/i18n.ts';
import { postponeTimes, untilFault } from '../model/until.ts';
import { useSurroundings } from '../state/context.ts';
import { keepDrafts, useDraft } from '../state/drafts.ts';
import { chooseByKey } from './fields/choices.tsx';
import { PhrasedField, phraseChoices } from './fields/text-fields.tsx';
import { UntilField, useQuickChoices } from './fields/until-field.tsx';
import { type FormProps, FormShell } from './form-shell.tsx';

interface Draft {
  /** ms */
  until: number | null;
  reason: string;
}

const drafts = keepDrafts<Draft>();

export function PostponeForm({ phrases, onEditPhrases, onSend, onClose, ...form }: FormProps) {
  const { now, locale } = useSurroundings();
  const close = nextMonthlyClose(now);
  const { draft, change, lack, sendUnless } = useDraft(drafts, form, { until: null, reason: '' });
  const { until, reason } = draft;
  const quick = useQuickChoices(postponeTimes(now), until);
  const sentences = phraseChoices('tunda', phrases, reason);
  const fault = untilFault(until, now, close);

  const send = (): void => {
    if (until === null) return;
    onSend({ action: 'tunda', until: toTimestamp(until), reason: reason.trim() });
  };
  const missing = (): string | null => {
    if (fault === 'close') return t('desk.until.past_close', { close: fullDate(close, locale) });
    if (fault) return t(`desk.until_word.${fault}`);
    return reason.trim() === '' ? t('desk.bar.reason_required') : null;
  };

  return (
    <FormShell
      title={t('desk.hold.title')}
      sendWords={t('common.action.tunda')}
      problem={lack}
      focus="form"
      onKey={(key) =>
        chooseByKey(quick, key, (at) => change({ until: at })) ||
        chooseByKey(sentences, key, (text) => change({ reason: text }))
      }
      onSend={() => sendUnless(missing(), send)}
      onClose={onClose}
    >
      <p class="soft form-hint">{t('desk.hold.hint', { close: fullDate(close, locale) })}</p>
      <UntilField
        label={t('desk.hold.until')}
        quick={quick}
        value={until}
        last={close}
        invalid={lack !== null && fault !== null}
        onTime={(at) => change({ until: at })}
      />
      <PhrasedField
        label={t('desk.bar.reason')}
        phrases={sentences}
        value={reason}
        invalid={lack !== null && reason.trim() === ''}
        onText={(text) => change({ reason: text })}
        onEdit={onEditPhrases}
      />
    </FormShell>
  );
}
