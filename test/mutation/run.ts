/**
 * `npm run mutate [area …]`: changes the code of each area in every way Stryker knows and counts how many changes
 * some test notices. One line an area; fails where the share is below the least. Results are kept, so that only
 * what changed since is run again; `--fresh` forgets them.
 */
import { mkdirSync } from 'node:fs';
import { relative } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { AREAS, filesOf, PART_AT_HAND, type Part } from './areas.ts';

const LEAST_PERCENT = 85;
const KEPT = '.mutation';

type Result = Awaited<ReturnType<Stryker['runMutationTest']>>[number];

async function mutate(part: Part, name: string, isFresh: boolean): Promise<Result[]> {
  const file = `${KEPT}/${name.replaceAll(/\W+/g, '-')}`;
  process.env[PART_AT_HAND] = JSON.stringify(part);
  const stryker = new Stryker({
    mutate: filesOf(part.code),
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

/** Lists what went unnoticed; answers the line that sums up. */
function summary(name: string, results: readonly Result[]): { line: string; percent: number } {
  const having = (wanted: Result['status']) => results.filter(({ status }) => status === wanted).length;
  const endless = having('Timeout');
  const noticed = having('Killed') + endless;
  const missed = results.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
  for (const { fileName, location, replacement, status } of missed) {
    say(
      `  ${relative('.', fileName)}:${location.start.line}:${location.start.column} ${status}: ${replacement}`,
    );
  }
  const all = noticed + missed.length;
  const percent = (100 * noticed) / all;
  return {
    percent,
    line: `${name}: ${percent.toFixed(1)} % of ${all} changes noticed, ${endless} of them as running without end`,
  };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const asked = process.argv.slice(2);
const wanted = asked.filter((word) => word !== '--fresh');
const isOf = (area: string, word: string) => area === word || area.startsWith(`${word}/`);
const unknown = wanted.filter((word) => !Object.keys(AREAS).some((area) => isOf(area, word)));
if (unknown.length > 0) {
  process.stderr.write(`No area ${unknown.join(', ')}; there are ${Object.keys(AREAS).join(', ')}.\n`);
  process.exit(1);
}
mkdirSync(KEPT, { recursive: true });
const scores = [];
for (const [name, part] of Object.entries(AREAS)) {
  if (wanted.length > 0 && !wanted.some((word) => isOf(name, word))) continue;
  scores.push(summary(name, await mutate(part, name, asked.includes('--fresh'))));
}
for (const { line } of scores) say(line);
process.exitCode = scores.every(({ percent }) => percent >= LEAST_PERCENT) ? 0 : 1;
