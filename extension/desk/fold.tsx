/** The queue folded away: the photos get its room, and what is left of it tells how much waits. Remembered. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../platform/i18n.ts';
import { type ColumnState, settings } from '../platform/settings.ts';
import { Key } from '../ui/button.tsx';
import { useMedia } from '../ui/hooks.ts';
import { Icon } from '../ui/icon.tsx';
import { keyLabel } from './model/keys.ts';
import { countWords } from './queue/queue-panel.tsx';
import { useKeyMap } from './state/keyboard.ts';
import type { DeskModel } from './state/use-desk.ts';

let chosen: ColumnState = 'auto';

/** To be awaited once before the desk is drawn: the photos must not move under the first glance. */
export async function startFold(): Promise<void> {
  chosen = await settings.queueColumn.get();
}

export interface Fold {
  folded: boolean;
  setFolded(folded: boolean): void;
}

/** Until somebody chooses, it is folded where the photos would be small beside it. */
export function useFold(): Fold {
  const [column, setColumn] = useState(chosen);
  const roomy = useMedia('(min-width: 1200px)');
  return {
    folded: column === 'auto' ? !roomy : column === 'folded',
    setFolded(folded) {
      chosen = folded ? 'folded' : 'open';
      setColumn(chosen);
      void settings.queueColumn.set(chosen).catch(() => undefined);
    },
  };
}

interface Props extends Fold {
  desk: DeskModel;
  /** The queue itself. */
  children: ComponentChildren;
}

export function QueueColumn({ desk: { queue }, folded, setFolded, children }: Props) {
  const key = useKeyMap().fold;
  const words = t(folded ? 'desk.queue.unfold' : 'desk.queue.fold');
  return (
    <div class="queue-column">
      {folded ? (
        <section class="queue-rest tabular" title={countWords(queue)} aria-label={t('desk.queue.title')}>
          <span class="unseen">{countWords(queue)}</span>
          <span aria-hidden="true">{queue.toDecide}</span>
          {queue.overdue > 0 && (
            <strong class="due-overdue" aria-hidden="true">
              {queue.overdue}
            </strong>
          )}
        </section>
      ) : (
        children
      )}
      <button
        type="button"
        class="fold-button"
        aria-expanded={!folded}
        aria-label={words}
        {...(key === null ? {} : { 'aria-keyshortcuts': key })}
        title={words}
        onClick={() => setFolded(!folded)}
      >
        <Icon name={folded ? 'unfold' : 'fold'} />
        {!folded && <span>{words}</span>}
        {key !== null && <Key>{keyLabel(key)}</Key>}
      </button>
    </div>
  );
}
