/**
 * The arrows between the folders as rules over a set of source files: `extension → shared ← service`, `client → shared`, and what
 * each part may know of the world. Works on what was parsed, so that bad examples can be put to it.
 */
import { posix } from 'node:path';
import { circles, type Graph, graphOf, reach } from './graph.ts';
import type { Import, Modules } from './module.ts';
import { brokenRooms } from './rooms.ts';

/** A package that is not here is refused: adding one to the browser's or to the pure side is a decision. */
const SHARED_PACKAGES = ['zod', 'geographiclib-geodesic'];
const EXTENSION_PACKAGES = [
  'dexie',
  'exifr',
  'geographiclib-geodesic',
  'leaflet',
  'lucide',
  'preact',
  'workbox-precaching',
  'workbox-routing',
  'wxt',
  'zod',
];
const BROWSER_ONLY_PACKAGES = ['dexie', 'leaflet', 'lucide', 'workbox-precaching', 'workbox-routing', 'wxt'];
/** For what is drawn, and in the service drawn only into a string. */
const DRAWING_PACKAGES = ['preact', 'preact-render-to-string'];

/** Rooms of the extension that run in a page as well. */
const WITHOUT_BROWSER = /^extension\/(desk|store|ui|popup|connection|precheck)\//;

/** The one file that owns the native handle: libsql aborts the process on what this adapter refuses. */
const DATABASE_ADAPTER = 'service/platform/db/embedded.ts';

/** Makes the package; no part of it. */
const CLIENT_BUILD = 'client/build.ts';

/** What no file of the build reaches from certain entry points, and why. */
const KEPT_OUT: readonly { from: RegExp; targets: readonly string[]; why: string }[] = [
  {
    from: /^extension\/entrypoints\/[^/]*content(\/index)?\.tsx?$/,
    // Dexie would open the site's database there.
    targets: ['dexie', 'exifr', 'shared/contract/client.ts'],
    why: 'a content script is tiny and runs inside the site',
  },
  {
    from: /^extension\/(entrypoints|field)\//,
    targets: ['shared/words/catalogue.ts'],
    why: 'a page fetches the words of the one language it speaks',
  },
];

export interface Edge extends Import {
  from: string;
  /** Path inside the repository, or the name of a package. */
  target: string;
  local: boolean;
}

/** One sentence for each arrow that points the wrong way; none when the house is in order. */
export function brokenArrows(modules: Modules): string[] {
  const edges = edgesOf(modules);
  const local = edges.filter((edge) => edge.local);
  return [
    ...edges.flatMap((edge) => refusals(edge).map((why) => `${edge.from} imports ${edge.target}: ${why}`)),
    ...impurities(modules),
    ...keptOut(edges, modules),
    ...circles(arrows(local)).map((way) => `circle: ${way.join(' → ')}`),
    ...brokenRooms(local),
  ];
}

/** Every import, with what it leads to. */
export function edgesOf(modules: Modules): Edge[] {
  return [...modules].flatMap(([from, { imports }]) =>
    imports.map((found) => ({ ...found, from, ...resolve(from, found.specifier, modules) })),
  );
}

function arrows(edges: readonly Edge[]): Graph {
  return graphOf(edges.map(({ from, target }) => [from, target] as const));
}

function resolve(from: string, specifier: string, modules: Modules): { target: string; local: boolean } {
  const bare = specifier.replace(/\?.*$/, '');
  if (bare.startsWith('#shared/')) return { target: bare.slice(1), local: true };
  if (bare.startsWith('.')) {
    const joined = posix.join(posix.dirname(from), bare);
    return { target: modules.has(`${joined}/index.ts`) ? `${joined}/index.ts` : joined, local: true };
  }
  if (bare.startsWith('node:')) return { target: bare, local: false };
  const depth = bare.startsWith('@') ? 2 : 1;
  return { target: bare.split('/').slice(0, depth).join('/'), local: false };
}

function refusals({ from, target, local, specifier }: Edge): string[] {
  const found: string[] = [];
  const [part] = from.split('/');
  if (part === 'shared') {
    if (local && !target.startsWith('shared/')) found.push('shared knows nothing but shared');
    const isView = from.startsWith('shared/view/');
    if (!local && !SHARED_PACKAGES.includes(target) && !(isView && target === 'preact')) {
      found.push('shared is pure');
    }
    if (isView && specifier === 'preact/hooks') found.push('a view is a function of its props');
  }
  if (part === 'extension') {
    if (local && !/^(extension|shared)\//.test(target)) found.push('the extension knows only shared');
    if (!local && !isTool(from) && !EXTENSION_PACKAGES.includes(target)) {
      found.push('not a package of the extension');
    }
    if (local && isTool(target)) found.push('a tool is run by hand, never bundled');
    if (specifier === 'wxt/browser' && WITHOUT_BROWSER.test(from))
      found.push('only platform/ names the browser');
  }
  if (part === 'client' && from !== CLIENT_BUILD) {
    if (local && !/^(client|shared)\//.test(target)) found.push('the client knows only shared');
    if (!local) found.push('the client brings no package of its own');
  }
  if (part === 'service') {
    if (local && !/^(service|shared)\//.test(target)) found.push('the service knows only shared');
    if (BROWSER_ONLY_PACKAGES.includes(target)) found.push('a package of the browser');
    if (DRAWING_PACKAGES.includes(target) && !from.endsWith('.tsx'))
      found.push('only what is drawn needs it');
    if (from.startsWith('service/pages/') && local && !/^(service\/(pages|platform)|shared)\//.test(target)) {
      found.push('the kit of the pages knows no feature');
    }
  }
  if (target === 'libsql' && from !== DATABASE_ADAPTER) found.push(`only ${DATABASE_ADAPTER} may`);
  if (isRoutes(from) && (target === 'drizzle-orm' || /^service\/(tables|platform\/db)\//.test(target))) {
    found.push('routes parse, call a verb and answer; the database belongs to the verbs');
  }
  return found;
}

/** Plain JavaScript among TypeScript: a script that makes something once, such as the icons. */
function isTool(path: string): boolean {
  return path.endsWith('.mjs');
}

function isRoutes(path: string): boolean {
  return /^service\/.*routes?\.ts$/.test(path);
}

function impurities(modules: Modules): string[] {
  return [...modules]
    .filter(([path]) => path.startsWith('shared/'))
    .flatMap(([path, { impure }]) =>
      impure.map((call) => `${path} uses ${call}: shared takes time and chance as arguments`),
    );
}

/** Types cost nothing at run time, so only values are followed. */
function keptOut(edges: readonly Edge[], modules: Modules): string[] {
  const next = arrows(edges.filter((edge) => !edge.typeOnly));
  return KEPT_OUT.flatMap(({ from, targets, why }) =>
    [...modules.keys()]
      .filter((path) => from.test(path))
      .flatMap((path) => {
        const reached = reach(path, next);
        return targets
          .filter((target) => reached.has(target))
          .map((target) => `${path} reaches ${target}: ${why}`);
      }),
  );
}
