/** Why a follow-up goes back: reasons by number key, the advised ones chosen already, a note to the officer. */
import { useState } from 'preact/hooks';
import { MAX_TEXT } from '#shared/contract/primitives.ts';
import {
  advisedReturns,
  RETURN_REASON_KEYS,
  RETURN_REASONS,
  type ReturnReason,
} from '#shared/ticket/reason.ts';
import { t } from '../../i18n.ts';
import { Icon } from '../icon.tsx';
import { Key } from '../key.tsx';
import { type Lack, lackOf, proposeReturn, type ReturnDraft, toggleReason } from '../model/return.ts';
import type { FormProps } from './form-props.ts';
import { FormShell } from './form-shell.tsx';

const LACK_WORDS: Record<Lack, 'desk.bar.return_none' | 'desk.bar.note_required'> = {
  reason: 'desk.bar.return_none',
  note: 'desk.bar.note_required',
};

export function ReturnForm({ ticket, onSend, onClose }: FormProps) {
  const { verdict } = ticket.item;
  const [draft, setDraft] = useState<ReturnDraft>(() => proposeReturn(verdict, canned));
  const [lack, setLack] = useState<Lack | null>(null);
  const advised = advisedReturns(verdict?.reasons ?? []);

  const toggle = (reason: ReturnReason): void => {
    setDraft((before) => toggleReason(before, reason, verdict, canned));
    setLack(null);
  };

  const onKey = (key: string): boolean => {
    const reason = RETURN_REASONS.find((each) => RETURN_REASON_KEYS[each] === key);
    if (reason) toggle(reason);
    return reason !== undefined;
  };

  const send = (): void => {
    const found = lackOf(draft, verdict);
    setLack(found);
    if (found) return;
    const note = draft.note.trim();
    onSend({ action: 'kembalikan', reasonCodes: draft.reasons, ...(note === '' ? {} : { note }) });
  };

  return (
    <FormShell
      title={t('desk.bar.return_title')}
      sendWords={t('desk.bar.return_send')}
      problem={lack ? t(LACK_WORDS[lack]) : null}
      focus="form"
      onKey={onKey}
      onSend={send}
      onClose={onClose}
    >
      <p class="soft form-hint">{t('desk.bar.return_hint')}</p>
      <div class="reasons">
        {RETURN_REASONS.map((reason) => (
          <Reason
            key={reason}
            reason={reason}
            chosen={draft.reasons.includes(reason)}
            advised={advised.includes(reason)}
            onToggle={() => toggle(reason)}
          />
        ))}
      </div>
      <label class="field">
        <span>{t('desk.bar.note')}</span>
        <textarea
          rows={2}
          maxLength={MAX_TEXT}
          aria-invalid={lack === 'note'}
          value={draft.note}
          onInput={(event) => {
            setDraft({ ...draft, note: event.currentTarget.value, edited: true });
            setLack(null);
          }}
        />
      </label>
    </FormShell>
  );
}

interface ReasonProps {
  reason: ReturnReason;
  chosen: boolean;
  advised: boolean;
  onToggle(): void;
}

function Reason({ reason, chosen, advised, onToggle }: ReasonProps) {
  return (
    <button type="button" class="reason" aria-pressed={chosen} onClick={onToggle}>
      <Key>{RETURN_REASON_KEYS[reason]}</Key>
      <span>
        {t(`common.return_reason.${reason}`)}
        {advised && <span class="soft"> · {t('desk.bar.advised')}</span>}
      </span>
      {chosen && <Icon name="check" />}
    </button>
  );
}

/** `lainnya` says nothing by itself: its sentence is the officer's own. */
function canned(reason: ReturnReason): string {
  return reason === 'lainnya' ? '' : t(`desk.canned.${reason}`);
}
