/**
 * The one door behind sign-in: what the table of operations says of a call (how large, in what form, by whose
 * right) is enforced here, in the contract's order, before its route sees it. A route that the table does not
 * know is shut.
 */
import type { Context, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import { API_BASE, OPERATIONS, type Operation } from '#shared/contract/operations.ts';
import { rolesOf } from '#shared/contract/session.ts';
import { type ApiScope, mayCall, type Right, scopesFor } from '#shared/people/right.ts';
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

/** A key is told what it lacks: its holder cannot look it up elsewhere. */
function forbidden(right: Right, has: readonly ApiScope[] | undefined): HttpProblem {
  if (has === undefined) return new HttpProblem('forbidden');
  const scopes = scopesFor(right);
  if (scopes.length === 0) return new HttpProblem('forbidden', { detail: 'problems.refused.not_for_keys' });
  const values = { scopes: scopes.join(' / '), has: has.join(', ') || '–' };
  return new HttpProblem('forbidden', { detail: { key: 'problems.refused.key_lacks_scope', values } });
}

/** A path of the table under another method: 405 with what it takes. */
function requireMethod(c: Context<Env>): void {
  const at = Object.values<Operation>(OPERATIONS).filter(({ path }) =>
    new RegExp(`^${API_BASE}${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(
      c.req.path,
    ),
  );
  if (at.length === 0) return;
  const allowed = [...new Set(at.map(({ method }) => method))].join(', ');
  const detail: Phrase = { key: 'problems.refused.wrong_method', values: { method: c.req.method, allowed } };
  throw new HttpProblem('method-not-allowed', { detail, allowed });
}

export function guard(): MiddlewareHandler<Env> {
  return (c, next) => {
    // Middleware stands under ALL; the first other one is the route that will answer.
    const route = matchedRoutes(c).find(({ method }) => method !== 'ALL');
    if (!route) {
      requireMethod(c);
      return next();
    }
    const operation = BY_ROUTE.get(`${route.method} ${route.path}`);
    if (!operation || operation.right === 'public') throw new HttpProblem('forbidden');
    const { right, body, multipart, upload } = operation;
    const enter = (): Promise<void> => {
      const scopes = c.get('key')?.scopes;
      if (!mayCall(right, rolesOf(c.get('actor')), scopes)) throw forbidden(right, scopes);
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
