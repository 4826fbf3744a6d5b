/**
 * Bundles the service once for every test that starts it as a process: from its sources each start would cost two
 * seconds more.
 */
import { fileURLToPath } from 'node:url';
import { buildWhatChanged } from '../service/compose/launch/build.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

export async function setup(): Promise<void> {
  await buildWhatChanged(ROOT, () => {}, ['service']);
}
