/** Finds an office among several hundred by a few letters of its name. The list follows the field's keyboard. */
import { useId, useState } from 'preact/hooks';
import type { Unit } from '#shared/contract/units.ts';
import { t } from '../../../platform/i18n.ts';
import { findUnits } from '../../model/units.ts';

interface Props {
  label: string;
  units: readonly Unit[];
  /** Whether the list was ever read: without one there may be units all the same. */
  isRead: boolean;
  chosen: Unit | null;
  invalid: boolean;
  onUnit(unit: Unit | null): void;
}

export function UnitPicker({ label, units, isRead, chosen, invalid, onUnit }: Props) {
  const id = useId();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const found = chosen ? [] : findUnits(units, text);
  const option = (index: number): string => `${id}-${index}`;

  const pick = (unit: Unit | undefined): void => {
    if (!unit) return;
    setText(unit.name);
    onUnit(unit);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (found.length === 0) return;
    if (by !== undefined) setActive((active + by + found.length) % found.length);
    else if (event.key === 'Enter') pick(found[active]);
    else if (event.key === 'Escape') setText('');
    else return;
    // Enter chooses here; only the next one sends.
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div class="unit-picker">
      <label class="field">
        <span>{label}</span>
        <input
          type="text"
          class="input"
          role="combobox"
          autocomplete="off"
          placeholder={t('desk.passing.search')}
          aria-autocomplete="list"
          aria-expanded={found.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={found.length > 0 ? option(active) : undefined}
          aria-invalid={invalid}
          value={chosen ? chosen.name : text}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setActive(0);
            if (chosen) onUnit(null);
          }}
          onKeyDown={onKeyDown}
        />
      </label>
      <div id={`${id}-list`} class="unit-list" role="listbox" aria-label={label} hidden={found.length === 0}>
        {found.map((unit, index) => (
          <button
            key={unit.code}
            type="button"
            id={option(index)}
            class="unit-option"
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            onClick={() => pick(unit)}
          >
            {unit.name} <span class="soft">{kindBeside(unit)}</span>
          </button>
        ))}
      </div>
      <p class="soft form-hint" role="status">
        {units.length === 0
          ? t(isRead ? 'desk.passing.none' : 'desk.passing.unread')
          : !chosen && text.trim() !== '' && found.length === 0
            ? t('desk.passing.no_match', { text })
            : null}
      </p>
    </div>
  );
}

/** What it is, where its name does not say so: most offices are called after it. */
function kindBeside({ name, kind }: Unit): string {
  const word = t(`common.unit_kind.${kind}`);
  return name.startsWith(word) ? '' : word;
}
