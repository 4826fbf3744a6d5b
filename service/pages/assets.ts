/** The stylesheet and the mark that every page of the service asks for. */
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import type { Env } from '../platform/http/env.ts';
import { ICON, ICON_PATH } from './page.tsx';
import { STYLE, STYLE_PATH } from './style.ts';

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
