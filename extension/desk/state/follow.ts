/** What a page draws from and keeps fresh: every report of the local copy, and the asking for what is new. */
import { useEffect, useState } from 'preact/hooks';
import { ask } from '../../connection/messages.ts';
import type { Store } from '../../store/database.ts';
import { followTickets, type Rows } from '../../store/tickets.ts';
import type { Live } from '../../ui/hooks.ts';

/** The page asks for what is new when it opens and whenever it comes to the front. */
export function useFreshQueue(): void {
  useEffect(() => {
    const sync = (): void => {
      if (document.visibilityState === 'visible') void ask('sync').catch(() => undefined);
    };
    sync();
    document.addEventListener('visibilitychange', sync);
    return () => document.removeEventListener('visibilitychange', sync);
  }, []);
}

/** Every report of the local copy by number; draws again when one changes. */
export function useTickets(store: Store): Live<Rows> {
  const [live, setLive] = useState<Live<Rows>>({ state: 'loading' });
  useEffect(
    () =>
      followTickets(
        store,
        (value) => setLive({ state: 'ready', value }),
        () => setLive({ state: 'failed' }),
      ),
    [store],
  );
  return live;
}
