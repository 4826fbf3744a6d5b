/** Every report of the replica by number; draws again when one changes. */
import { useEffect, useState } from 'preact/hooks';
import type { Replica } from '../../store/database.ts';
import { followTickets, type Rows } from '../../store/follow.ts';
import type { Live } from '../../ui/use-live.ts';

export function useTickets(replica: Replica): Live<Rows> {
  const [live, setLive] = useState<Live<Rows>>({ state: 'loading' });
  useEffect(
    () =>
      followTickets(
        replica,
        (value) => setLive({ state: 'ready', value }),
        () => setLive({ state: 'failed' }),
      ),
    [replica],
  );
  return live;
}
