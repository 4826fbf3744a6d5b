/** Every decision that the service did not take, until its officer has dropped it or made it anew. */
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import type { DeskModel } from '../state/use-desk.ts';
import { useSeen } from '../state/use-seen.ts';
import { ConflictCard } from './conflict-card.tsx';
import { useReread } from './use-reread.ts';

interface Props {
  desk: DeskModel;
  /** False where the page around the frame is not one of the service's own. */
  allowed: boolean;
  onClose(): void;
}

export function ConflictDialog({ desk, allowed, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { ref: list, seen } = useSeen<HTMLDivElement>();
  const { troubles } = desk.decisions;
  const reread = useReread(troubles.map(({ number }) => number));
  useEffect(() => dialog.current?.showModal(), []);

  return (
    <dialog ref={dialog} class="conflicts" aria-labelledby="conflicts-title" onClose={onClose}>
      <header>
        <h2 id="conflicts-title">{t('desk.conflict.title', troubles.length)}</h2>
        <p class="soft">{t('desk.conflict.hint')}</p>
      </header>
      <div ref={list} class="conflict-list">
        {troubles.map((entry) => (
          <ConflictCard
            key={entry.id}
            entry={entry}
            ticket={desk.tickets.get(entry.number)}
            failure={reread.get(entry.number)}
            desk={desk}
            mayDecide={allowed && seen}
            onChoose={(number) => {
              desk.choose(number);
              dialog.current?.close();
            }}
          />
        ))}
      </div>
      <form method="dialog">
        <button type="submit" class="button">
          {t('common.close')}
        </button>
      </form>
    </dialog>
  );
}
