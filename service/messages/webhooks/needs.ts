/** What carrying messages takes of the service. */

import type { UnitDirectory } from '../../people/units/directory.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import type { Outbound } from '../../platform/outbound/outbound.ts';

export interface Needs {
  db: Db;
  clock: Clock;
  units: UnitDirectory;
  outbound: Outbound;
}
