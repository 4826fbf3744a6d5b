/** A choice and a time of day, as settings are made of. */
import { TimeOfDay } from '../platform/settings.ts';

interface CheckProps {
  label: string;
  checked: boolean;
  onChange(checked: boolean): void;
}

export function Check({ label, checked, onChange }: CheckProps) {
  return (
    <label>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      {label}
    </label>
  );
}

interface TimeProps {
  label: string;
  value: string;
  disabled?: boolean;
  onChange(value: string): void;
}

export function Time({ label, value, disabled = false, onChange }: TimeProps) {
  return (
    <label>
      {label}
      <input
        type="time"
        value={value}
        disabled={disabled}
        required
        onChange={(event) => {
          // A field that was cleared keeps what was stored.
          const time = TimeOfDay.safeParse(event.currentTarget.value);
          if (time.success) onChange(time.data);
          else event.currentTarget.value = value;
        }}
      />
    </label>
  );
}
