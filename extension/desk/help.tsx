/** Tells all keys on one sheet, as the officer has chosen them. */
import { useEffect, useRef } from 'preact/hooks';
import { type ScreenKey, t } from '../platform/i18n.ts';
import { DECISIONS, type DeskDecision } from './model/decisions.ts';
import { type Command, type KeyMap, keyLabel, type Move } from './model/keys.ts';
import { useKeyMap } from './state/keyboard.ts';

/** Commands, whose keys are the officer's choice, alone or with Shift, or keys that are fixed. */
type Pressed = { command: Command } | { shifted: readonly Command[] } | { fixed: string };

interface Row {
  pressed: Pressed;
  words: ScreenKey;
}

const rowOfMove = (command: Move): Row => ({ pressed: { command }, words: `desk.help.${command}` });
const rowOfDecision = ({ action }: DeskDecision): Row => ({
  pressed: { command: action },
  words: `common.key.${action}`,
});
const AFTER_RETURN = DECISIONS.findIndex(({ action }) => action === 'kembalikan') + 1;

/** Keys, and what they do: the decisions in the bar's order, how a return is written beside it. */
const ROWS: readonly Row[] = [
  rowOfMove('next'),
  rowOfMove('previous'),
  ...DECISIONS.slice(0, AFTER_RETURN).map(rowOfDecision),
  { pressed: { fixed: '1–9 0 -' }, words: 'desk.help_sheet.reasons' },
  { pressed: { fixed: 'Enter' }, words: 'desk.help_sheet.send' },
  rowOfMove('undo'),
  ...DECISIONS.slice(AFTER_RETURN).map(rowOfDecision),
  rowOfMove('more'),
  { pressed: { fixed: 'A B C' }, words: 'desk.help_sheet.phrase' },
  rowOfMove('search'),
  rowOfMove('filter'),
  rowOfMove('pick'),
  { pressed: { shifted: ['next', 'previous'] }, words: 'desk.help_sheet.pick_extend' },
  rowOfMove('pick_all'),
  { pressed: { fixed: '← →' }, words: 'desk.help_sheet.photo' },
  rowOfMove('zoom'),
  rowOfMove('swipe'),
  rowOfMove('divider_left'),
  rowOfMove('divider_right'),
  rowOfMove('difference'),
  rowOfMove('fill'),
  rowOfMove('help'),
  { pressed: { fixed: 'Esc' }, words: 'desk.help_sheet.close' },
];

export function Help({ onClose }: { onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const keyMap = useKeyMap();
  return (
    <dialog ref={dialog} class="help help-keys" aria-labelledby="help-title" onClose={onClose}>
      <h2 id="help-title">{t('desk.help_sheet.title')}</h2>
      <dl>
        {ROWS.map(({ pressed, words }) => (
          <div key={words}>
            <dt>
              <kbd>{wordsFor(pressed, keyMap)}</kbd>
            </dt>
            <dd>{t(words)}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <button type="submit" class="button button-main">
          {t('common.close')}
        </button>
      </form>
    </dialog>
  );
}

function wordsFor(keys: Pressed, keyMap: KeyMap): string {
  if ('fixed' in keys) return keys.fixed;
  if ('command' in keys) return keyLabel(keyMap[keys.command]);
  return ['Shift', ...keys.shifted.map((command) => keyLabel(keyMap[command]))].join(' ');
}
