/** The one table of mutation testing: which code is changed on purpose, and which tests must notice. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface Area {
  name: string;
  /** Files and folders of the product. */
  code: readonly string[];
  except?: readonly string[];
  /** The cheap tests that specify it: no browser, no running service. Files and folders. */
  tests: readonly string[];
}

export const AREAS: readonly Area[] = [
  { name: 'shared/deadline', code: ['shared/deadline'], tests: ['test/unit/deadline'] },
  { name: 'shared/ticket', code: ['shared/ticket'], tests: ['test/unit/ticket'] },
  {
    name: 'shared/evidence',
    code: ['shared/evidence'],
    // Sentences in two languages: whether a word is the right one is a matter for readers, not for a test.
    except: ['shared/evidence/messages', 'shared/evidence/messages.ts'],
    tests: ['test/unit/evidence'],
  },
  {
    name: 'badge',
    code: ['extension/toolbar/badge.ts', 'extension/toolbar/count.ts'],
    tests: ['test/extension/toolbar/badge.test.ts', 'test/extension/toolbar/count.test.ts'],
  },
  { name: 'back-off', code: ['service/webhooks/backoff.ts'], tests: ['test/unit/webhooks'] },
  {
    name: 'import decision',
    code: ['service/exchange/import/decide.ts'],
    tests: ['test/unit/exchange/decide.test.ts'],
  },
];

export function filesOf(paths: readonly string[], except: readonly string[] = []): string[] {
  return paths
    .flatMap((path) => {
      if (statSync(path).isFile()) return [path];
      return readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => join(path, name));
    })
    .filter((path) => /\.tsx?$/.test(path))
    .filter((path) => !except.some((excepted) => path === excepted || path.startsWith(`${excepted}/`)));
}

/** Of the run at hand: told by the environment, since Stryker starts the tests in a process of its own. */
export function areasAtHand(): readonly Area[] {
  const named = AREAS.filter(({ name }) => name === process.env.MUTATED_AREA);
  return named.length > 0 ? named : AREAS;
}
