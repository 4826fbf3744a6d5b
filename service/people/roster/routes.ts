/** Duty over HTTP: supervisors plan the validators, an office's admins plan themselves, everybody asks for their own. */
import { type Context, Hono } from 'hono';
import { Paging } from '#shared/contract/primitives.ts';
import { DutyInput, type DutyRoster } from '#shared/contract/roster.ts';
import { type Actor, grantsOf, hasRole } from '#shared/contract/session.ts';
import type { Asked, Env } from '../../platform/http/env.ts';
import { etagOf, requireVersion } from '../../platform/http/precondition.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { valid } from '../../platform/http/validate.ts';
import type { PeopleDeps } from '../deps.ts';
import { ownRoster, readRoster, rosterHistory, rosterName, writeRoster } from './roster.ts';

type RosterName = ReturnType<typeof rosterName>;
const VALIDATORS = rosterName(null);

interface Served {
  /** Throws 404 for one that the caller may not read. */
  named(c: Context<Env>): RosterName;
  mayWrite(c: Context<Env>): boolean;
}

export function rosterRoutes(services: PeopleDeps): Hono<Env> {
  const app = new Hono<Env>();

  app.get('/duty/me', async (c) => c.json(await ownRoster(services, c.get('actor'))));
  serve('/duty/validators', { named: () => VALIDATORS, mayWrite: () => true });
  serve('/duty/units/:code', {
    named: (c) => rosterOf(c.get('actor'), codeIn(c)),
    mayWrite: (c) => isAdminOf(c.get('actor'), codeIn(c)),
  });
  return app;

  /** A roster, its history, and the next version of it. */
  function serve(path: string, { named, mayWrite }: Served): void {
    app.get(path, async (c) => answer(c, await readRoster(services, named(c))));
    app.get(`${path}/history`, valid('query', Paging), async (c) =>
      c.json(await rosterHistory(services, named(c), c.req.valid('query'))),
    );
    app.put(
      path,
      async (c, next) => {
        const roster = named(c);
        if (!mayWrite(c)) throw new HttpProblem('forbidden');
        await requireNewest(c, roster);
        await next();
      },
      valid('json', DutyInput),
      // Read again on purpose: whoever wrote in between is named by the version, not overwritten.
      async (c) => {
        const roster = named(c);
        const before = await requireNewest(c, roster);
        const by = c.get('actor').id;
        return answer(c, await writeRoster(services, { roster, input: c.req.valid('json'), before, by }));
      },
    );
  }

  /** 404 for an office that does not exist, and for one whose roster is none of the caller's business. */
  function rosterOf(actor: Actor, code: string): RosterName {
    const { units } = services;
    const known = units.get(code) !== undefined;
    const above = grantsOf(actor).some(
      ({ role, unit }) => role === 'unit_admin' && unit !== null && units.isWithin(code, unit.code),
    );
    if (!known || !(above || hasRole(actor, 'supervisor'))) throw new HttpProblem('not-found');
    return rosterName(code);
  }

  /** Answers the version. Throws 428 and 412 for a call that does not name it. */
  async function requireNewest(c: Asked, roster: RosterName): Promise<number> {
    const { version } = await readRoster(services, roster);
    requireVersion(c.req.header('if-match'), version);
    return version;
  }
}

function answer(c: Context<Env>, roster: DutyRoster): Response {
  return c.json(roster, 200, { etag: etagOf(roster.version) });
}

function codeIn(c: Context<Env>): string {
  return c.req.param('code') ?? '';
}

function isAdminOf(actor: Actor, code: string): boolean {
  return grantsOf(actor).some(({ role, unit }) => role === 'unit_admin' && unit?.code === code);
}
