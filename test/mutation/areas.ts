/** The one table of mutation testing: which code is changed on purpose, and which tests must notice. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Code and the cheap tests that specify it: no browser, no running service. Files and folders. */
export interface Part {
  code: readonly string[];
  tests: readonly string[];
}

/** Of the evidence's code, what is not one file. */
const FOLDERS: readonly string[] = ['narrative', 'pictures', 'read'];

/** By the name under which its score is told. Evidence is several: only its own tests are run for each change. */
export const AREAS: Readonly<Record<string, Part>> = {
  'shared/deadline': {
    code: ['shared/deadline'],
    tests: ['test/unit/deadline', 'test/unit/words/clock.test.ts'],
  },
  'shared/ticket': { code: ['shared/ticket'], tests: ['test/unit/ticket'] },
  // Not its messages: whether a sentence is the right one is a matter for readers, not for a test.
  'shared/evidence/checks': evidence(
    ['finding', 'geodesic', ...checks('edits', 'fix', 'judge', 'location', 'together', 'reuse', 'time')],
    ['judge', 'location', 'together', 'time'],
  ),
  'shared/evidence/pixels': evidence(['pixels'], ['pixels']),
  'shared/evidence/pictures': evidence(['pictures'], ['pixels', 'relation']),
  'shared/evidence/narrative': evidence(
    ['narrative', ...checks('narrative')],
    ['narrative', 'narrative-words', 'narrative-account', 'judge'],
  ),
  'shared/evidence/read': evidence(
    ['read', 'facts'],
    ['exif', 'exifr', 'xmp', 'marks', 'containers', 'chunks', 'coded', 'isobmff', 'photos', 'programs'],
  ),
  toolbar: {
    code: ['extension/toolbar/look.ts', 'extension/toolbar/count.ts'],
    tests: ['test/extension/toolbar/look.test.ts', 'test/extension/toolbar/count.test.ts'],
  },
  'back-off': { code: ['service/messages/backoff.ts'], tests: ['test/unit/webhooks'] },
  'import decision': {
    code: ['service/exchange/import/decide.ts'],
    tests: ['test/unit/exchange/decide.test.ts'],
  },
};

function checks(...names: string[]): string[] {
  return names.map((name) => `checks/${name}`);
}

function evidence(code: readonly string[], tests: readonly string[]): Part {
  const path = (name: string) => `shared/evidence/${name}`;
  return {
    code: code.map((name) => (FOLDERS.includes(name) ? path(name) : `${path(name)}.ts`)),
    tests: tests.map((name) => `test/unit/evidence/${name}.test.ts`),
  };
}

/** Source files among these and below them. */
export function filesOf(paths: readonly string[]): string[] {
  return paths
    .flatMap((path) => {
      if (statSync(path).isFile()) return [path];
      return readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => join(path, name));
    })
    .filter((path) => /\.tsx?$/.test(path));
}

/** The part at hand, told by the environment: Stryker starts the tests in a process of its own. */
export const PART_AT_HAND = 'MUTATED_PART';

export function partsAtHand(): readonly Part[] {
  const part: unknown = JSON.parse(process.env[PART_AT_HAND] ?? 'null');
  const all = Object.values(AREAS);
  return part === null ? all : all.filter((one) => JSON.stringify(one) === JSON.stringify(part));
}
