/**
 * Takes the newest decision back while the outbox still holds it, and shows how long that is. Without a connection it
 * is held until one more try: a count that jumps up from nought would only puzzle, so none is shown.
 */
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import type { OutboxEntry } from '../../store/database.ts';
import { UNDO_WINDOW_MS } from '../../store/outbox.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Key } from '../../ui/key.tsx';
import { keyLabel } from '../model/keys.ts';
import { decidedWords, manyDecidedWords } from '../state/deciding.ts';
import { useKeyMap } from '../state/keyboard.ts';

interface Props {
  entry: OutboxEntry | null;
  onUndo(): void;
}

export function UndoButton({ entry, onUndo }: Props) {
  const left = useCountdown(entry?.sendAfter ?? 0);
  const key = useKeyMap().undo;
  if (!entry || left <= 0) return null;
  return (
    <div class="undo">
      <span class="undo-what">
        {entry.batch && entry.batch.size > 1
          ? manyDecidedWords(entry.body.action, entry.batch.size)
          : decidedWords(entry.number, entry.body)}
      </span>
      <Button {...(key === null ? {} : { 'aria-keyshortcuts': key })} onClick={onUndo}>
        {key !== null && <Key>{keyLabel(key)}</Key>}
        <Icon name="undo" />
        {t('desk.undo.undo')}
        {left <= UNDO_WINDOW_MS / 1000 && (
          <span class="undo-left tabular" aria-hidden="true">
            {t('desk.undo.seconds', { left })}
          </span>
        )}
      </Button>
    </div>
  );
}

/** Whole seconds until `end` (ms, this machine's clock); stands still at 0. */
function useCountdown(end: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    setNow(Date.now());
    if (end <= Date.now()) return;
    const timer = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= end) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [end]);
  return Math.max(0, Math.ceil((end - now) / 1000));
}
