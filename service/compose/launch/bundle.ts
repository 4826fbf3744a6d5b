/** What the launcher takes from the service, as one bundle: see `service/vite.config.ts`. */

export { DEMO_PASSWORD, demoAccounts } from '../../demo/accounts.ts';
export { openLog } from '../../platform/log.ts';
export type { Config } from '../../platform/settings.ts';
export { readConfig } from '../config.ts';
export { type RunningService, startService } from '../main.ts';
export { MACHINE } from '../service.ts';
export { startFault } from '../start-fault.ts';
