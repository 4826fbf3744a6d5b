/**
 * In demo mode a plain report list that stands in for the CRM site. No script, no sign-in, nothing from elsewhere.
 */
import { Hono, type MiddlewareHandler } from 'hono';
import type { Env } from '../../platform/http/env.ts';
import type { DemoDeps } from '../deps.ts';
import { detailPage, followUpPage, LIST_PATH, listPage, missingPage, STYLE, STYLE_PATH } from './pages.ts';
import { findStatus, listReports, readReport } from './report-list.ts';

const POLICY =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** On each route by itself: these routes are mounted at the root, where a middleware would reach the API too. */
const plain: MiddlewareHandler<Env> = async (c, next) => {
  await next();
  c.header('content-security-policy', POLICY);
  c.header('cache-control', 'no-cache');
};

export function portalRoutes(services: DemoDeps): Hono<Env> {
  const app = new Hono<Env>();
  if (services.config.demo === 'off') return app;
  app.get(STYLE_PATH, plain, (c) => c.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8' }));
  app.get(LIST_PATH, plain, async (c) => {
    const status = findStatus(c.req.query('status'));
    const wanted = /^\d{1,6}$/.test(c.req.query('halaman') ?? '') ? Number(c.req.query('halaman')) : 1;
    return c.html(listPage(await listReports(services, wanted, status), status));
  });
  app.get(`${LIST_PATH}/:number`, plain, async (c) => {
    const report = await readReport(services, c.req.param('number'));
    return report ? c.html(detailPage(report)) : c.html(missingPage(), 404);
  });
  app.get(`${LIST_PATH}/:number/tindak-lanjut`, plain, async (c) => {
    const report = await readReport(services, c.req.param('number'));
    return report ? c.html(followUpPage(report)) : c.html(missingPage(), 404);
  });
  return app;
}
