/** How `/masuk` looks, at first and after each thing that can go wrong there. */
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Phrase } from '#shared/words/phrase.ts';
import { answerPage } from '../../../pages/answer.tsx';
import { Outcome } from '../../../pages/banner.tsx';
import { useSay } from '../../../pages/context.tsx';
import { Form } from '../../../pages/fields.tsx';
import { OpenPage } from '../../../pages/page.tsx';
import { LinkLine } from '../../../pages/parts.tsx';
import { ASK_PATH, SIGN_IN_PATH, SSO_PATH } from '../../../pages/paths.ts';
import type { Env } from '../../../platform/http/env.ts';

export interface SignInAsked {
  /** An own path to go on to. */
  onTo: string | null;
  username?: string;
  good?: Phrase;
  bad?: Phrase;
  /** What the SSO is called; null where there is none. */
  sso: string | null;
}

export function answerSignIn(
  c: Context<Env>,
  asked: SignInAsked,
  status: ContentfulStatusCode = 200,
): Response {
  return answerPage(c, <SignInPage {...asked} />, status);
}

/** Nobody comes here for anything but to type into the first field that is empty. */
const FOCUSED = { autofocus: true } as const;

function SignInPage({ onTo, username = '', good, bad, sso }: SignInAsked) {
  const say = useSay();
  const query = onTo === null ? '' : `?${new URLSearchParams({ ke: onTo })}`;
  return (
    <OpenPage title={say('people.sign_in.title')}>
      <Outcome bad={bad} done={good} />
      <Form action={`${SIGN_IN_PATH}${query}`} submit="people.sign_in.submit">
        <label>
          {say('people.sign_in.username')}{' '}
          <input
            name="username"
            required
            maxLength={100}
            autoComplete="username"
            autoCapitalize="none"
            spellcheck={false}
            value={username}
            {...(username === '' && FOCUSED)}
          />
        </label>
        <label>
          {say('people.sign_in.password')}{' '}
          <input
            name="password"
            type="password"
            required
            maxLength={200}
            autoComplete="current-password"
            {...(username !== '' && FOCUSED)}
          />
        </label>
      </Form>
      {sso !== null && (
        <>
          <p class="or">{say('people.sign_in.or')}</p>
          <p>
            <a class="button quiet" href={`${SSO_PATH}${query}`}>
              {say('people.sign_in.sso')} {sso}
            </a>
          </p>
        </>
      )}
      <p class="soft">{say('people.sign_in.lost')}</p>
      <LinkLine to={ASK_PATH}>{say('people.sign_in.no_account')}</LinkLine>
    </OpenPage>
  );
}
