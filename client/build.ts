/** `npm run package:client`: the client as a package for npm, in `.output`; from the contract's own sources, types too. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);

/** Makes the package in a folder of its own and packs it into `to`; answers the tarball's path. */
export async function packageClient(to = join(ROOT, '.output')): Promise<string> {
  const at = join(to, 'client');
  rmSync(at, { recursive: true, force: true });
  mkdirSync(at, { recursive: true });
  await bundle(join(at, 'index.js'), ['zod']);
  await bundle(join(at, 'bundle.js'), []);
  await declare(join(at, 'types'));
  const own = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  writeFileSync(join(at, 'package.json'), `${JSON.stringify(manifest(own), null, 2)}\n`);
  cpSync(join(ROOT, 'LICENSE'), join(at, 'LICENSE'));
  cpSync(join(ROOT, 'client/README.md'), join(at, 'README.md'));
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', to], {
    cwd: at,
  });
  return join(to, JSON.parse(stdout)[0].filename);
}

function manifest({ version, license, dependencies }: Record<string, unknown> & { dependencies: object }) {
  const types = './types/client/index.d.ts';
  return {
    name: 'tuntas-client',
    version,
    description:
      'Typed client for Tuntas: file citizens’ reports with photos, decide, and follow what happens.',
    license,
    type: 'module',
    sideEffects: false,
    engines: { node: '>=20' },
    exports: {
      '.': { types, default: './index.js' },
      './bundle': { types, default: './bundle.js' },
      './package.json': './package.json',
    },
    types,
    files: ['index.js', 'bundle.js', 'types'],
    dependencies: { zod: Object.entries(dependencies).find(([name]) => name === 'zod')?.[1] },
  };
}

async function bundle(file: string, external: string[]): Promise<void> {
  await build({
    root: ROOT,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      lib: {
        entry: join(ROOT, 'client/index.ts'),
        formats: ['es'],
        fileName: () => file.slice(dirname(file).length + 1),
      },
      outDir: dirname(file),
      emptyOutDir: false,
      target: 'es2022',
      minify: external.length === 0,
      reportCompressedSize: false,
      rolldownOptions: { external },
    },
  });
}

async function declare(to: string): Promise<void> {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const how = [
    '--noEmit',
    'false',
    '--declaration',
    '--emitDeclarationOnly',
    '--rootDir',
    ROOT,
    '--outDir',
    to,
  ];
  await run(process.execPath, [tsc, '-p', join(ROOT, 'client/tsconfig.json'), ...how]);
  const files = readdirSync(to, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.d.ts'))
    .map((name) => join(to, name));
  for (const file of files) settleImports(file, to);
  const reached = new Set<string>();
  reach(join(to, 'client/index.d.ts'), reached);
  for (const file of files) if (!reached.has(file)) rmSync(file);
}

/** Adds the file and all that its types lead to: what else the sources lean on is inside the bundle. */
function reach(file: string, reached: Set<string>): void {
  if (reached.has(file)) return;
  reached.add(file);
  for (const [, to = ''] of readFileSync(file, 'utf8').matchAll(LEADS_TO)) {
    if (to.startsWith('.')) reach(join(dirname(file), to).replace(/\.js$/, '.d.ts'), reached);
  }
}

const LEADS_TO = /\b(?:from|import\()\s*["']([^"']+)["']/g;

/** As they are found from outside this repository: by relative paths, to what the compiler calls JavaScript. */
function settleImports(file: string, root: string): void {
  const here = dirname(file);
  const text = readFileSync(file, 'utf8')
    .replaceAll(/(["'])#shared\//g, (_, quote: string) => `${quote}${relative(here, join(root, 'shared'))}/`)
    .replaceAll(/(["'])(\.[^"'\n]*)\.tsx?\1/g, '$1$2.js$1');
  writeFileSync(file, text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(`${await packageClient()}\n`);
}
