/** Fills an empty database for demonstration. */
import type { DemoMode } from '../config.ts';
import type { Service } from '../service.ts';
import { createDemoAccounts } from './accounts.ts';

export async function loadDemo(service: Service, _mode: Exclude<DemoMode, 'off'>): Promise<void> {
  await createDemoAccounts(service.services);
}
