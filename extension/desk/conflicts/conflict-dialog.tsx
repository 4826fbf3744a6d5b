/** Every decision that the service did not take, until its officer has dropped it or made it anew. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { ask, type Failure } from '../../connection/messages.ts';
import { t } from '../../platform/i18n.ts';
import { useSeen } from '../state/context.ts';
import type { DeskModel } from '../state/use-desk.ts';
import { ConflictCard } from './conflict-card.tsx';

interface Props {
  desk: DeskModel;
  /** False where the page around the frame is not one of the service's own. */
  allowed: boolean;
  onClose(): void;
}

export function ConflictDialog({ desk, allowed, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { ref: list, seen } = useSeen<HTMLDivElement>();
  const { troubles } = desk.outbox;
  const reread = useReread(troubles.map(({ number }) => number));
  useEffect(() => dialog.current?.showModal(), []);

  return (
    <dialog ref={dialog} class="conflicts" aria-labelledby="conflicts-title" onClose={onClose}>
      <header>
        <h2 id="conflicts-title">{t('desk.conflict.title', { count: troubles.length })}</h2>
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

/** Why a report could not be read; null once it was. A number that is missing is still being read. */
type Reread = ReadonlyMap<string, Failure | null>;

/** Reads reports anew, so that one can see what happened to them; one after another, as there may be many. */
function useReread(numbers: readonly string[]): Reread {
  const [reread, setReread] = useState<Reread>(new Map());
  const wanted = numbers.filter((number) => !reread.has(number));
  useEffect(() => {
    const [number] = wanted;
    if (number === undefined) return;
    let gone = false;
    const noted = (failure: Failure | null): void => {
      if (!gone) setReread((before) => new Map(before).set(number, failure));
    };
    void ask('open', { number }).then(
      (outcome) => noted(outcome.ok ? null : outcome.error),
      () => noted({ word: 'offline', message: '' }),
    );
    return () => {
      gone = true;
    };
  }, [wanted[0]]);
  return reread;
}

/** Whether the officer looks at them; over once nothing of it is left. */
export interface Conflicts {
  open: boolean;
  show(): void;
  close(): void;
}

/** `compare`: the page was opened for it. `onSettled`: the dialog has gone without its reader closing it. */
export function useConflicts(
  { outbox, outboxRead }: DeskModel,
  compare: boolean,
  onSettled: () => void,
): Conflicts {
  const [asked, setAsked] = useState(compare);
  const some = outbox.troubles.length > 0;
  // Left standing, the wish would open a dialog over whoever is deciding when the next one is not taken.
  const settled = asked && outboxRead && !some;
  useEffect(() => {
    if (!settled) return;
    setAsked(false);
    onSettled();
  }, [settled]);
  return { open: asked && some, show: () => setAsked(true), close: () => setAsked(false) };
}
