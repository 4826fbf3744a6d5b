/**
 * `npm run mutate [area …]`: changes the code of each area in every way Stryker knows and counts how many changes
 * some test notices. One line an area; fails where the share is below the least. Results are kept, so that only
 * what changed since is run again; `--fresh` forgets them.
 */
import { mkdirSync } from 'node:fs';
import { relative } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { AREAS, type Area, filesOf } from './areas.ts';

const LEAST_PERCENT = 85;
const KEPT = '.mutation';

type Result = Awaited<ReturnType<Stryker['runMutationTest']>>[number];

async function mutate({ name, code, except }: Area, isFresh: boolean): Promise<Result[]> {
  const file = `${KEPT}/${name.replaceAll(/\W+/g, '-')}`;
  process.env.MUTATED_AREA = name;
  const stryker = new Stryker({
    mutate: filesOf(code, except),
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
    coverageAnalysis: 'perTest',
    concurrency: 1,
    incremental: true,
    incrementalFile: `${file}.json`,
    force: isFresh,
    reporters: ['html', 'progress-append-only'],
    htmlReporter: { fileName: `${file}.html` },
    tempDirName: `${KEPT}/sandbox`,
    ignorePatterns: [KEPT, '.output', 'data', 'screenshots', 'docs'],
    // TypeScript 7 offers no parser to rewrite it with; the sandbox is a copy of the tree, so it needs none.
    tsconfigFile: 'none',
    // Endless loops are counted out by their hits: this only stops what hangs, however busy the machine.
    timeoutMS: 60_000,
    allowConsoleColors: false,
  });
  return stryker.runMutationTest();
}

function report(name: string, results: readonly Result[]): boolean {
  const count = (...statuses: Result['status'][]) =>
    results.filter(({ status }) => statuses.includes(status)).length;
  const noticed = count('Killed', 'Timeout');
  const missed = results.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
  const percent = (100 * noticed) / (noticed + missed.length);
  for (const { fileName, location, replacement, status } of missed) {
    say(
      `  ${relative('.', fileName)}:${location.start.line}:${location.start.column} ${status}: ${replacement}`,
    );
  }
  say(
    `${name}: ${percent.toFixed(1)} % of ${noticed + missed.length} changes noticed (ignored: ${count('Ignored')})`,
  );
  return percent >= LEAST_PERCENT;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const asked = process.argv.slice(2);
const wanted = asked.filter((word) => word !== '--fresh');
const unknown = wanted.filter((word) => !AREAS.some(({ name }) => name === word));
if (unknown.length > 0) {
  process.stderr.write(
    `No area ${unknown.join(', ')}; there are ${AREAS.map(({ name }) => name).join(', ')}.\n`,
  );
  process.exit(1);
}
mkdirSync(KEPT, { recursive: true });
const reached = [];
for (const area of AREAS) {
  if (wanted.length > 0 && !wanted.includes(area.name)) continue;
  reached.push(report(area.name, await mutate(area, asked.includes('--fresh'))));
}
process.exitCode = reached.every(Boolean) ? 0 : 1;
