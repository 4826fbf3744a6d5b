/** A supervisor proposes the report to another validator: to whom of those on duty, by digit or by name, and why. */
import type { OfficerName } from '#shared/contract/roster.ts';
import { t } from '../../platform/i18n.ts';
import { findOfficers } from '../model/units.ts';
import { keepDrafts, useDraft } from '../state/drafts.ts';
import { Choices, chooseByKey, numbered } from './fields/choices.tsx';
import { LineField, ReasonField } from './fields/text-fields.tsx';
import { type FormProps, FormShell } from './form-shell.tsx';

interface Draft {
  /** What stands in the field: part of a name, or a username where the roster is not known here. */
  text: string;
  chosen: OfficerName | null;
  reason: string;
}

/** More are narrowed down by name. */
const BY_DIGIT = 9;

const drafts = keepDrafts<Draft>();

export function ProposeForm({ onDuty, onSend, onClose, ...form }: FormProps) {
  const { proposedValidator: before } = form.ticket.item;
  const { draft, change, lack, sendUnless } = useDraft(drafts, form, { text: '', chosen: null, reason: '' });
  const others = onDuty.filter(({ username }) => username !== before?.username);
  const known = others.length > 0;
  const validator = known ? draft.chosen?.username : draft.text.trim().toLowerCase();
  const reason = draft.reason.trim();
  const choices = numbered(
    findOfficers(others, draft.text),
    ({ name, username }) => (
      <>
        {name} <span class="soft">{username}</span>
      </>
    ),
    ({ username }) => username === draft.chosen?.username,
  );
  const choose = (chosen: OfficerName): void => change({ chosen });
  const missing = (): string | null => {
    if (!validator) return t(known ? 'desk.propose.choose_lack' : 'desk.propose.validator_lack');
    if (validator === before?.username) return t('desk.propose.same');
    return reason === '' ? t('desk.bar.reason_required') : null;
  };
  const send = (): void => {
    if (validator) onSend({ action: 'usulkan', validator, reason });
  };
  return (
    <FormShell
      title={t('desk.propose.title')}
      sendWords={t('common.action.usulkan')}
      problem={lack}
      focus={known ? 'form' : 'text'}
      onKey={(key) => chooseByKey(choices, key, choose)}
      onSend={() => sendUnless(missing(), send)}
      onClose={onClose}
    >
      <p class="soft form-hint">
        {t('desk.propose.hint')} {before && t('desk.propose.now', { name: before.name })}
      </p>
      {known && <Choices label={t('desk.propose.on_duty')} choices={choices} onChoose={choose} />}
      {(!known || others.length > BY_DIGIT) && (
        <LineField
          label={known ? t('desk.propose.find', { count: others.length }) : t('desk.propose.validator')}
          placeholder="rina.wulandari"
          invalid={lack !== null && !validator}
          value={draft.text}
          onLine={(text) => change({ text })}
        />
      )}
      <ReasonField value={draft.reason} tried={lack !== null} onText={(text) => change({ reason: text })} />
    </FormShell>
  );
}
