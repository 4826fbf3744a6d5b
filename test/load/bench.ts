/**
 * `npm run bench`, or one part of it: `npm run bench -- desk`. Figures to be read and kept, not tests: they depend
 * on the machine, so nothing here passes or fails.
 */
import '../jakarta.ts';
import { setup } from '../bundle.ts';
import { benchBusy, benchCalls } from './busy.ts';
import { benchDesk } from './desk.ts';
import { benchExchange } from './exchange.ts';
import { benchField } from './field.ts';
import { benchGuided } from './guided.ts';
import { benchNarratives } from './narratives.ts';
import { benchOverlay } from './overlay.ts';
import { benchPictures } from './pictures.ts';
import { benchPositions } from './positions.ts';
import { benchScale } from './scale.ts';
import { benchService } from './service.ts';
import { benchSignIns } from './sign-ins.ts';
import { benchStrangers } from './strangers.ts';

const PARTS: Record<string, () => Promise<void>> = {
  service: benchService,
  desk: benchDesk,
  field: benchField,
  overlay: benchOverlay,
  import: benchExchange,
  busy: benchBusy,
  calls: benchCalls,
  'sign-ins': benchSignIns,
  strangers: benchStrangers,
  evidence: async () => {
    await benchNarratives();
    await benchPositions();
    await benchPictures();
  },
  guided: benchGuided,
  scale: benchScale,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  process.stderr.write(`No bench named ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}.\n`);
  process.exit(1);
}
await setup();
for (const [name, run] of Object.entries(PARTS)) {
  if (wanted.length === 0 || wanted.includes(name)) await run();
}
