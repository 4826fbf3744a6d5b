/** What this part of the service is opened with, and nothing beyond. */
import type { UnitDirectory } from '../people/units/directory.ts';

export interface RulesDeps {
  units: UnitDirectory;
}
