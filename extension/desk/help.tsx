/** All keys on one sheet. */
import { useEffect, useRef } from 'preact/hooks';
import { t, type WordKey } from '../i18n.ts';
import { useKeyMap } from './keyboard.ts';
import { type Command, keyLabel } from './keys.ts';

type HelpWord = Extract<WordKey, `desk.help.${string}`>;

/** A command, whose key is the officer's choice, or keys that are fixed; and what they do. */
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
  [{ fixed: 'Shift J K' }, 'pick_extend'],
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
] as const satisfies readonly (readonly [{ command: Command } | { fixed: string }, string])[];

export function Help({ onClose }: { onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const keyMap = useKeyMap();
  return (
    <dialog ref={dialog} class="help help-keys" aria-labelledby="help-title" onClose={onClose}>
      <h2 id="help-title">{t('desk.help.title')}</h2>
      <dl>
        {ROWS.map(([keys, word]) => (
          <div key={word}>
            <dt>
              <kbd>{'fixed' in keys ? keys.fixed : keyLabel(keyMap[keys.command])}</kbd>
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
