/** `/lapangan`, the page for phones, as `vite.field.config.ts` built it: files to be handed out, nothing of it is known here. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { menuEntry } from '../pages/menu.ts';
import type { Env } from '../platform/http/env.ts';
import { HttpProblem } from '../platform/http/problem.ts';

const FIELD_PATH = '/lapangan';

/** Of whoever works on the spot. */
export const FIELD_ENTRY = menuEntry(`${FIELD_PATH}/`, 'pages.menu.field', 'captures:commit');

/** In the bundle it lies beside the service's own folder. */
const BUILT = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../.output/field/' : '../field/', import.meta.url),
);

/** Scripts and pictures from here alone; `blob:` for photos out of the phone's own store, `data:` for the map. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Camera and place for this page, and for nothing that it might embed. */
const PERMISSIONS = 'camera=(self), geolocation=(self), microphone=()';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

/** Their names change with what is in them. */
const FOREVER = 'public, max-age=31536000, immutable';
/** Asked for anew each time: a release must not wait for a cache. */
const ASKED = 'no-cache';

interface BuiltFile {
  bytes: Uint8Array<ArrayBuffer>;
  /** By brotli; null where that gains nothing. */
  packed: Uint8Array<ArrayBuffer> | null;
  type: string;
  etag: string;
  kept: string;
}

/** Where nothing was built, as for tests of the service alone, the page is not there. `folder`: of the built files. */
export function fieldApp(folder: string = BUILT): Hono<Env> {
  const files = readBuilt(folder);
  const app = new Hono<Env>();
  app.get(FIELD_PATH, (c) => c.redirect(`${FIELD_PATH}/`, 308));
  app.get(`${FIELD_PATH}/*`, compress(), (c) => {
    const name = c.req.path.slice(FIELD_PATH.length + 1);
    const file = files.get(name === '' ? 'index.html' : name);
    if (!file) throw new HttpProblem('not-found');
    c.header('content-security-policy', POLICY);
    c.header('permissions-policy', PERMISSIONS);
    c.header('cache-control', file.kept);
    c.header('vary', 'Accept-Encoding');
    c.header('etag', file.etag);
    if (c.req.header('if-none-match')?.includes(file.etag)) return c.body(null, 304);
    c.header('content-type', file.type);
    if (file.packed === null || !/\bbr\b/.test(c.req.header('accept-encoding') ?? ''))
      return c.body(file.bytes);
    c.header('content-encoding', 'br');
    return c.body(file.packed);
  });
  return app;
}

/** All of it in memory: less than two megabytes, read once. */
function readBuilt(folder: string): ReadonlyMap<string, BuiltFile> {
  if (!existsSync(folder)) return new Map();
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && TYPES[extname(entry.name)] !== undefined)
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  return new Map(names.map((name) => [name, readOne(folder, name)]));
}

function readOne(folder: string, name: string): BuiltFile {
  const path = join(folder, name);
  const bytes = new Uint8Array(readFileSync(path));
  return {
    bytes,
    packed: existsSync(`${path}.br`) ? new Uint8Array(readFileSync(`${path}.br`)) : null,
    type: TYPES[extname(name)] ?? '',
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    kept: name.startsWith('assets/') ? FOREVER : ASKED,
  };
}
