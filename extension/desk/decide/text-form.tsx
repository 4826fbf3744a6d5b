/** A decision that asks for one text: why a validator approves against the advice, or an internal note. */
import { useState } from 'preact/hooks';
import type { ActionBody } from '#shared/contract/action.ts';
import { MAX_TEXT } from '#shared/contract/primitives.ts';
import { t } from '../../i18n.ts';
import type { FormProps } from './form-props.ts';
import { FormShell } from './form-shell.tsx';

interface Props extends FormProps {
  asked: 'reason' | 'note';
  body(text: string): ActionBody;
}

const WORDS = {
  reason: {
    title: 'desk.bar.approve_reason',
    lack: 'desk.bar.reason_required',
    send: 'desk.bar.approve_send',
  },
  note: { title: 'desk.bar.note_title', lack: 'desk.bar.note_empty', send: 'desk.bar.note_send' },
} as const;

export function TextForm({ asked, body, onSend, onClose }: Props) {
  const [text, setText] = useState('');
  const [lack, setLack] = useState(false);
  const words = WORDS[asked];

  const send = (): void => {
    if (text.trim() === '') setLack(true);
    else onSend(body(text.trim()));
  };

  return (
    <FormShell
      title={t(words.title)}
      sendWords={t(words.send)}
      problem={lack ? t(words.lack) : null}
      focus="text"
      onSend={send}
      onClose={onClose}
    >
      <textarea
        rows={3}
        maxLength={MAX_TEXT}
        aria-label={t(words.title)}
        aria-invalid={lack}
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setLack(false);
        }}
      />
    </FormShell>
  );
}
