/** What carrying messages takes of the service. */
import type { Clock } from '../clock.ts';
import type { Db } from '../db/database.ts';
import type { UnitDirectory } from '../db/unit-directory.ts';
import type { Outbound } from '../outbound/outbound.ts';

export interface Needs {
  db: Db;
  clock: Clock;
  units: UnitDirectory;
  outbound: Outbound;
}
