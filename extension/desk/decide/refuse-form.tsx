/** Refusing the citizen's report, which ends the work: a reason by number, and the explanation the citizen is owed. */
import { REFUSAL_REASONS, type RefusalReason } from '#shared/ticket/reason.ts';
import { t } from '../../platform/i18n.ts';
import { keepDrafts, useDraft } from '../state/drafts.ts';
import { Choices, chooseByKey, numbered } from './fields/choices.tsx';
import { CriteriaField } from './fields/criteria-field.tsx';
import { TextField } from './fields/text-fields.tsx';
import { type FormProps, FormShell } from './form-shell.tsx';

interface Refusal {
  reasonCode: RefusalReason | null;
  reason: string;
  criteria: readonly number[];
}

const drafts = keepDrafts<Refusal>();

export function RefuseForm({ onSend, onClose, ...form }: FormProps) {
  const { draft, change, lack, sendUnless } = useDraft(drafts, form, {
    reasonCode: null,
    reason: '',
    criteria: [],
  });
  const { reasonCode, criteria } = draft;
  const reason = draft.reason.trim();
  const reasons = numbered(
    REFUSAL_REASONS,
    (each) => t(`common.refusal_reason.${each}`),
    (each) => each === reasonCode,
  );
  const missing = (): string | null => {
    if (reasonCode === null) return t('desk.refuse.code_lack');
    return reason === '' ? t('desk.refuse.reason_lack') : null;
  };
  const send = (): void => {
    if (reasonCode === null) return;
    onSend({ action: 'tolak', reasonCode, reason, ...reliance(criteria) });
  };
  return (
    <FormShell
      title={t('desk.refuse.title')}
      sendWords={t('common.action.tolak')}
      problem={lack}
      focus="form"
      onKey={(key) => chooseByKey(reasons, key, (each) => change({ reasonCode: each }))}
      onSend={() => sendUnless(missing(), send)}
      onClose={onClose}
    >
      <p class="soft form-hint">{t('desk.refuse.hint')}</p>
      <Choices
        label={t('desk.refuse.code')}
        choices={reasons}
        onChoose={(each) => change({ reasonCode: each })}
      />
      <TextField
        label={t('desk.refuse.reason')}
        value={draft.reason}
        invalid={lack !== null && reason === ''}
        onText={(text) => change({ reason: text })}
      />
      <CriteriaField
        category={form.ticket.item.category}
        chosen={criteria}
        onChoose={(chosen) => change({ criteria: chosen })}
      />
    </FormShell>
  );
}

/** Nothing is named where the officer named nothing: the service records what held at that time anyway. */
export function reliance(criteria: readonly number[]): { criteria?: number[] } {
  return criteria.length === 0 ? {} : { criteria: [...criteria] };
}
