/** Where things lie, for processes that tests start. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
export const EXTENSION = join(ROOT, '.output/e2e-open/chrome-mv3');
/** As released but for the names it may run on: with closed shadow roots. */
export const CLOSED_EXTENSION = join(ROOT, '.output/e2e-closed/chrome-mv3');
const SCREENSHOTS = join(ROOT, 'screenshots');

/** Path of a screenshot to be looked at by people; git ignores the folder. */
export async function screenshot(name: string): Promise<string> {
  await mkdir(SCREENSHOTS, { recursive: true });
  return join(SCREENSHOTS, `${name}.png`);
}

/** For browsers that hand the picture over instead of writing it. */
export async function saveScreenshot(name: string, png: Buffer): Promise<void> {
  await writeFile(await screenshot(name), png);
}
