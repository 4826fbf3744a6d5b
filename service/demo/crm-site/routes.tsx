/**
 * In demo mode a plain report list that stands in for the CRM site. No script, no sign-in, nothing from elsewhere.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import type { VNode } from 'preact';
import { documentOf } from '../../pages/answer.tsx';
import { CRM_SITE_PATH } from '../../pages/menu.ts';
import type { Env } from '../../platform/http/env.ts';
import { DetailPage, FollowUpPage, ListPage, MissingPage, STYLE_PATH } from './pages.tsx';
import { findStatus, listReports, type Parts, type ReportDetail, readReport } from './report-list.ts';

/** In the bundle it lies beside the pages' own (`service/vite.config.ts`). */
const SHEET = import.meta.url.endsWith('.tsx') ? './crm-site.css' : './style/crm-site.css';
const STYLE = readFileSync(fileURLToPath(new URL(SHEET, import.meta.url)), 'utf8');

const POLICY =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** On each route by itself: these routes are mounted at the root, where a middleware would reach the API too. */
const plain: MiddlewareHandler<Env> = async (c, next) => {
  await next();
  c.header('content-security-policy', POLICY);
  c.header('cache-control', 'no-cache');
};

export function crmSiteRoutes(services: Parts): Hono<Env> {
  const app = new Hono<Env>();
  app.get(STYLE_PATH, plain, (c) => c.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8' }));
  app.get(CRM_SITE_PATH, plain, async (c) => {
    const status = findStatus(c.req.query('status'));
    const wanted = /^\d{1,6}$/.test(c.req.query('halaman') ?? '') ? Number(c.req.query('halaman')) : 1;
    const shown = await listReports(services, wanted, status);
    return c.html(documentOf(<ListPage {...shown} status={status} />));
  });
  app.get(`${CRM_SITE_PATH}/:number`, plain, (c) => answerReport(c, DetailPage));
  app.get(`${CRM_SITE_PATH}/:number/tindak-lanjut`, plain, (c) => answerReport(c, FollowUpPage));
  return app;

  async function answerReport(c: Context<Env>, Page: (report: ReportDetail) => VNode): Promise<Response> {
    const report = await readReport(services, c.req.param('number') ?? '');
    if (report === null) return c.html(documentOf(<MissingPage />), 404);
    return c.html(documentOf(<Page {...report} />));
  }
}
