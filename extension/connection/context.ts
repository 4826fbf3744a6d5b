/** What the worker's parts need of their surroundings: tests bring their own clock, database and network. */
import { Store } from '../store/database.ts';

export interface WorkerContext {
  db: Store;
  /** ms, this machine's clock. */
  now: () => number;
  fetch: typeof globalThis.fetch;
  /** Queue, counters or session are no longer what they were: badge and pages should follow. */
  changed: () => void;
}

export function createContext(changed: () => void): WorkerContext {
  return { db: new Store(), now: Date.now, fetch: globalThis.fetch.bind(globalThis), changed };
}
