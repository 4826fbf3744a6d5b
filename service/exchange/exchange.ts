/** Reports in bulk and in the words of others: import, export, Open311. */
import { join } from 'node:path';
import { Hono } from 'hono';
import type { People } from '../people/people.ts';
import type { Source } from '../platform/db/source.ts';
import type { Env } from '../platform/http/env.ts';
import type { Platform } from '../platform/platform.ts';
import type { TicketDeps } from '../tickets/deps.ts';
import { openExports } from './export/exports.ts';
import { exportPages } from './export/pages.tsx';
import { exportRoutes } from './export/routes.ts';
import { openImports } from './import/imports.ts';
import { importPages } from './import/pages.tsx';
import { importRoutes, nameRoutes } from './import/routes.ts';
import { openRecognition } from './import/unknown-names.ts';
import { open311Routes } from './open311/routes.ts';

export type Exchange = Awaited<ReturnType<typeof openExchange>>;

/** `isReady`: Open311 refuses in its own form while the service starts or drains. */
export async function openExchange(
  { config, db, clock, log, peers }: Pick<Platform, 'config' | 'db' | 'clock' | 'log' | 'peers'>,
  { apiKeys }: Pick<People, 'apiKeys'>,
  tickets: TicketDeps,
  { source, isReady }: { source: Source; isReady: () => boolean },
) {
  const { policy, categories, units, boundaries, secrets, accounts } = tickets;
  const imports = await openImports(
    { db, clock, policy, categories, units, boundaries, secrets, peers },
    join(config.dataDir, 'imports'),
    log,
  );
  const exports = openExports(source);
  const recognition = openRecognition(tickets);
  const deps = { ...tickets, config, apiKeys, accounts, imports, exports, recognition };
  return {
    imports,
    exports,
    recognition,
    calls: [importRoutes(deps), nameRoutes(deps), exportRoutes(deps)],
    pages: [
      importPages(deps),
      exportPages(deps),
      new Hono<Env>().route('/open311/v2', open311Routes(deps, isReady)),
    ],
    jobs: [
      { name: 'imports', isOwn: true, run: () => imports.look().then(imports.forgetOld) },
      // A name may have been recognised by another process, or on a page of its own.
      { name: 'unknown names', run: () => recognition.run() },
    ],
    ready: () => imports.resume(),
    async close() {
      await imports.close();
      await recognition.stop();
      await exports.close();
    },
  };
}
