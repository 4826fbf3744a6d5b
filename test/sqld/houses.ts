/** Which libSQL server a test's data folder has, where the tests are run on one. */
import type { Server } from '../../service/platform/db/remote.ts';
import { type Sqld, startSqld } from './server.ts';

/** What a test does to the database's own file has no counterpart there. */
export const isOnSqld = process.env.TUNTAS_TEST_SQLD === '1';

const servers = new Map<string, Sqld>();

/** One of its own, the same for a folder that is opened again; null where the database is a file in it. */
export async function serverFor(dataDir: string): Promise<Server | null> {
  if (!isOnSqld) return null;
  const sqld = servers.get(dataDir) ?? (await startSqld());
  servers.set(dataDir, sqld);
  return { url: sqld.url, token: sqld.token };
}

export async function endServerOf(dataDir: string): Promise<void> {
  await servers.get(dataDir)?.close();
  servers.delete(dataDir);
}

/** Those of houses that were stopped, to be opened again, and never closed. */
export async function endServers(): Promise<void> {
  await Promise.all([...servers.keys()].map(endServerOf));
}
