/** Every route, every role, every kind of credential: who is let in, and that nothing stands open beside the table. */
import { eq } from 'drizzle-orm';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccountWithPassword } from '#shared/contract/accounts.ts';
import { ApiKeyWithSecret } from '#shared/contract/api-keys.ts';
import { API_BASE, OPERATIONS, type Operation } from '#shared/contract/operations.ts';
import { API_SCOPES, mayCall, RIGHTS, type Right } from '#shared/people/right.ts';
import { OFFICER_ROLES, type OfficerRole } from '#shared/ticket/role.ts';
import { DAY } from '#shared/time/zone.ts';
import type { Env } from '../../service/platform/http/env.ts';
import { guard } from '../../service/platform/http/guard.ts';
import { HttpProblem } from '../../service/platform/http/problem.ts';
import { apiKey, session } from '../../service/tables/account.ts';
import { BANGKA, type House, Officer, openHouse, type Reply } from './harness.ts';

/** By hand, so that a slip in the table shows: v f u s o c = the roles, a = an API key with the scope of that name. */
const EXPECTED: Record<Right, string> = {
  session: 'vfusoca',
  'tickets:file': 'uca',
  'tickets:read': 'vfusoca',
  'tickets:act': 'vfusoc',
  'queue:read': 'vfusoc',
  'evidence:check': 'vfusoca',
  'photos:add': 'vfusoca',
  'captures:commit': 'uf',
  'reference:read': 'vfusoca',
  'reporter:data': 'so',
  'looks:read': 's',
  'notifications:record': 'vfusoc',
  'notifications:read': 's',
  'push:own': 'vfusoc',
  'messages:own': 'vfusoc',
  'messages:manage': 'so',
  'criteria:read': 'vfusoc',
  'criteria:write': 's',
  audit: 'so',
  'password:change': 'vfusoc',
  'accounts:manage': 'o',
  'requests:make': 'u',
  'requests:read': 'uo',
  'requests:decide': 'o',
  'policy:read': 'vfusoc',
  'policy:set': 's',
  'calendar:set': 's',
  'categories:set': 's',
  'duty:own': 'vfusoc',
  'duty:validators': 'vs',
  'duty:validators:set': 's',
  'duty:unit': 'us',
  'duty:unit:set': 'u',
  'performance:read': 'us',
  'record:read': 'vsu',
  'wall:read': 's',
  'units:manage': 'o',
  'keys:manage': 'o',
  'webhooks:manage': 'o',
  'tickets:import': 'oa',
  'names:recognise': 'so',
  'tickets:export': 'vfusca',
  'tickets:export-everything': 's',
  'map:read': 'vfusoc',
  'clock:read': 'vfusoc',
  'clock:set': 'o',
};
const LETTERS: Record<OfficerRole, string> = {
  validator: 'v',
  field_validator: 'f',
  unit_admin: 'u',
  supervisor: 's',
  operator: 'o',
  channel_admin: 'c',
};

const operations = Object.entries<Operation>(OPERATIONS);
const guarded = operations.filter(([, operation]) => operation.right !== 'public');

let house: House;
const staff = new Map<OfficerRole, Officer>();

beforeAll(async () => {
  house = await openHouse({ config: { trustedProxies: ['local'] } });
  for (const role of OFFICER_ROLES) {
    staff.set(role, await house.hire(`uji_${role}`, role, role === 'unit_admin' ? BANGKA : null));
  }
});
afterAll(() => house.close());

/**
 * The call with nothing in it: whoever is let in is then told what is missing. Each comes from an address of its own:
 * all of them together are more than one address may call without a credential.
 */
function emptyCall(operation: Operation, credential: Record<string, string>): Promise<Reply> {
  const headers = {
    ...credential,
    'x-forwarded-for': `10.0.0.${operations.findIndex(([, one]) => one === operation)}`,
  };
  const path = operation.path.replaceAll(/\{\w+\}/g, 'JK0001010001');
  if (operation.upload) {
    const [type = ''] = operation.upload.types;
    return house.call(operation.method, path, 'x', { ...headers, 'content-type': type });
  }
  if (!operation.body) return house.call(operation.method, path, null, headers);
  return house.call(operation.method, path, '{}', { ...headers, 'content-type': 'application/json' });
}

