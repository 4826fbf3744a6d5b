/** A labelled field for prose; the first of a form has the keyboard where the form says so. */
import { MAX_TEXT } from '#shared/contract/primitives.ts';

interface Props {
  label: string;
  value: string;
  invalid?: boolean;
  rows?: number;
  onText(text: string): void;
}

export function TextField({ label, value, invalid = false, rows = 2, onText }: Props) {
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
