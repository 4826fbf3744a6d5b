/** All keys on one sheet. */
import { useEffect, useRef } from 'preact/hooks';
import { t, type WordKey } from '../i18n.ts';

type HelpWord = Extract<WordKey, `desk.help.${string}`>;

const ROWS = [
  ['J', 'next'],
  ['K', 'previous'],
  ['A', 'approve'],
  ['R', 'return'],
  ['1–9 0 -', 'reasons'],
  ['Enter', 'send'],
  ['U', 'undo'],
  ['P', 'accept'],
  ['L', 'followup'],
  ['C', 'note'],
  ['/', 'search'],
  ['← →', 'photo'],
  ['Z', 'zoom'],
  ['?', 'help'],
  ['Esc', 'close'],
] as const;

export function Help({ onClose }: { onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="help" aria-labelledby="help-title" onClose={onClose}>
      <h2 id="help-title">{t('desk.help.title')}</h2>
      <dl>
        {ROWS.map(([key, word]) => (
          <div key={word}>
            <dt>
              <kbd>{key}</kbd>
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