it('the rights table says what was meant', () => {
  const all = [...OFFICER_ROLES, 'api_client' as const];
  for (const right of Object.keys(RIGHTS) as Right[]) {
    const roles = all.filter((role) => mayCall(right, [role], API_SCOPES));
    const letters = roles.map((role) => (role === 'api_client' ? 'a' : LETTERS[role]));
    expect([right, [...letters].sort().join('')]).toEqual([right, [...EXPECTED[right]].sort().join('')]);
  }
});

it('a key without a scope may only ask who it is', () => {
  const open = (Object.keys(RIGHTS) as Right[]).filter((right) => mayCall(right, ['api_client']));
  expect(open).toEqual(['session']);
});

it('no route stands beside the table of operations, and none of the table is missing', () => {
  const mounted = house.service.app.routes
    .filter(({ method, path }) => method !== 'ALL' && path.startsWith(API_BASE))
    .map(({ method, path }) => `${method} ${path}`);
  const told = operations.map(
    ([, { method, path }]) => `${method} ${API_BASE}${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
  );
  expect([...new Set(mounted)].sort()).toEqual([...new Set(told)].sort());
});

it('a route that somebody mounts and the table does not know is shut', async () => {
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    c.set('actor', { id: '1', username: 'o', name: 'O', role: 'operator', unit: null });
    await next();
  });
  app.use(guard());
  app.get('/forgotten', (c) => c.text('in'));
  app.onError((error) => {
    if (error instanceof HttpProblem) return new Response(error.word);
    throw error;
  });
  expect(await (await app.request('/forgotten')).text()).toBe('forbidden');
});

it('another method, or a path that only looks alike, is no way in', async () => {
  const operator = await house.as('operator');
  for (const [method, path, word] of [
    ['PATCH', '/queue', 'method-not-allowed'],
    ['DELETE', '/tickets', 'method-not-allowed'],
    ['GET', '/queue/', 'not-found'],
    ['GET', '/QUEUE', 'not-found'],
    ['GET', '/tickets/JK0001010001/claim', 'method-not-allowed'],
  ] as const) {
    expect((await operator.call(method, path)).refusal()).toBe(word);
  }
});

describe.each(guarded)('%s', (_name, operation) => {
  it.each([
    ['no credential', {}],
    ['a garbled one', { authorization: 'Bearer aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' }],
    ['another scheme', { authorization: 'Basic b3BlcmF0b3I6dHVudGFzLWRlbW8=' }],
    ['two at once', { authorization: 'Bearer aaaaaaaaaaaaaaaa, Bearer bbbbbbbbbbbbbbbb' }],
    ['a cookie', { cookie: 'better-auth.session_token=aaaaaaaaaaaaaaaa' }],
  ] as [string, Record<string, string>][])('with %s: 401', async (_kind, headers) => {
    expect((await emptyCall(operation, headers)).refusal()).toBe('unauthenticated');
  });

  it.each(OFFICER_ROLES)('as %s', async (role) => {
    // Signing out would end the session the other calls use.
    if (operation === OPERATIONS.signOut) return expect(mayCall('session', [role])).toBe(true);
    const token = staff.get(role)?.token ?? '';
    const reply = await emptyCall(operation, { authorization: `Bearer ${token}` });
    const allowed = operation.right !== 'public' && EXPECTED[operation.right].includes(LETTERS[role]);
    if (!allowed) return expect(reply.refusal()).toBe('forbidden');
    expect([200, 201, 202, 204, 404, 410, 412, 422, 428]).toContain(reply.status);
  });
});

/** What a credential that holds no more is answered, whatever it is shown at. */
async function opensNothing(token: string): Promise<void> {
  for (const [name, operation] of guarded) {
    const reply = await emptyCall(operation, { authorization: `Bearer ${token}` });
    expect([name, reply.refusal()]).toEqual([name, 'unauthenticated']);
  }
}

describe('a session that has ended opens nothing, from the next call on', () => {
  const own = { current: 'tuntas-demo', next: 'kopi sore di teras' };
  const ends: [string, (officer: Officer, name: string, operator: Officer) => Promise<unknown>][] = [
    ['by signing out', (officer) => officer.delete('/session')],
    [
      'by time',
      (officer) =>
        house.db
          .update(session)
          .set({ expiresAt: new Date(0) })
          .where(eq(session.userId, officer.id)),
    ],
    ['by an operator who ends it', (_, name, operator) => operator.delete(`/accounts/${name}/sessions`)],
    ['with its account', (_, name, operator) => operator.put(`/accounts/${name}/state`, { disabled: true })],
    ['with its password', (_, name, operator) => operator.post(`/accounts/${name}/password`, {})],
    [
      'with a password changed elsewhere',
      async (_, name) => {
        const elsewhere = await house.service.people.accounts.signIn(name, own.current);
        return new Officer(house, elsewhere?.token ?? '', '').put('/session/password', own);
      },
    ],
    [
      'with a new link to the SSO',
      (_, name, operator) => operator.put(`/accounts/${name}/sso`, { identity: `nip-${name}` }),
    ],
  ];
  it.each(ends.map(([how, end], i) => [how, end, `berakhir_${i}`] as const))('%s', async (how, end, name) => {
    const operator = await house.as('operator');
    const officer = await house.hire(name, 'operator');
    // A session at hand knows its own end; one whose end is moved in the database must not be at hand yet.
    if (how !== 'by time') expect((await officer.get('/session')).status).toBe(200);
    await end(officer, name, operator);
    await opensNothing(officer.token);
  });
});

describe('an API key', () => {
  const made = async (client: string) => {
    const reply = await (await house.as('operator')).post('/api-keys', {
      client,
      name: 'Uji hak',
      scopes: [...API_SCOPES],
      channels: ['jaki'],
      expiresAt: new Date(Date.now() + DAY).toISOString(),
    });
    return reply.as(ApiKeyWithSecret);
  };

  it('with every scope is let in where the table says, and nowhere else', async () => {
    const { key } = await made('semua-lingkup');
    for (const [name, operation] of guarded) {
      const reply = await emptyCall(operation, { authorization: `Bearer ${key}` });
      const allowed = operation.right !== 'public' && EXPECTED[operation.right].includes('a');
      const said = reply.status >= 400 ? reply.refusal() : 'let in';
      expect([name, said === 'forbidden']).toEqual([name, !allowed]);
      expect([name, said]).not.toEqual([name, 'unauthenticated']);
    }
  });

  it('that was revoked opens nothing', async () => {
    const { id, key } = await made('dicabut');
    await (await house.as('operator')).delete(`/api-keys/${id}`);
    await opensNothing(key);
  });

  it('whose time is over opens nothing', async () => {
    const { id, key } = await made('kedaluwarsa');
    await house.db.update(apiKey).set({ expiresAt: Date.now() }).where(eq(apiKey.id, id));
    await opensNothing(key);
  });
});

it('a one-time password opens itself being changed, and nothing else', async () => {
  const operator = await house.as('operator');
  const roles = [{ role: 'operator' }, { role: 'supervisor' }];
  await operator.post('/accounts', { username: 'sekali_pakai', name: 'Sekali Pakai', roles });
  const { password } = (await operator.post('/accounts/sekali_pakai/password', {})).as(AccountWithPassword);
  const signedIn = await house.service.people.accounts.signIn('sekali_pakai', password);
  const open: string[] = [];
  for (const [name, operation] of guarded) {
    if (operation === OPERATIONS.signOut) continue;
    const reply = await emptyCall(operation, { authorization: `Bearer ${signedIn?.token}` });
    if (reply.status < 400 || reply.refusal() !== 'forbidden') open.push(name);
  }
  expect(open.sort()).toEqual(['changePassword', 'getSession']);
});
