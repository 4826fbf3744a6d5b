/** The buttons of a decision bar: one for each decision, and the one that takes the newest back. */
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import type { OutboxEntry } from '../../store/database.ts';
import { UNDO_WINDOW_MS } from '../../store/outbox.ts';
import { Button, Key } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { DeskDecision } from '../model/decisions.ts';
import { keyLabel } from '../model/keys.ts';
import { decidedWords, manyDecidedWords } from '../state/deciding.ts';
import { useKeyMap } from '../state/keyboard.ts';

interface UndoProps {
  entry: OutboxEntry | null;
  onUndo(): void;
}

export function UndoButton({ entry, onUndo }: UndoProps) {
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

interface DecisionProps {
  decision: DeskDecision;
  blocked: boolean;
  /** The evidence speaks for it. */
  advised?: boolean;
  count?: number;
  open: boolean;
  onPress(event: MouseEvent): void;
}

export function DecisionButton({ decision, blocked, advised = false, count, open, onPress }: DecisionProps) {
  const key = useKeyMap()[decision.action];
  return (
    <button
      type="button"
      class={`decision decision-${decision.tone}`}
      data-action={decision.action}
      data-advised={advised}
      {...(key === null ? {} : { 'aria-keyshortcuts': key })}
      aria-expanded={open}
      // Reachable by keyboard all the same: what stands beside it says why it does nothing.
      aria-disabled={blocked}
      aria-describedby={blocked ? 'bar-why' : undefined}
      onClick={(event) => blocked || onPress(event)}
    >
      {key !== null && <Key>{keyLabel(key)}</Key>}
      {t(`common.action.${decision.action}`)}
      {count !== undefined && ` ${count}`}
    </button>
  );
}
