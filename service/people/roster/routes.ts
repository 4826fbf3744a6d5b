/** Duty over HTTP: supervisors plan the validators, an office's admins plan themselves, everybody asks for their own. */
import { type Context, Hono } from 'hono';
import { type DutyInput, ROSTER_OPERATIONS } from '#shared/contract/roster.ts';
import { type Actor, grantsOf, hasRole } from '#shared/contract/session.ts';
import { answerCalls, first, versioned } from '../../platform/http/calls.ts';
import type { Asked, Env } from '../../platform/http/env.ts';
import { requireVersion } from '../../platform/http/precondition.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import type { PeopleDeps } from '../deps.ts';
import { ownRoster, readRoster, rosterHistory, rosterName, writeRoster } from './roster.ts';

type RosterName = ReturnType<typeof rosterName>;
const VALIDATORS = rosterName(null);

export function rosterRoutes(services: PeopleDeps): Hono<Env> {
  const ofOffice = (c: Context<Env>): RosterName => rosterOf(c.get('actor'), codeIn(c));
  const validators = served(() => VALIDATORS);
  const office = served(ofOffice, (c) => isAdminOf(c.get('actor'), codeIn(c)));
  return answerCalls(new Hono<Env>(), ROSTER_OPERATIONS, {
    ownDuty: ({ actor }) => ownRoster(services, actor),
    validatorDuty: validators.read,
    validatorDutyHistory: ({ query }) => rosterHistory(services, VALIDATORS, query),
    setValidatorDuty: validators.write,
    unitDuty: office.read,
    unitDutyHistory: ({ c, query }) => rosterHistory(services, ofOffice(c), query),
    setUnitDuty: office.write,
  });

  /** `named` throws 404 for a roster that the caller may not read. */
  function served(named: (c: Context<Env>) => RosterName, mayWrite = (_: Context<Env>): boolean => true) {
    return {
      read: async ({ c }: { c: Context<Env> }) => versioned(c, await readRoster(services, named(c))),
      write: {
        before: [
          first(async (c: Context<Env>) => {
            const roster = named(c);
            if (!mayWrite(c)) throw new HttpProblem('forbidden');
            await requireNewest(c, roster);
          }),
        ],
        // Read again on purpose: whoever wrote in between is named by the version, not overwritten.
        answer: async ({ c, body, actor }: { c: Context<Env>; body: DutyInput; actor: Actor }) => {
          const roster = named(c);
          const before = await requireNewest(c, roster);
          return versioned(c, await writeRoster(services, { roster, input: body, before, by: actor.id }));
        },
      },
    };
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

function codeIn(c: Context<Env>): string {
  return c.req.param('code') ?? '';
}

function isAdminOf(actor: Actor, code: string): boolean {
  return grantsOf(actor).some(({ role, unit }) => role === 'unit_admin' && unit?.code === code);
}
