/** Requests for accounts over HTTP: asked for by anybody, vouched for by unit admins, decided by the operator. */
import { type Context, Hono } from 'hono';
import { ACCOUNT_REQUEST_OPERATIONS } from '#shared/contract/account-requests.ts';
import { answerCalls, first } from '../../platform/http/calls.ts';
import type { Env } from '../../platform/http/env.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { handOver } from '../accounts/handover.ts';
import { findAccount } from '../accounts/officers.ts';
import type { PeopleDeps } from '../deps.ts';
import { ask, requestStatus, vouch } from './ask.ts';
import { approve, reject, waiting } from './decide.ts';
import { findRequest, listRequests } from './read.ts';

const { askForAccount, accountRequestStatus, ...OF_OFFICERS } = ACCOUNT_REQUEST_OPERATIONS;
const OF_ANYBODY = { askForAccount, accountRequestStatus };

/** Without sign-in. `asking` counts requests. */
export function publicRequestRoutes(
  services: PeopleDeps,
  asking: (c: Context<Env>) => Promise<void>,
): Hono<Env> {
  return answerCalls(new Hono<Env>(), OF_ANYBODY, {
    askForAccount: { before: [first(asking)], answer: ({ body }) => ask(services, body) },
    accountRequestStatus: ({ body }) => requestStatus(services, body.secret),
  });
}

/** Behind sign-in; the rights table says whose. */
export function requestRoutes(services: PeopleDeps): Hono<Env> {
  const undecided = [first((c: Context<Env>) => waiting(services, idOf(c), c.get('actor')))];
  const leaver = [first((c: Context<Env>) => findAccount(services, c.req.param('username') ?? ''))];
  return answerCalls(new Hono<Env>(), OF_OFFICERS, {
    vouchForAccount: ({ body, actor }) => vouch(services, body, actor),
    listAccountRequests: ({ query, actor }) => listRequests(services, query, actor),
    getAccountRequest: ({ c, actor }) => findRequest(services, idOf(c), actor),
    approveAccountRequest: {
      before: undecided,
      answer: ({ c, body, actor }) => approve(services, idOf(c), body, actor),
    },
    rejectAccountRequest: {
      before: undecided,
      answer: ({ c, body, actor }) => reject(services, idOf(c), body.reason, actor),
    },
    handOverAccount: {
      before: leaver,
      answer: ({ at, body, actor }) => handOver(services, at.username, body, actor),
    },
  });
}

/** Throws 404. */
export function idOf(c: Context): number {
  const id = c.req.param('id') ?? '';
  if (!/^[1-9]\d{0,9}$/.test(id)) throw new HttpProblem('not-found');
  return Number(id);
}
