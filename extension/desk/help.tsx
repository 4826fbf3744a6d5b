/** Tells all keys on one sheet, as the officer has chosen them. */
import { useEffect, useRef } from 'preact/hooks';
import { type ScreenKey, t } from '../platform/i18n.ts';
import { type Command, type KeyMap, keyLabel } from './model/keys.ts';
import { useKeyMap } from './state/keyboard.ts';

type HelpWord = Extract<ScreenKey, `desk.help.${string}`>;

/** Commands, whose keys are the officer's choice, alone or with Shift, or keys that are fixed. */
type Pressed = { command: Command } | { shifted: readonly Command[] } | { fixed: string };

/** Keys, and what they do. */
const ROWS = [
  [{ command: 'next' }, 'next'],
  [{ command: 'previous' }, 'previous'],
  [{ command: 'setujui' }, 'approve'],
  [{ command: 'kembalikan' }, 'return'],
  [{ fixed: '1–9 0 -' }, 'reasons'],
  [{ fixed: 'Enter' }, 'send'],
  [{ command: 'undo' }, 'undo'],
  [{ command: 'proses' }, 'accept'],
  [{ command: 'tindak_lanjut' }, 'followup'],
  [{ command: 'koordinasi' }, 'pass_on'],
  [{ command: 'tunda' }, 'postpone'],
  [{ command: 'cek_lapangan' }, 'visit'],
  [{ command: 'hasil_lapangan' }, 'visited'],
  [{ command: 'buka_kembali' }, 'reopen'],
  [{ command: 'disposisi' }, 'delegate'],
  [{ command: 'disposisi_unit' }, 'assign'],
  [{ command: 'tiket' }, 'work_ticket'],
  [{ command: 'koreksi_titik' }, 'point'],
  [{ command: 'gabung' }, 'merge'],
  [{ command: 'tolak' }, 'refuse'],
  [{ command: 'usulkan' }, 'propose'],
  [{ command: 'catat' }, 'note'],
  [{ command: 'more' }, 'more'],
  [{ fixed: 'A B C' }, 'phrase'],
  [{ command: 'search' }, 'search'],
  [{ command: 'filter' }, 'filter'],
  [{ command: 'pick' }, 'pick'],
  [{ shifted: ['next', 'previous'] }, 'pick_extend'],
  [{ command: 'pick_all' }, 'pick_all'],
  [{ fixed: '← →' }, 'photo'],
  [{ command: 'zoom' }, 'zoom'],
  [{ command: 'swipe' }, 'swipe'],
  [{ command: 'divider_left' }, 'divider_left'],
  [{ command: 'divider_right' }, 'divider_right'],
  [{ command: 'difference' }, 'difference'],
  [{ command: 'fill' }, 'fill'],
  [{ command: 'help' }, 'help'],
  [{ fixed: 'Esc' }, 'close'],
] as const satisfies readonly (readonly [Pressed, string])[];

export function Help({ onClose }: { onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const keyMap = useKeyMap();
  return (
    <dialog ref={dialog} class="help help-keys" aria-labelledby="help-title" onClose={onClose}>
      <h2 id="help-title">{t('desk.help_sheet.title')}</h2>
      <dl>
        {ROWS.map(([keys, word]) => (
          <div key={word}>
            <dt>
              <kbd>{wordsFor(keys, keyMap)}</kbd>
            </dt>
            <dd>{t(`desk.help.${word}` satisfies HelpWord)}</dd>
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
