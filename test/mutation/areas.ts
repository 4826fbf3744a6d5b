/** The one table of mutation testing: which code is changed on purpose, and which tests must notice. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Code and the cheap tests that specify it: no browser, no running service. Files and folders. */
export interface Part {
  code: readonly string[];
  tests: readonly string[];
}

const EVIDENCE = 'shared/evidence';
const EVIDENCE_TESTS = 'test/unit/evidence';

/** By the name under which its score is told. A large one has parts: only its own tests are run for each change. */
export const AREAS: Readonly<Record<string, readonly Part[]>> = {
  'shared/deadline': [{ code: ['shared/deadline'], tests: ['test/unit/deadline'] }],
  'shared/ticket': [{ code: ['shared/ticket'], tests: ['test/unit/ticket'] }],
  // Not its messages: whether a sentence is the right one is a matter for readers, not for a test.
  [EVIDENCE]: [
    {
      code: [`${EVIDENCE}/read`, `${EVIDENCE}/facts.ts`],
      tests: ['exif', 'exifr', 'xmp', 'marks', 'containers', 'chunks', 'isobmff', 'photos', 'programs'].map(
        evidenceTest,
      ),
    },
    {
      code: [`${EVIDENCE}/narrative`, `${EVIDENCE}/checks/narrative.ts`],
      tests: ['narrative', 'narrative-words', 'narrative-account', 'judge'].map(evidenceTest),
    },
    { code: [`${EVIDENCE}/pixels.ts`], tests: [evidenceTest('pixels')] },
    {
      code: [
        ...['finding', 'geodesic'].map((name) => `${EVIDENCE}/${name}.ts`),
        ...['edits', 'fix', 'judge', 'location', 'together', 'reuse', 'time'].map(
          (name) => `${EVIDENCE}/checks/${name}.ts`,
        ),
      ],
      tests: ['judge', 'location', 'together', 'time'].map(evidenceTest),
    },
  ],
  badge: [
    {
      code: ['extension/badge/badge.ts', 'extension/badge/count.ts'],
      tests: ['test/extension/badge/badge.test.ts', 'test/extension/badge/count.test.ts'],
    },
  ],
  'back-off': [{ code: ['service/messages/backoff.ts'], tests: ['test/unit/webhooks'] }],
  'import decision': [
    { code: ['service/exchange/import/decide.ts'], tests: ['test/unit/exchange/decide.test.ts'] },
  ],
};

function evidenceTest(name: string): string {
  return `${EVIDENCE_TESTS}/${name}.test.ts`;
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
  const all = Object.values(AREAS).flat();
  return part === null ? all : all.filter((one) => JSON.stringify(one) === JSON.stringify(part));
}
