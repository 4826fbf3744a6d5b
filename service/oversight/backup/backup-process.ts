/** Entry of the child process that makes a scheduled backup: it reads the whole database, and answers how it went. */
import { constants, setPriority } from 'node:os';
import { z } from 'zod';
import { Source } from '../../platform/db/source.ts';
import { takeSecrets } from '../../platform/processes/child.ts';
import { ObjectStoreSettings } from '../../platform/settings.ts';
import { type BackupAnswer, type BackupTask, makeBackup } from './make.ts';

process.umask(0o077);
setPriority(constants.priority.PRIORITY_LOW);
const stop = new AbortController();
for (const event of ['disconnect', 'SIGTERM', 'SIGINT']) process.on(event, () => stop.abort());
const secrets = takeSecrets(
  z.object({ source: Source.optional(), photoStore: ObjectStoreSettings.optional() }),
);
const answer: BackupAnswer = await makeBackup(
  { ...JSON.parse(process.argv[2] ?? '{}'), ...secrets } satisfies BackupTask,
  stop.signal,
).then(
  (path) => ({ path }),
  (error: unknown) => ({ why: whyOf(error) }),
);
const code = 'path' in answer ? 0 : 1;
if (process.connected) process.send?.(answer, () => process.exit(code));
else process.exit(code);

/** Of a failed query its cause: the outer message only repeats the query. */
function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
