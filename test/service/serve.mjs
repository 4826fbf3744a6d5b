/**
 * The bundled service as a process of its own, as tests start and kill it: real but for its patience with photos
 * (unless its own limits are asked for) and, where asked for, a clock that stands still between two `PUT /clock`. Only so does a call arrive at
 * 15:30:00.000 and not some milliseconds later.
 */
import { fileURLToPath, pathToFileURL } from 'node:url';
import { BUNDLE } from '../../service/compose/launch/build.mjs';
import { PATIENT } from './patient.mjs';

const bundle = fileURLToPath(new URL(`../../${BUNDLE}`, import.meta.url));
/** @type {typeof import('../../service/compose/launch/bundle.ts')} */
const { MACHINE, openLog, readConfig, startService } = await import(pathToFileURL(bundle).href);

const clock = process.env.STANDING_CLOCK === '1' ? { now: () => 0 } : MACHINE.clock;
const photos = process.env.PHOTO_LIMITS === 'real' ? {} : PATIENT;
const config = readConfig(process.argv.slice(2), process.env);
const service = await startService(config, openLog('error'), { ...MACHINE, clock, photos });
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.once(signal, () => void service.stop().then(() => process.exit(0)));
}
// Last: whoever reads it may end this process at once.
process.stdout.write(`Tuntas serves on http://localhost:${service.port}\n`);
