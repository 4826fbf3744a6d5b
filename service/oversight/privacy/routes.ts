/**
 * The calls on a reporter's own data: by the reporter with the secret of the filing, or by an officer on request.
 * A wrong secret is answered like a report that does not exist.
 */

import { Hono } from 'hono';
import { PRIVACY_OPERATIONS } from '#shared/contract/privacy.ts';
import { KEPT } from '#shared/rules/retention.ts';
import { answerCalls } from '../../platform/http/calls.ts';
import type { Env } from '../../platform/http/env.ts';
import { findOwn, findPublic } from '../../tickets/tracking/track.ts';
import { stepActor } from '../../tickets/verb.ts';
import { erase, type PrivacyDeps } from './erase.ts';
import { exportReporter } from './export.ts';
import { looksAt } from './looks.ts';

const REPORTER = { id: null, role: 'reporter', unit: null } as const;

const { exportMyData, eraseMyData, ...ON_REQUEST } = PRIVACY_OPERATIONS;
const OF_REPORTERS = { exportMyData, eraseMyData };

/** Without sign-in. */
export function reporterRoutes(services: PrivacyDeps): Hono<Env> {
  return answerCalls(new Hono<Env>(), OF_REPORTERS, {
    exportMyData: async ({ at, body }) =>
      exportReporter(await findOwn(services, at.number, body.trackingSecret), null, services),
    eraseMyData: async ({ at, body }) => {
      const { number } = await findOwn(services, at.number, body.trackingSecret);
      return erase({ number, by: REPORTER, what: KEPT }, services);
    },
  });
}

/** Behind sign-in; the rights table says whose. An operator need not see the report for it. */
export function privacyRoutes(services: PrivacyDeps): Hono<Env> {
  return answerCalls(new Hono<Env>(), ON_REQUEST, {
    exportReporterData: async ({ at, body: { reason }, actor }) =>
      exportReporter(await findPublic(services, at.number), { id: actor.id, reason }, services),
    eraseReporterData: async ({ at, body: { reason }, actor }) => {
      const { number } = await findPublic(services, at.number);
      return erase({ number, by: stepActor(actor), what: KEPT, reason }, services);
    },
    looks: async ({ at, query }) => looksAt((await findPublic(services, at.number)).id, query, services),
  });
}
