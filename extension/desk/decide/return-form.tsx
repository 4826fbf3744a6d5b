/** Why a follow-up goes back: reasons by number key, the advised ones chosen already, a note to the officer. */
import { advisedReturns } from '#shared/evidence/advised-return.ts';
import { RETURN_REASON_KEYS, RETURN_REASONS, type ReturnReason } from '#shared/ticket/reason.ts';
import { t } from '../../platform/i18n.ts';
import {
  type Lack,
  lackOf,
  proposeReturn,
  type ReturnDraft,
  rewordReturn,
  toggleReason,
} from '../model/return.ts';
import { keepDrafts, useDraft } from '../state/drafts.ts';
import { type Choice, Choices, chooseByKey } from './fields/choices.tsx';
import { CriteriaField } from './fields/criteria-field.tsx';
import { EditPhrases, TextField } from './fields/text-fields.tsx';
import { type FormProps, FormShell } from './form-shell.tsx';
import { reliance } from './refuse-form.tsx';

const LACK_WORDS: Record<Lack, 'desk.bar.return_none' | 'desk.bar.note_required'> = {
  reason: 'desk.bar.return_none',
  note: 'desk.bar.note_required',
};

type Draft = ReturnDraft & { criteria: readonly number[] };

const drafts = keepDrafts<Draft>();

export function ReturnForm({ phrases, onEditPhrases, onSend, onClose, ...form }: FormProps) {
  const { verdict, category } = form.ticket.item;
  const canned = (reason: ReturnReason): string =>
    reason === 'lainnya' ? '' : phrases.of(`kembalikan.${reason}`);
  const propose = (): Draft => ({ ...proposeReturn(verdict, canned), criteria: [] });
  // Reasons are about one follow-up; the officer's own words may be about all of them.
  const renew = ({ note, edited }: Draft): Draft => ({ ...propose(), ...(edited ? { note, edited } : {}) });
  const kept = useDraft(drafts, form, propose, renew);
  const { change, lack, sendUnless } = kept;
  const { criteria } = kept.draft;
  // Sentences may be edited while the form is open.
  const draft = rewordReturn(kept.draft, verdict, canned);
  const missing = lackOf(draft, verdict);
  const advised = advisedReturns(verdict?.reasons ?? []);

  const toggle = (reason: ReturnReason): void => change(toggleReason(draft, reason, verdict, canned));
  const reasons = RETURN_REASONS.map(
    (reason): Choice<ReturnReason> => ({
      value: reason,
      key: RETURN_REASON_KEYS[reason],
      words: <ReasonWords reason={reason} advised={advised.includes(reason)} />,
      chosen: draft.reasons.includes(reason),
    }),
  );

  const send = (): void => {
    const note = draft.note.trim();
    onSend({
      action: 'kembalikan',
      reasonCodes: draft.reasons,
      ...(note === '' ? {} : { note }),
      ...reliance(criteria),
    });
  };

  return (
    <FormShell
      title={t('desk.bar.return_title')}
      sendWords={t('common.action.kembalikan')}
      problem={lack}
      focus="form"
      onKey={(key) => chooseByKey(reasons, key, toggle)}
      onSend={() => sendUnless(missing && t(LACK_WORDS[missing]), send)}
      onClose={onClose}
    >
      <p class="soft form-hint">{t('desk.bar.return_hint')}</p>
      <Choices label={t('desk.bar.return_title')} choices={reasons} onChoose={toggle} />
      <TextField
        label={t('desk.bar.note')}
        value={draft.note}
        invalid={lack !== null && missing === 'note'}
        onText={(note) => change({ note, edited: true })}
      />
      <EditPhrases onEdit={onEditPhrases} />
      <CriteriaField
        category={category}
        chosen={criteria}
        reasons={draft.reasons}
        onChoose={(chosen) => change({ criteria: chosen })}
      />
    </FormShell>
  );
}

function ReasonWords({ reason, advised }: { reason: ReturnReason; advised: boolean }) {
  return (
    <>
      {t(`common.return_reason.${reason}`)}
      {advised && <span class="soft"> · {t('desk.bar.advised')}</span>}
    </>
  );
}
