/** Duty over HTTP: supervisors plan the validators, an office's admins plan themselves, everybody asks for their own. */
import { Hono } from 'hono';
import { DutyHistoryQuery, DutyInput, type DutyRoster } from '#shared/contract/roster.ts';
import { type Actor, grantsOf, hasRole } from '#shared/contract/session.ts';
import type { Asked, Env } from '../../platform/http/env.ts';
import { etagOf, requireVersion } from '../../platform/http/precondition.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { valid } from '../../platform/http/validate.ts';
import type { PeopleDeps } from '../deps.ts';
import { ownRoster, readRoster, rosterHistory, rosterName, writeRoster } from './roster.ts';

type RosterName = ReturnType<typeof rosterName>;
const VALIDATORS = rosterName(null);

export function rosterRoutes(services: PeopleDeps): Hono<Env> {
  const app = new Hono<Env>();

  app.get('/duty/me', async (c) => c.json(await ownRoster(services, c.get('actor'))));

  app.get('/duty/validators', async (c) => {
    const roster = await readRoster(services, VALIDATORS);
    return c.json(roster, 200, { etag: etagOf(roster.version) });
  });

  app.get('/duty/validators/history', valid('query', DutyHistoryQuery), async (c) =>
    c.json(await rosterHistory(services, VALIDATORS, c.req.valid('query'))),
  );

  app.put(
    '/duty/validators',
    async (c, next) => {
      await requireNewest(c, VALIDATORS);
      await next();
    },
    valid('json', DutyInput),
    async (c) => {
      const roster = await write(c, VALIDATORS, c.req.valid('json'));
      return c.json(roster, 200, { etag: etagOf(roster.version) });
    },
  );

  app.get('/duty/units/:code', async (c) => {
    const roster = await readRoster(services, rosterOf(c.get('actor'), c.req.param('code')));
    return c.json(roster, 200, { etag: etagOf(roster.version) });
  });

  app.get('/duty/units/:code/history', valid('query', DutyHistoryQuery), async (c) => {
    const roster = rosterOf(c.get('actor'), c.req.param('code'));
    return c.json(await rosterHistory(services, roster, c.req.valid('query')));
  });

  app.put(
    '/duty/units/:code',
    async (c, next) => {
      const code = c.req.param('code');
      const roster = rosterOf(c.get('actor'), code);
      if (!isAdminOf(c.get('actor'), code)) throw new HttpProblem('forbidden');
      await requireNewest(c, roster);
      await next();
    },
    valid('json', DutyInput),
    async (c) => {
      const roster = await write(c, rosterName(c.req.param('code')), c.req.valid('json'));
      return c.json(roster, 200, { etag: etagOf(roster.version) });
    },
  );

  return app;

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

  async function requireNewest(c: Asked, roster: RosterName): Promise<void> {
    requireVersion(c.req.header('if-match'), (await readRoster(services, roster)).version);
  }

  async function write(c: Asked, roster: RosterName, input: DutyInput): Promise<DutyRoster> {
    // Read again on purpose: whoever wrote in between is named by the version, not overwritten.
    const { version: before } = await readRoster(services, roster);
    requireVersion(c.req.header('if-match'), before);
    return writeRoster(services, { roster, input, before, by: c.get('actor').id });
  }
}

function isAdminOf(actor: Actor, code: string): boolean {
  return grantsOf(actor).some(({ role, unit }) => role === 'unit_admin' && unit?.code === code);
}
