/** Which key does what on the desk. A key that another command has is refused, and says whose it is. */
import { useState } from 'preact/hooks';
import {
  type Choice,
  COMMANDS,
  type Command,
  choose,
  isMove,
  keyLabel,
  keyMapOf,
  plainKey,
} from '../desk/model/keys.ts';
import { t } from '../platform/i18n.ts';
import { settings } from '../platform/settings.ts';
import { Button } from '../ui/button.tsx';
import { useSetting } from '../ui/hooks.ts';

export function KeySettings() {
  const [chosen, setChosen] = useSetting(settings.keys);
  const [waiting, setWaiting] = useState<Command | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  if (chosen === null) return null;
  const keys = keyMapOf(chosen);

  const take = (command: Command, event: KeyboardEvent): void => {
    // What moves the keyboard on, or is half of a key, is no choice.
    if (waiting !== command || ['Tab', 'Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return;
    event.preventDefault();
    setWaiting(null);
    const key = plainKey(event.key);
    const choice = key === 'Escape' ? null : choose(chosen, command, key);
    if (choice?.ok) setChosen(choice.chosen);
    setSaid(choice && outcomeWords(choice, command, key));
  };

  return (
    <>
      <p class="soft">{t('options.keys_hint')}</p>
      <ul class="options-keys">
        {COMMANDS.map((command) => (
          <li key={command}>
            <span>{labelOf(command)}</span>
            <Button
              data-waiting={waiting === command}
              aria-label={t('options.keys_change', {
                command: labelOf(command),
                key: keys[command] === null ? t('options.keys_none') : keyLabel(keys[command]),
              })}
              onClick={() => {
                setWaiting(command);
                setSaid(t('options.keys_press', { command: labelOf(command) }));
              }}
              onBlur={() => setWaiting(null)}
              onKeyDown={(event) => take(command, event)}
            >
              {waiting === command ? '…' : <kbd>{keyLabel(keys[command])}</kbd>}
            </Button>
          </li>
        ))}
      </ul>
      <div class="options-row">
        <p class="options-said" role="status" data-good={true}>
          {said}
        </p>
        <Button
          disabled={Object.keys(chosen).length === 0}
          onClick={() => {
            setChosen({});
            setSaid(t('options.keys_reset_done'));
          }}
        >
          {t('options.keys_reset')}
        </Button>
      </div>
    </>
  );
}

function labelOf(command: Command): string {
  return isMove(command) ? t(`desk.help.${command}`) : t(`common.action.${command}`);
}

function outcomeWords(choice: Choice, command: Command, key: string): string {
  if (choice.ok) return t('options.keys_taken', { command: labelOf(command), key: keyLabel(key) });
  if (choice.by === undefined) return t('options.keys_bad');
  return t('options.keys_conflict', { key: keyLabel(key), command: labelOf(choice.by) });
}
