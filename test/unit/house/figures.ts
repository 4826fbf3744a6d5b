/** `npm run figures`: how large the house is and whether one finds one's way in it, in a few numbers. */
import { spawnSync } from 'node:child_process';
import { edgesOf } from './arrows.ts';
import { functionsOf, parseModules } from './module.ts';
import { circlesOf } from './rooms.ts';
import { readSources } from './sources.ts';

const sources = readSources();
const modules = parseModules(sources);
const local = edgesOf(modules).filter((edge) => edge.local);
const typeScript = [...sources].filter(([path]) => /\.tsx?$/.test(path));
const [longest] = functionsOf(modules).sort((a, b) => b.lines - a.lines);
const rooms = new Set([...sources.keys()].flatMap((path) => /^service\/[^/]+(?=\/)/.exec(path) ?? []));

const figures: [name: string, value: number, detail?: string][] = [
  ['circles of rooms', circlesOf(local, 'room').length],
  ['circles of folders, each counted by itself', circlesOf(local, 'folder').length],
  ['folders under service/', rooms.size],
  ['TypeScript files outside tests', typeScript.length],
  ['their lines', typeScript.reduce((sum, [, text]) => sum + text.split('\n').length - 1, 0)],
  ['lines of the longest function', longest?.lines ?? 0, `${longest?.name} in ${longest?.path}`],
  ['functions over complexity 20', countOfComplex()],
];
for (const [name, value, detail] of figures) {
  process.stdout.write(
    `${name.padEnd(44)}${String(value).padStart(8)}${detail === undefined ? '' : `  ${detail}`}\n`,
  );
}

/** Biome's own count, by the rule and the limit of `biome.json`. */
function countOfComplex(): number {
  const rule = '--only=complexity/noExcessiveCognitiveComplexity';
  const { stdout } = spawnSync('biome', ['lint', rule, '--reporter=json', 'extension', 'service', 'shared'], {
    encoding: 'utf8',
  });
  return JSON.parse(stdout).summary.errors;
}
