/** Why a follow-up goes back: reasons by number key, the advised ones chosen already, a note to the officer. */
import { useEffect, useState } from 'preact/hooks';
import {
  advisedReturns,
  RETURN_REASON_KEYS,
  RETURN_REASONS,
  type ReturnReason,
} from '#shared/ticket/reason.ts';
import { t } from '../../i18n.ts';
import {
  type Lack,
  lackOf,
  proposeReturn,
  type ReturnDraft,
  rewordReturn,
  toggleReason,
} from '../model/return.ts';
import { type Choice, Choices, chooseByKey } from './fields/choices.tsx';
import { CriteriaField } from './fields/criteria-field.tsx';
import { EditPhrases } from './fields/phrased-field.tsx';
import { TextField } from './fields/text-field.tsx';
import type { FormProps } from './form-props.ts';
import { FormShell } from './form-shell.tsx';
import { reliance } from './refuse-form.tsx';

const LACK_WORDS: Record<Lack, 'desk.bar.return_none' | 'desk.bar.note_required'> = {
  reason: 'desk.bar.return_none',
  note: 'desk.bar.note_required',
};

export function ReturnForm({ ticket, phrases, onEditPhrases, onSend, onClose }: FormProps) {
  const { verdict, category } = ticket.item;
  const canned = (reason: ReturnReason): string =>
    reason === 'lainnya' ? '' : phrases.of(`kembalikan.${reason}`);
  const [draft, setDraft] = useState<ReturnDraft>(() => proposeReturn(verdict, canned));
  const [lack, setLack] = useState<Lack | null>(null);
  const [basis, setBasis] = useState<readonly number[]>([]);
  const advised = advisedReturns(verdict?.reasons ?? []);
  useEffect(() => setDraft((before) => rewordReturn(before, verdict, canned)), [phrases]);

  const toggle = (reason: ReturnReason): void => {
    setDraft((before) => toggleReason(before, reason, verdict, canned));
    setLack(null);
  };
  const reasons = RETURN_REASONS.map(
    (reason): Choice<ReturnReason> => ({
      value: reason,
      key: RETURN_REASON_KEYS[reason],
      words: <ReasonWords reason={reason} advised={advised.includes(reason)} />,
      chosen: draft.reasons.includes(reason),
    }),
  );

  const send = (): void => {
    const found = lackOf(draft, verdict);
    setLack(found);
    if (found) return;
    const note = draft.note.trim();
    onSend({
      action: 'kembalikan',
      reasonCodes: draft.reasons,
      ...(note === '' ? {} : { note }),
      ...reliance(basis),
    });
  };

  return (
    <FormShell
      title={t('desk.bar.return_title')}
      sendWords={t('common.action.kembalikan')}
      problem={lack ? t(LACK_WORDS[lack]) : null}
      focus="form"
      onKey={(key) => chooseByKey(reasons, key, toggle)}
      onSend={send}
      onClose={onClose}
    >
      <p class="soft form-hint">{t('desk.bar.return_hint')}</p>
      <Choices label={t('desk.bar.return_title')} choices={reasons} onChoose={toggle} />
      <TextField
        label={t('desk.bar.note')}
        value={draft.note}
        invalid={lack === 'note'}
        onText={(note) => {
          setDraft({ ...draft, note, edited: true });
          setLack(null);
        }}
      />
      <EditPhrases onEdit={onEditPhrases} />
      <CriteriaField category={category} chosen={basis} reasons={draft.reasons} onChoose={setBasis} />
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
