import { Hono } from 'hono';
import { PUSH_OPERATIONS } from '#shared/contract/push.ts';
import type { Accounts } from '../../people/accounts/auth.ts';
import { answerCalls } from '../../platform/http/calls.ts';
import type { Env } from '../../platform/http/env.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { type PushDeps, pushState, setChoice, subscribe, unsubscribe } from './subscriptions.ts';

export function pushRoutes(services: PushDeps & { accounts: Pick<Accounts, 'own'> }): Hono<Env> {
  return answerCalls(new Hono<Env>(), PUSH_OPERATIONS, {
    getPush: ({ actor }) => pushState(actor, services),
    setPushChoice: async ({ body, actor }) => {
      await setChoice(body, actor, services);
      return pushState(actor, services);
    },
    subscribePush: async ({ c, body, actor }) => {
      const sessions = await services.accounts.own(actor.id, c.get('token'));
      const session = sessions.find(({ isThis }) => isThis);
      if (!session) throw new HttpProblem('unauthenticated');
      return subscribe(body, { actor, session: session.id }, services);
    },
    unsubscribePush: ({ at, actor }) => unsubscribe(at.id, actor, services),
  });
}
