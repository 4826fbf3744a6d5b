/** The client as somebody gets it: a tarball, installed into a strict TypeScript project, against the real service. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packageClient } from '../../client/build.ts';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';
import { type ServiceProcess, startProcess } from './process.ts';
import { keyFor } from './tokens.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PHOTO = join(ROOT, 'test/fixtures/evidence/photos/plain-f24631a2.jpg');
const run = promisify(execFile);

let folder: string;
let project: string;
let service: ServiceProcess;
beforeAll(async () => {
  // Where no other test reads sources, and types of Node are found.
  mkdirSync(join(ROOT, 'node_modules/.cache'), { recursive: true });
  folder = mkdtempSync(join(ROOT, 'node_modules/.cache/front-end-'));
  project = join(folder, 'project');
  const tarball = await packageClient(folder);
  cpSync(join(ROOT, 'test/front-end'), project, { recursive: true });
  const own = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  // What the registry would give is here already.
  const dependencies = { 'tuntas-client': `file:${tarball}`, zod: `file:${join(ROOT, 'node_modules/zod')}` };
  writeFileSync(join(project, 'package.json'), JSON.stringify({ ...own, dependencies }));
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: project });
  service = await startProcess(join(folder, 'data'));
});
afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true });
});

const installed = (): string => join(project, 'node_modules/tuntas-client');

it('holds programs, types and words about itself, and nothing else', () => {
  const files = readdirSync(installed(), { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.\w+$|LICENSE/.test(path),
  );
  expect(files.filter((path) => !path.startsWith('types/')).sort()).toEqual([
    'LICENSE',
    'README.md',
    'bundle.js',
    'index.js',
    'package.json',
  ]);
  expect(files.filter((path) => path.startsWith('types/') && !path.endsWith('.d.ts'))).toEqual([]);
  const { dependencies, scripts } = JSON.parse(readFileSync(join(installed(), 'package.json'), 'utf8'));
  expect([Object.keys(dependencies), scripts]).toEqual([['zod'], undefined]);
  expect(
    /^(import|export \*|export .* from)\b/m.test(readFileSync(join(installed(), 'bundle.js'), 'utf8')),
  ).toBe(false);
});

it('leads to no type that is not in it', () => {
  const types = join(installed(), 'types');
  const paths = readdirSync(types, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.ts'),
  );
  for (const path of paths) {
    const text = readFileSync(join(types, path), 'utf8');
    const led = [...text.matchAll(/\b(?:from|import\()\s*["']([^"']+)["']/g)].map(([, to = '']) => to);
    const lost = led.filter(
      (to) => to !== 'zod' && !paths.includes(join(dirname(path), to).replace(/\.js$/, '.d.ts')),
    );
    expect([path, lost]).toEqual([path, []]);
  }
});

it.each(['NodeNext', 'Bundler'])('is sound by its types in a strict project (%s)', async (resolution) => {
  const module = resolution === 'Bundler' ? 'ESNext' : 'NodeNext';
  const how = ['-p', project, '--module', module, '--moduleResolution', resolution];
  await run(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), ...how]);
});

it('files with a photo in pieces, follows up, approves, hears of it, and says what is wrong', async () => {
  const args = [join(project, 'job.ts'), service.origin, await keyFor(service.origin), PHOTO, DEMO_PASSWORD];
  const { stdout } = await run(process.execPath, ['--import', 'tsx', ...args], { cwd: project });
  expect(JSON.parse(stdout)).toEqual({
    statuses: ['menunggu', 'proses', 'validasi', 'selesai'],
    offsets: [0, 3_000, 6_000, 8_088],
    heard: ['lapor', 'proses', 'tindak_lanjut', 'bukti_diperiksa', 'setujui'],
    isListed: true,
    refused: ['invalid', ['category', 'description', 'kategori']],
  });
});
