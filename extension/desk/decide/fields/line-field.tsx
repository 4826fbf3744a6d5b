/** A labelled field for one line: a number, a name, a pair of coordinates. */
interface Props {
  label: string;
  value: string;
  placeholder?: string;
  invalid?: boolean;
  onLine(text: string): void;
}

export function LineField({ label, value, placeholder, invalid = false, onLine }: Props) {
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
