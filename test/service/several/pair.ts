/** Two services on one database, each with a connection, a clock and a memory of its own. */
import { rmSync } from 'node:fs';
import type { Config } from '../../../service/platform/settings.ts';
import { type House, openHouse } from '../harness.ts';

export interface Pair {
  first: House;
  second: House;
  close(): Promise<void>;
}

export async function openPair(config: Partial<Config> = {}): Promise<Pair> {
  const first = await openHouse({ isOneOfSeveral: true, config });
  const second = await openHouse({ isOneOfSeveral: true, config, folder: first.folder });
  return {
    first,
    second,
    async close() {
      await second.stop();
      await first.stop();
      rmSync(first.folder, { recursive: true });
    },
  };
}
