/** The operator's calls on accounts, units and API keys, and everyone's on their own password. */

import { Hono } from 'hono';
import {
  AccountsQuery,
  NewAccount,
  PasswordChange,
  RolesInput,
  SsoInput,
  StateInput,
} from '#shared/contract/accounts.ts';
import { NewApiKey } from '#shared/contract/api-keys.ts';
import { Paging } from '#shared/contract/primitives.ts';
import { NewUnit, UnitChange } from '#shared/contract/units.ts';
import type { Env } from '../../platform/http/env.ts';
import { valid } from '../../platform/http/validate.ts';
import { linkSso } from '../sso/link.ts';
import { changeUnit, createUnit } from '../units/units.ts';
import type { AccountDeps } from './deps.ts';
import { accountLogPage } from './log.ts';
import {
  createAccount,
  findAccount,
  listAccounts,
  resetPassword,
  revokeSessions,
  setRoles,
  setState,
} from './officers.ts';
import { changeOwnPassword } from './own-password.ts';

export function operatorRoutes(services: AccountDeps): Hono<Env> {
  const app = new Hono<Env>();

  app.put('/session/password', valid('json', PasswordChange), async (c) => {
    await changeOwnPassword(services, c, c.req.valid('json'));
    return c.body(null, 204);
  });

  app.get('/accounts', valid('query', AccountsQuery), async (c) =>
    c.json(await listAccounts(services, c.req.valid('query'))),
  );
  app.post('/accounts', valid('json', NewAccount), async (c) =>
    c.json(await createAccount(services, c.req.valid('json'), c.get('actor')), 201),
  );
  app.put('/accounts/:username/roles', valid('json', RolesInput), async (c) =>
    c.json(await setRoles(services, c.req.param('username'), c.req.valid('json').roles, c.get('actor'))),
  );
  app.put('/accounts/:username/state', valid('json', StateInput), async (c) =>
    c.json(await setState(services, c.req.param('username'), c.req.valid('json').disabled, c.get('actor'))),
  );
  app.put('/accounts/:username/sso', valid('json', SsoInput), async (c) =>
    c.json(await linkSso(services, c.req.param('username'), c.req.valid('json').identity, c.get('actor'))),
  );
  app.post('/accounts/:username/password', async (c) =>
    c.json(await resetPassword(services, c.req.param('username'), c.get('actor'))),
  );
  app.delete('/accounts/:username/sessions', async (c) => {
    await revokeSessions(services, c.req.param('username'), c.get('actor'));
    return c.body(null, 204);
  });
  app.get('/accounts/:username/log', valid('query', Paging), async (c) => {
    const { id } = await findAccount(services, c.req.param('username'));
    return c.json(await accountLogPage(services, id, c.req.valid('query')));
  });

  app.post('/units', valid('json', NewUnit), async (c) =>
    c.json(await createUnit(services, c.req.valid('json')), 201),
  );
  app.put('/units/:code', valid('json', UnitChange), async (c) =>
    c.json(await changeUnit(services, c.req.param('code'), c.req.valid('json'))),
  );

  app.get('/api-keys', async (c) => c.json({ items: await services.apiKeys.list() }));
  app.post('/api-keys', valid('json', NewApiKey), async (c) =>
    c.json(await services.apiKeys.create(c.req.valid('json'), c.get('actor')), 201),
  );
  app.delete('/api-keys/:id', async (c) => {
    await services.apiKeys.revoke(c.req.param('id'), c.get('actor'));
    return c.body(null, 204);
  });

  return app;
}
