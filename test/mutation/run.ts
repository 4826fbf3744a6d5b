/**
 * `npm run mutate [area | file …]`: changes the code of each area in every way Stryker knows and counts how many
 * changes some test notices. One line an area; fails where the share is below the least. Results are kept, so that
 * only what changed since is run again, and a long area can be run file by file; `--fresh` forgets them.
 */
import { mkdirSync } from 'node:fs';
import { relative } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { AREAS, filesOf, PART_AT_HAND, type Part } from './areas.ts';

const LEAST_PERCENT = 85;
const KEPT = '.mutation';

type Result = Awaited<ReturnType<Stryker['runMutationTest']>>[number];

/** Of the part all its files, or only some. */
async function mutate(part: Part, name: string, files: string[], isFresh: boolean): Promise<Result[]> {
  const file = `${KEPT}/${name.replaceAll(/\W+/g, '-')}`;
  process.env[PART_AT_HAND] = JSON.stringify(part);
  const stryker = new Stryker({
    mutate: files,
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
/** What is asked for of an area: all of it, or the files that were named. */
const filesAsked = (area: string, part: Part): string[] => {
  const files = filesOf(part.code);
  const isNamed = wanted.some((word) => area === word || area.startsWith(`${word}/`));
  return wanted.length === 0 || isNamed ? files : files.filter((file) => wanted.includes(file));
};
const at = Object.entries(AREAS).map(([name, part]) => ({ name, part, files: filesAsked(name, part) }));
const runs = at.filter(({ files }) => files.length > 0);
if (runs.length === 0) {
  process.stderr.write(
    `Neither an area nor a file of one. The areas are ${Object.keys(AREAS).join(', ')}.\n`,
  );
  process.exit(1);
}
mkdirSync(KEPT, { recursive: true });
const scores = [];
for (const { name, part, files } of runs) {
  const results = await mutate(part, name, files, asked.includes('--fresh'));
  scores.push(summary(files.length === filesOf(part.code).length ? name : files.join(', '), results));
}
for (const { line } of scores) say(line);
process.exitCode = scores.every(({ percent }) => percent >= LEAST_PERCENT) ? 0 : 1;
