/** The extension's second target: the page for phones, `/lapangan`, from the desk's own store, words and parts. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build, defineConfig, type Plugin, type Rollup } from 'vite';
import { fieldWords } from './extension/modules/words.ts';
import { CityFacts } from './shared/city/facts.ts';
import { packNamed } from './shared/city/packs.ts';
import { LOCALES } from './shared/words/locale.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const BASE = '/lapangan/';
const OUT = here('./.output/field');
/** Until a service has said at the sign-in which city it is. */
const CITY = packNamed(process.env.TUNTAS_CITY ?? 'jakarta', (path) => readFileSync(path, 'utf8'));
const DEFINED = { __E2E__: 'false', __CITY__: JSON.stringify(CityFacts.parse(CITY)) };

/** Named by what is in them: what has such a name is never asked for again. */
const HASHED = /^assets\//;

/** Packed once and well: most of these phones pay by the megabyte. */
const PACKED = /\.(?:js|css|html|json|webmanifest)$/;

/** Words, icons and what makes the page an app; then the worker that keeps all of it, knowing each file's name. */
function installable(): Plugin {
  return {
    name: 'installable',
    generateBundle() {
      for (const locale of LOCALES) {
        this.emitFile({
          type: 'asset',
          fileName: `words/${locale}.json`,
          source: JSON.stringify(fieldWords(locale)),
        });
      }
      this.emitFile({ type: 'asset', fileName: 'app.webmanifest', source: JSON.stringify(MANIFEST) });
      for (const name of ICONS) {
        const folder = name === 'mark.svg' ? 'icon' : 'field/icon';
        const source = readFileSync(here(`./extension/${folder}/${name}`));
        this.emitFile({ type: 'asset', fileName: `icon/${name}`, source });
      }
    },
    async writeBundle(_, bundle) {
      await buildServiceWorker(keptFiles(bundle));
      for (const name of [...Object.keys(bundle), 'service-worker.js'].filter((each) => PACKED.test(each)))
        writeFileSync(`${OUT}/${name}.br`, brotliCompressSync(readFileSync(`${OUT}/${name}`)));
    },
  };
}

/** Rooms of the contract that no phone calls: a twentieth of the first load. */
const NOT_CALLED = [
  'account-requests',
  'audit',
  'exports',
  'imports',
  'performance',
  'privacy',
  'unknown-names',
  'webhooks',
].map((room) => here(`./shared/contract/${room}.ts`));

/** Without these calls; a build that makes one, or uses more of such a room, ends. */
function withoutCalls(): Plugin {
  const tables = new Map<string, string>();
  const calls: string[] = [];
  for (const room of NOT_CALLED) {
    const [, name = '', table = ''] =
      /export const (\w+_OPERATIONS) = \{\n(.*?)^\}/ms.exec(readFileSync(room, 'utf8')) ?? [];
    tables.set(room, `export const ${name} = {};`);
    calls.push(...Array.from(table.matchAll(/^ {2}(\w+): /gm), ([, call = '']) => call));
  }
  return {
    name: 'without-calls',
    enforce: 'pre',
    load: (id) => tables.get(id) ?? null,
    transform(code) {
      const made = calls.find((call) => code.includes(`'${call}'`));
      if (made !== undefined) this.error(`The phone calls ${made}, which is left out`);
    },
  };
}

const ICONS = ['mark.svg', 'app-192.png', 'app-512.png', 'maskable-512.png'];

const MANIFEST = {
  name: 'Tuntas Lapangan',
  short_name: 'Tuntas',
  lang: 'id',
  id: BASE,
  start_url: BASE,
  scope: BASE,
  display: 'standalone',
  background_color: '#eef0f3',
  theme_color: '#1b5bb0',
  icons: [
    { src: 'icon/app-192.png', sizes: '192x192', type: 'image/png' },
    { src: 'icon/app-512.png', sizes: '512x512', type: 'image/png' },
    { src: 'icon/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
};

interface Kept {
  url: string;
  /** Null where the name itself changes with the contents. */
  revision: string | null;
}

function keptFiles(bundle: Rollup.OutputBundle): Kept[] {
  return Object.values(bundle).map((file) => ({
    url: file.fileName,
    revision: HASHED.test(file.fileName) ? null : hashOf(file.type === 'asset' ? file.source : file.code),
  }));
}

/** FNV-1a: it tells two builds apart and guards nothing. */
function hashOf(source: string | Uint8Array): string {
  let hash = 0x811c9dc5;
  for (const byte of typeof source === 'string' ? new TextEncoder().encode(source) : source)
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(16);
}

async function buildServiceWorker(kept: readonly Kept[]): Promise<void> {
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define: { ...DEFINED, __KEPT__: JSON.stringify(kept), 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: OUT,
      emptyOutDir: false,
      target: 'chrome111',
      rolldownOptions: {
        input: { 'service-worker': here('./extension/field/service-worker.ts') },
        output: { entryFileNames: '[name].js', format: 'iife' },
      },
    },
  });
}

export default defineConfig({
  root: here('./extension/field'),
  base: BASE,
  publicDir: false,
  define: DEFINED,
  // What the extension has of its browser, a page has otherwise: the one place where the two targets part.
  resolve: {
    alias: [
      { find: 'wxt/browser', replacement: here('./extension/field/browser.ts') },
      { find: /^.*\/notifications\/notify\.ts$/, replacement: here('./extension/field/untold.ts') },
      // The same code for browsers of today, a tenth smaller.
      { find: /^dexie$/, replacement: here('./node_modules/dexie/dist/modern/dexie.mjs') },
    ],
  },
  worker: { format: 'es' },
  build: {
    outDir: OUT,
    emptyOutDir: true,
    // Phones of the last four years.
    target: 'chrome111',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      // What the first screen needs comes as one file: each further one costs a phone a round trip.
      output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
    },
  },
  plugins: [withoutCalls(), installable()],
});
