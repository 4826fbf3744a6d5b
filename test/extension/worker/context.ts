/** A worker's surroundings made of a fresh database, a clock that stands still and the stand-in service. */
import type { WorkerContext } from '../../../extension/connection/service.ts';
import { Store } from '../../../extension/store/database.ts';
import { FakeService } from '../fake-service.ts';
import { NOON } from '../fixtures.ts';

export interface Surroundings extends WorkerContext {
  service: FakeService;
  /** ms, this machine's clock. */
  time: number;
  /** How often badge and pages were told to follow. */
  told: number;
}

let databases = 0;

export function surroundings(): Surroundings {
  const service = new FakeService(NOON);
  const made: Surroundings = {
    db: new Store(`worker-${databases++}`),
    service,
    time: NOON,
    told: 0,
    now: () => made.time,
    fetch: service.fetch,
    changed: () => {
      made.told++;
    },
  };
  return made;
}
