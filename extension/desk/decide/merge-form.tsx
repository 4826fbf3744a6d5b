/** Merging the report into another: one it is known to have to do with, by digit, or any by its number; and why. */
import { isReportNumber } from '#shared/ticket/number.ts';
import { t } from '../../platform/i18n.ts';
import { type Related, relatedReports } from '../model/related.ts';
import { keepDrafts } from '../state/drafts.ts';
import { Choices, chooseByKey, numbered } from './fields/choices.tsx';
import { LineField } from './fields/line-field.tsx';
import { ReasonField } from './fields/reason-field.tsx';
import type { FormProps } from './form-props.ts';
import { FormShell } from './form-shell.tsx';
import { useDraft } from './use-draft.ts';

const drafts = keepDrafts<{ into: string; reason: string }>();

export function MergeForm({ onSend, onClose, ...form }: FormProps) {
  const { item } = form.ticket;
  const { draft, change, lack, sendUnless } = useDraft(drafts, form, { into: '', reason: '' });
  const into = draft.into.trim().toUpperCase();
  const reason = draft.reason.trim();
  const pick = ({ number }: Related): void => change({ into: number });
  const candidates = numbered(
    relatedReports(item),
    ({ number, how }) => (
      <>
        <span class="tabular">{number}</span> <span class="soft">{t(`desk.related_how.${how}`)}</span>
      </>
    ),
    ({ number }) => number === into,
  );
  const numberLack = (): string | null => {
    if (into === item.number) return t('desk.merge.itself');
    return isReportNumber(into) ? null : t('desk.merge.number_lack');
  };
  return (
    <FormShell
      title={t('desk.merge.title')}
      sendWords={t('common.action.gabung')}
      problem={lack}
      focus={candidates.length > 0 ? 'form' : 'text'}
      onKey={(key) => chooseByKey(candidates, key, pick)}
      onSend={() =>
        sendUnless(numberLack() ?? (reason === '' ? t('desk.bar.reason_required') : null), () =>
          onSend({ action: 'gabung', into, reason }),
        )
      }
      onClose={onClose}
    >
      <p class="soft form-hint">{t('desk.merge.hint')}</p>
      {candidates.length > 0 && (
        <Choices label={t('desk.related.title')} choices={candidates} onChoose={pick} />
      )}
      <LineField
        label={t('desk.merge.number')}
        placeholder="JK2503050007"
        invalid={lack !== null && numberLack() !== null}
        value={draft.into}
        onLine={(into) => change({ into })}
      />
      <ReasonField value={draft.reason} tried={lack !== null} onText={(text) => change({ reason: text })} />
    </FormShell>
  );
}
