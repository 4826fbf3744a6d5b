/**
 * The one door behind sign-in: what the table of operations says of a call (how large, in what form, by whose
 * right) is enforced here, in the contract's order, before its route sees it. A route that the table does not
 * know is shut.
 */
import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import { API_BASE, OPERATIONS, type Operation } from '#shared/contract/operations.ts';
import { rolesOf } from '#shared/contract/session.ts';
import { mayCall, type Right } from '#shared/people/right.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { readBody, requireUpload } from './body.ts';
import type { Env, MustFirst } from './env.ts';
import { photoBody, smallBody } from './limits.ts';
import { HttpProblem } from './problem.ts';

const BY_ROUTE = new Map<string, Operation>(
  Object.values<Operation>(OPERATIONS).map((operation) => [
    `${operation.method} ${API_BASE}${operation.path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    operation,
  ]),
);

/** Open also to whoever has to do something else first; a second factor is set up on its page. */
const OPEN_BEFORE: readonly Right[] = ['session', 'password:change'];
const FIRST: Record<MustFirst, Phrase> = {
  password: 'problems.refused.change_one_time_password',
  'second-factor': 'problems.refused.set_second_factor',
};

export function guard(): MiddlewareHandler<Env> {
  return (c, next) => {
    // Middleware stands under ALL; the first other one is the route that will answer.
    const route = matchedRoutes(c).find(({ method }) => method !== 'ALL');
    if (!route) return next();
    const operation = BY_ROUTE.get(`${route.method} ${route.path}`);
    if (!operation || operation.right === 'public') throw new HttpProblem('forbidden');
    const { right, body, multipart, upload } = operation;
    const enter = (): Promise<void> => {
      const scopes = c.get('key')?.scopes;
      if (!mayCall(right, rolesOf(c.get('actor')), scopes)) throw new HttpProblem('forbidden');
      const first = c.get('mustFirst');
      if (first !== null && !OPEN_BEFORE.includes(right)) {
        throw new HttpProblem('forbidden', { detail: FIRST[first] });
      }
      return next();
    };
    if (upload) requireUpload(c, upload);
    if (!body) return enter();
    const limit = multipart ? photoBody : smallBody;
    return limit(c, async () => {
      await readBody(multipart)(c, enter);
    });
  };
}
