/** What every page of the service asks for: its mark, and one stylesheet of the product's tokens and its own rules. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import type { Env } from '../platform/http/env.ts';
import { ICON_PATH, STYLE_PATH } from './menu.ts';
import { ICON } from './page.tsx';

/** In the bundle they lie beside the code that reads them (`service/vite.config.ts`). */
const SHEETS = import.meta.url.endsWith('.ts')
  ? ['../../shared/view/tokens.css', './pages.css', './office.css', './public.css', './wall.css']
  : [
      './style/tokens.css',
      './style/pages.css',
      './style/office.css',
      './style/public.css',
      './style/wall.css',
    ];

const STYLE = SHEETS.map((path) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8')).join(
  '\n',
);

/** Drawn anew with a release; until then a page a minute need not ask for them again. */
const KEPT = 'public, max-age=3600';

export function stylePages(): Hono<Env> {
  const app = new Hono<Env>();
  app.get(STYLE_PATH, compress(), (c) =>
    c.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': KEPT }),
  );
  app.get(ICON_PATH, (c) => c.body(ICON, 200, { 'content-type': 'image/svg+xml', 'cache-control': KEPT }));
  return app;
}
