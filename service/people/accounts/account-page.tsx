/** `/akun`: who one is here, and one's own password. A one-time password opens this page and nothing else. */

import type { Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';
import { PasswordChange } from '#shared/contract/accounts.ts';
import { PROBLEMS } from '#shared/contract/problem.ts';
import { type Actor, grantsOf } from '#shared/contract/session.ts';
import { MIN_PASSWORD } from '#shared/people/password.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { answerPage } from '../../pages/answer.tsx';
import { useSay } from '../../pages/context.tsx';
import { Form } from '../../pages/fields.tsx';
import { readFields } from '../../pages/form.ts';
import { ACCOUNT_PATH, menuEntry, SECOND_FACTOR_PATH } from '../../pages/menu.ts';
import { OfficePage } from '../../pages/page.tsx';
import { Beside, LinkLine, Outcome } from '../../pages/parts.tsx';
import { officePages } from '../../pages/session.ts';
import type { Env } from '../../platform/http/env.ts';
import { HttpProblem, sayWhen } from '../../platform/http/problem.ts';
import type { PeopleDeps } from '../deps.ts';
import { secondFactorPages } from '../second-factor/pages.tsx';
import { changeOwnPassword } from './own-password.ts';
import { OwnSessions } from './own-sessions.tsx';
import type { OwnSession } from './sessions.ts';

export const ACCOUNT_ENTRY = menuEntry(ACCOUNT_PATH, 'pages.menu.my_account', 'session');

const Change = z.object({ ...PasswordChange.shape, again: z.string() });

export function accountPage(services: PeopleDeps): Hono<Env> {
  const app = officePages(ACCOUNT_ENTRY, services);
  const answer = async (c: Context<Env>, told: Told, status: ContentfulStatusCode = 200) => {
    const actor = c.get('actor');
    const sessions = await services.accounts.own(actor.id, c.get('token'));
    const oneTime = c.get('mustFirst') === 'password';
    const hasFactor = (await services.factors.stateOf(actor.id)) !== null;
    return answerPage(c, <AccountPage {...{ actor, oneTime, hasFactor, sessions, ...told }} />, status);
  };
  app.get('/', (c) => {
    if (c.get('mustFirst') !== null) return answer(c, {});
    if (c.req.query('berakhir') !== undefined) return answer(c, { done: 'people.own_account.ended' });
    return answer(c, c.req.query('diganti') === undefined ? {} : { done: 'people.own_account.changed' });
  });
  app.post('/sesi/:id', async (c) => {
    await services.accounts.end(c.get('actor').id, c.req.param('id'));
    return c.redirect(`${ACCOUNT_PATH}?berakhir`, 303);
  });
  app.post('/', async (c) => {
    const form = Change.safeParse(await readFields(c));
    if (!form.success) return answer(c, { bad: 'people.own_account.missing' }, 422);
    const { current, next, again } = form.data;
    if (next !== again) return answer(c, { bad: 'people.own_account.differ' }, 422);
    try {
      await changeOwnPassword(services, c, { current, next });
      return c.redirect(`${ACCOUNT_PATH}?diganti`, 303);
    } catch (error) {
      if (!(error instanceof HttpProblem) || error.extra.detail === undefined) throw error;
      sayWhen(c, error.extra);
      return answer(c, { bad: error.extra.detail }, PROBLEMS[error.word]);
    }
  });
  app.route('/kode', secondFactorPages(services));
  return app;
}

interface Told {
  done?: Phrase;
  bad?: Phrase;
}

interface AccountProps extends Told {
  actor: Actor;
  oneTime: boolean;
  hasFactor: boolean;
  sessions: readonly OwnSession[];
}

function AccountPage({ actor, oneTime, hasFactor, sessions, done, bad }: AccountProps) {
  const say = useSay();
  return (
    <OfficePage title={say('people.own_account.title')}>
      <Outcome bad={bad} done={done} />
      {oneTime ? <p>{say('people.own_account.one_time')}</p> : <WhoIs actor={actor} />}
      <h2>{say('people.own_account.change')}</h2>
      <Form action={ACCOUNT_PATH} submit="people.own_account.change">
        <input hidden autoComplete="username" value={actor.username} />
        <Password name="current" autoComplete="current-password" />
        <Password name="next" autoComplete="new-password" minLength={MIN_PASSWORD} aria-describedby="hint" />
        <p id="hint" class="soft">
          {say({ key: 'people.own_account.hint', values: { least: MIN_PASSWORD } })}
        </p>
        <Password name="again" autoComplete="new-password" />
      </Form>
      {!oneTime && (
        <>
          <h2>{say('people.own_account.factor')}</h2>
          <p>{say(`people.factor_state.${hasFactor ? 'on' : 'off'}`)}</p>
          <LinkLine to={SECOND_FACTOR_PATH}>{say('people.own_account.factor_open')}</LinkLine>
          <OwnSessions sessions={sessions} />
        </>
      )}
    </OfficePage>
  );
}

interface PasswordProps {
  name: 'current' | 'next' | 'again';
  autoComplete: string;
  minLength?: number;
  'aria-describedby'?: string;
}

function Password(props: PasswordProps) {
  const say = useSay();
  return (
    <label>
      {say(`people.own_account.${props.name}`)} <input type="password" required maxLength={200} {...props} />
    </label>
  );
}

function WhoIs({ actor }: { actor: Actor }) {
  const say = useSay();
  return (
    <dl class="facts">
      <dt>{say('people.own_account.name')}</dt>
      <dd>{actor.name}</dd>
      <dt>{say('people.own_account.username')}</dt>
      <dd>{actor.username}</dd>
      <dt>{say('people.own_account.roles')}</dt>
      {grantsOf(actor).map(({ role, unit }) => (
        <dd>
          {say(`common.role.${role}`)}
          {unit && <Beside>· {unit.name}</Beside>}
        </dd>
      ))}
    </dl>
  );
}
