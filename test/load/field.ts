/** What the page for phones costs a phone: bytes on the way, script, memory, and time on a processor four times slower. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buildWhatChanged } from '../../service/compose/launch/build.mjs';
import { ROOT } from '../e2e/harness/paths.ts';
import { signInOn, switchOn } from '../e2e/harness/phone.ts';
import { startService } from '../e2e/harness/service.ts';

const BUILT = join(ROOT, '.output/field');
/** Of what is asked for before somebody can sign in. */
const FIRST_LOAD = 120_000;

export async function benchField(): Promise<void> {
  await buildWhatChanged(ROOT, () => {}, ['page for phones']);
  const say = (line: string): void => void process.stdout.write(`field: ${line}\n`);
  const packed = (name: string): number => statSync(join(BUILT, `${name}.br`)).size;
  const html = readFileSync(join(BUILT, 'index.html'), 'utf8');
  const first = [
    'index.html',
    'words/id.json',
    ...[...html.matchAll(/lapangan\/(assets\/[^"]+)/g)].map(([, name]) => name ?? ''),
  ];
  const bytes = first.reduce((sum, name) => sum + packed(name), 0);
  say(`first load ${bytes} bytes by brotli, ${first.length} files (budget ${FIRST_LOAD})`);
  const scripts = readdirSync(join(BUILT, 'assets')).filter((name) => name.endsWith('.js'));
  const of = (size: (name: string) => number): number =>
    scripts.reduce((sum, name) => sum + size(`assets/${name}`), 0);
  say(
    `script ${of((name) => statSync(join(BUILT, name)).size)} bytes, ${of(packed)} by brotli; parts kept after the first screen`,
  );
  const service = await startService({ demo: 'reports' });
  const phone = await switchOn(service.origin);
  try {
    const from = performance.now();
    const page = await phone.open();
    await page.getByLabel('Nama pengguna').waitFor();
    say(`sign-in shown after ${Math.round(performance.now() - from)} ms, 4 × slower processor`);
    await signInOn(page, 'admin');
    await page.locator('.field-row').first().waitFor();
    const again = performance.now();
    await page.reload();
    await page.locator('.field-row').first().waitFor();
    say(`work shown ${Math.round(performance.now() - again)} ms after a start with the files kept`);
    const devtools = await phone.context.newCDPSession(page);
    const { usedSize } = await devtools.send('Runtime.getHeapUsage');
    say(`script's memory with the list shown ${(usedSize / 1024 / 1024).toFixed(1)} MB`);
  } finally {
    await phone.close();
    await service.stop();
  }
}
