/**
 * The service as a process, on a clock that stands still between two `PUT /clock`: only so does a call arrive at
 * 15:30:00.000 and not some milliseconds later.
 */
import { readConfig } from '../../../service/compose/config.ts';
import { startService } from '../../../service/compose/main.ts';
import { openLog } from '../../../service/platform/log.ts';

const STANDING = { now: () => 0 };

const service = await startService(
  readConfig(process.argv.slice(2), process.env),
  openLog('error'),
  STANDING,
);
process.stdout.write(`Tuntas serves on http://localhost:${service.port}\n`);
process.once('SIGTERM', () => void service.stop().then(() => process.exit(0)));
