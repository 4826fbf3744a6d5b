/**
 * The arrows between the folders as rules over a set of source files: `extension → shared ← service`, and what
 * each part may know of the world. Works on texts, so that bad examples can be put to it.
 */
import { posix } from 'node:path';
import { type Import, parseModule } from './module.ts';

/** Path inside the repository → source text. */
export type Sources = ReadonlyMap<string, string>;

/** A package that is not here is refused: adding one to the browser's or to the pure side is a decision. */
const SHARED_PACKAGES = ['zod', 'geographiclib-geodesic'];
const EXTENSION_PACKAGES = [
  'dexie',
  'exifr',
  'geographiclib-geodesic',
  'libheif-js',
  'lucide',
  'preact',
  'wxt',
  'zod',
];
const BROWSER_ONLY_PACKAGES = ['dexie', 'lucide', 'preact', 'wxt'];

/** The one file that owns the native handle: libsql aborts the process on what this adapter refuses. */
const DATABASE_ADAPTER = 'service/platform/db/database.ts';

/** What no file of the build reaches from certain entry points, and why. */
const KEPT_OUT: readonly { from: RegExp; targets: readonly string[]; why: string }[] = [
  {
    from: /^extension\/entrypoints\/[^/]*content(\/index)?\.tsx?$/,
    // Dexie would open the site's database there.
    targets: ['dexie', 'exifr', 'libheif-js', 'shared/contract/client.ts'],
    why: 'a content script is tiny and runs inside the site',
  },
  {
    from: /^extension\/entrypoints\//,
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
export function brokenArrows(sources: Sources): string[] {
  const edges = [...sources].flatMap(([path, text]) => edgesOf(path, text, sources));
  return [
    ...edges.flatMap((edge) => refusals(edge).map((why) => `${edge.from} imports ${edge.target}: ${why}`)),
    ...impurities(sources),
    ...keptOut(edges, sources),
    ...cycles(edges, sources),
  ];
}

function edgesOf(path: string, text: string, sources: Sources): Edge[] {
  return parseModule(path, text).imports.map((found) => ({
    ...found,
    from: path,
    ...resolve(path, found.specifier, sources),
  }));
}

function resolve(from: string, specifier: string, sources: Sources): { target: string; local: boolean } {
  const bare = specifier.replace(/\?.*$/, '');
  if (bare.startsWith('#shared/')) return { target: bare.slice(1), local: true };
  if (bare.startsWith('.')) {
    const joined = posix.join(posix.dirname(from), bare);
    return { target: sources.has(`${joined}/index.ts`) ? `${joined}/index.ts` : joined, local: true };
  }
  if (bare.startsWith('node:')) return { target: bare, local: false };
  const depth = bare.startsWith('@') ? 2 : 1;
  return { target: bare.split('/').slice(0, depth).join('/'), local: false };
}

function refusals({ from, target, local }: Edge): string[] {
  const found: string[] = [];
  const [part] = from.split('/');
  if (part === 'shared') {
    if (local && !target.startsWith('shared/')) found.push('shared knows nothing but shared');
    if (!local && !SHARED_PACKAGES.includes(target)) found.push('shared is pure');
  }
  if (part === 'extension') {
    if (local && !/^(extension|shared)\//.test(target)) found.push('the extension knows only shared');
    if (!local && !isTool(from) && !EXTENSION_PACKAGES.includes(target)) {
      found.push('not a package of the extension');
    }
    if (local && isTool(target)) found.push('a tool is run by hand, never bundled');
  }
  if (part === 'service') {
    if (local && !/^(service|shared)\//.test(target)) found.push('the service knows only shared');
    if (BROWSER_ONLY_PACKAGES.includes(target)) found.push('a package of the browser');
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

function impurities(sources: Sources): string[] {
  return [...sources]
    .filter(([path]) => path.startsWith('shared/'))
    .flatMap(([path, text]) =>
      parseModule(path, text).impure.map(
        (call) => `${path} uses ${call}: shared takes time and chance as arguments`,
      ),
    );
}

/** Types cost nothing at run time, so only values are followed. */
function keptOut(edges: readonly Edge[], sources: Sources): string[] {
  const next = graph(edges.filter((edge) => !edge.typeOnly));
  return KEPT_OUT.flatMap(({ from, targets, why }) =>
    [...sources.keys()]
      .filter((path) => from.test(path))
      .flatMap((path) => {
        const reached = reach(path, next);
        return targets
          .filter((target) => reached.has(target))
          .map((target) => `${path} reaches ${target}: ${why}`);
      }),
  );
}

/** Each circle once, as the path around it. */
function cycles(edges: readonly Edge[], sources: Sources): string[] {
  const next = graph(edges.filter((edge) => edge.local));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const seenAt = trail.indexOf(path);
    if (seenAt >= 0) found.push(`circle: ${[...trail.slice(seenAt), path].join(' → ')}`);
    if (seenAt >= 0 || done.has(path)) return;
    for (const target of next.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of sources.keys()) visit(path, []);
  return found;
}

function graph(edges: readonly Edge[]): Map<string, string[]> {
  const next = new Map<string, string[]>();
  for (const { from, target } of edges) next.set(from, [...(next.get(from) ?? []), target]);
  return next;
}

function reach(start: string, next: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set<string>();
  const waiting = [start];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    waiting.push(...(next.get(path) ?? []));
  }
  return reached;
}
