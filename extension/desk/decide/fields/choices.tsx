/** A few things to choose from, each with its key, which works while no text field has the keyboard. */
import type { ComponentChildren } from 'preact';
import { Key } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';

export interface Choice<T> {
  value: T;
  /** What is pressed for it. */
  key: string;
  words: ComponentChildren;
  chosen: boolean;
}

interface Props<T> {
  label: string;
  choices: readonly Choice<T>[];
  onChoose(value: T): void;
}

export function Choices<T>({ label, choices, onChoose }: Props<T>) {
  return (
    <fieldset class="reasons" aria-label={label}>
      {choices.map(({ value, key, words, chosen }) => (
        <button
          key={key}
          type="button"
          class="reason"
          aria-pressed={chosen}
          aria-keyshortcuts={key}
          onClick={() => onChoose(value)}
        >
          <Key>{key.toUpperCase()}</Key>
          <span>{words}</span>
          {chosen && <Icon name="check" />}
        </button>
      ))}
    </fieldset>
  );
}

/** Chooses what stands under `key`; false where nothing does. */
export function chooseByKey<T>(
  choices: readonly Pick<Choice<T>, 'key' | 'value'>[],
  key: string,
  onChoose: (value: T) => void,
): boolean {
  const found = choices.find((choice) => choice.key === key.toLowerCase());
  if (found) onChoose(found.value);
  return found !== undefined;
}

/** 1 to 9: what comes after stays without a number and is chosen by hand. */
export function numbered<T>(
  values: readonly T[],
  words: (value: T) => ComponentChildren,
  chosen: (value: T) => boolean,
): Choice<T>[] {
  return values
    .slice(0, 9)
    .map((value, index) => ({ value, key: String(index + 1), words: words(value), chosen: chosen(value) }));
}
