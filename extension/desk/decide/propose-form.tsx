/** A supervisor proposes the report to another validator on duty: to whom, by username, and why. */
import { t } from '../../i18n.ts';
import { LineField } from './fields/line-field.tsx';
import { ReasonField } from './fields/reason-field.tsx';
import type { FormProps } from './form-props.ts';
import { FormShell } from './form-shell.tsx';
import { type Drafts, useDraft } from './use-draft.ts';

const drafts: Drafts<{ validator: string; reason: string }> = new Map();

export function ProposeForm({ onSend, onClose, ...form }: FormProps) {
  const { item } = form.ticket;
  const { draft, change, lack, sendUnless } = useDraft(drafts, form, { validator: '', reason: '' });
  const validator = draft.validator.trim().toLowerCase();
  const reason = draft.reason.trim();
  const validatorLack = (): string | null => {
    if (validator === item.proposedValidator?.username) return t('desk.propose.same');
    return validator === '' ? t('desk.propose.validator_lack') : null;
  };
  return (
    <FormShell
      title={t('desk.propose.title')}
      sendWords={t('common.action.usulkan')}
      problem={lack}
      focus="text"
      onSend={() =>
        sendUnless(validatorLack() ?? (reason === '' ? t('desk.bar.reason_required') : null), () =>
          onSend({ action: 'usulkan', validator, reason }),
        )
      }
      onClose={onClose}
    >
      <p class="soft form-hint">{t('desk.propose.hint')}</p>
      <LineField
        label={t('desk.propose.validator')}
        placeholder="rina.wulandari"
        invalid={lack !== null && validatorLack() !== null}
        value={draft.validator}
        onLine={(line) => change({ validator: line })}
      />
      <ReasonField value={draft.reason} tried={lack !== null} onText={(text) => change({ reason: text })} />
    </FormShell>
  );
}
