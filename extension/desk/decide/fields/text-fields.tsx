/** Labelled fields for prose, for one line, for a reason, and for what is mostly one of a few ready sentences. */
import { MAX_TEXT } from '#shared/contract/primitives.ts';
import { t } from '../../../platform/i18n.ts';
import { Button } from '../../../ui/button.tsx';
import { type Phrased, type Phrases, slotsOf } from '../../phrases/phrases.ts';
import { type Choice, Choices } from './choices.tsx';

interface TextProps {
  label: string;
  value: string;
  invalid?: boolean;
  rows?: number;
  onText(text: string): void;
}

export function TextField({ label, value, invalid = false, rows = 2, onText }: TextProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <textarea
        rows={rows}
        maxLength={MAX_TEXT}
        aria-invalid={invalid}
        value={value}
        onInput={(event) => onText(event.currentTarget.value)}
      />
    </label>
  );
}

interface LineProps {
  label: string;
  value: string;
  placeholder?: string;
  invalid?: boolean;
  onLine(text: string): void;
}

export function LineField({ label, value, placeholder, invalid = false, onLine }: LineProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        type="text"
        class="input tabular"
        autocomplete="off"
        placeholder={placeholder}
        aria-invalid={invalid}
        value={value}
        onInput={(event) => onLine(event.currentTarget.value)}
      />
    </label>
  );
}

interface ReasonProps {
  value: string;
  tried: boolean;
  onText(text: string): void;
}

export function ReasonField({ value, tried, onText }: ReasonProps) {
  return (
    <TextField
      label={t('desk.bar.reason')}
      value={value}
      invalid={tried && value.trim() === ''}
      onText={onText}
    />
  );
}

interface PhrasedProps {
  label: string;
  phrases: readonly Choice<string>[];
  value: string;
  invalid: boolean;
  onText(text: string): void;
  onEdit(): void;
}

export function PhrasedField({ label, phrases, value, invalid, onText, onEdit }: PhrasedProps) {
  return (
    <>
      <TextField {...{ label, value, invalid, onText }} />
      {phrases.length > 0 && <Choices label={t('desk.phrases.title')} choices={phrases} onChoose={onText} />}
      <EditPhrases onEdit={onEdit} />
    </>
  );
}

export function EditPhrases({ onEdit }: { onEdit(): void }) {
  return (
    <p>
      <Button look="link" onClick={onEdit}>
        {t('desk.phrases.edit')}
      </Button>
    </p>
  );
}

/** The sentences of a form, those left empty by their officer aside. */
export function phraseChoices(form: Phrased, phrases: Phrases, chosen: string): Choice<string>[] {
  return slotsOf(form).flatMap((slot) => {
    const text = phrases.of(slot);
    return text === '' ? [] : [{ value: text, key: slot.slice(-1), words: text, chosen: text === chosen }];
  });
}
