/** The report that the other photo belongs to, as far as this officer may see it now. */
import { useEffect, useState } from 'preact/hooks';
import { ask } from '../../connection/messages.ts';
import type { StoredTicket } from '../../store/database.ts';
import { useLive } from '../../ui/hooks.ts';
import { useSurroundings } from '../state/context.ts';

export type OtherReport =
  | { state: 'loading' }
  /** `copiedAt`: ms, where the service did not answer and it is shown from the copy on this machine. */
  | { state: 'shown'; ticket: StoredTicket; copiedAt: number | null }
  /** There is none of that number for this officer. */
  | { state: 'denied' }
  /** The service does not answer, and there is no copy. */
  | { state: 'missing'; again(): void };

/** Problems that are no outage: whoever gets them may not see a copy either. */
const DENIED: readonly string[] = ['not-found', 'forbidden', 'signed-out', 'unauthenticated'];

/** Nothing of a copy is shown before the service had its say: rights may have changed since it was made. */
export function useOtherReport(number: string | null): OtherReport {
  const { store } = useSurroundings();
  const [attempt, setAttempt] = useState(0);
  const [answer, setAnswer] = useState<{ number: string; refused: string | null } | null>(null);
  const live = useLive(
    async () => (number === null ? undefined : store.tickets.get(number)),
    [store, number],
  );
  useEffect(() => {
    if (number === null) return;
    let gone = false;
    void ask('open', { number })
      .then((outcome) => (outcome.ok ? null : outcome.error.word))
      .catch(() => 'offline')
      .then((refused) => {
        if (!gone) setAnswer({ number, refused });
      });
    return () => {
      gone = true;
    };
  }, [number, attempt]);

  if (number === null || answer?.number !== number || live.state === 'loading') return { state: 'loading' };
  const { refused } = answer;
  if (refused !== null && DENIED.includes(refused)) return { state: 'denied' };
  const ticket = live.state === 'ready' && live.value?.number === number ? live.value : null;
  if (ticket) return { state: 'shown', ticket, copiedAt: refused === null ? null : ticket.syncedAt };
  // What was just answered is about to be here.
  if (refused === null) return { state: 'loading' };
  return {
    state: 'missing',
    again: () => {
      setAnswer(null);
      setAttempt((count) => count + 1);
    },
  };
}
