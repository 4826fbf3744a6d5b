/** How `/masuk` looks, at first, between password and code, and after each thing that can go wrong there. */

import type { Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { PROBLEMS } from '#shared/contract/problem.ts';
import { SignIn } from '#shared/contract/session.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { answerPage } from '../../pages/answer.tsx';
import { useSay } from '../../pages/context.tsx';
import { Form } from '../../pages/fields.tsx';
import { readFields } from '../../pages/form.ts';
import { ASK_PATH, homeOf, SIGN_IN_PATH, SIGN_OUT_PATH, SSO_PATH } from '../../pages/menu.ts';
import { OpenPage } from '../../pages/page.tsx';
import { LinkLine, Outcome } from '../../pages/parts.tsx';
import { FIRST_AT, openPages } from '../../pages/session.ts';
import type { Env } from '../../platform/http/env.ts';
import { HttpProblem, sayWhen } from '../../platform/http/problem.ts';
import { dropSession, keepSession, readSession } from '../../platform/http/web-cookie.ts';
import { SecondFactorRequired } from '../accounts/credentials.ts';
import type { PeopleDeps } from '../deps.ts';
import { dropHalfWay, halfWayIn, keepHalfWay } from './half-way.ts';
import { keepMarks, marksOf } from './known-browser.ts';
import { type SignedInHere, signInWithCode, signInWithPassword } from './sign-in.ts';

const CODE_PATH = `${SIGN_IN_PATH}/kode`;

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
  const query = queryTo(onTo);
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

export function signInPages(services: PeopleDeps): Hono<Env> {
  const { config, accounts, halfWay } = services;
  const sso = services.sso?.provider.label ?? null;
  const app = openPages(SIGN_IN_PATH, services);

  async function enter(
    c: Context<Env>,
    session: SignedInHere,
    marks: readonly string[],
    onTo: string | null,
  ): Promise<Response> {
    // Whoever was signed in here before leaves with this.
    const before = readSession(c, config);
    if (before !== null) await accounts.signOut(before);
    keepSession(c, config, session.token);
    const others = marks.filter((mark) => services.browsers.idOf(session.actor.username, [mark]) === null);
    keepMarks(c, config, [session.browser, ...others]);
    const { mustFirst, actor } = session;
    return c.redirect(
      mustFirst === null ? (onTo ?? homeOf(c.get('menus'), actor)) : FIRST_AT[mustFirst],
      303,
    );
  }

  app.get('/', async (c) => {
    const onTo = ownPath(c.req.query('ke'));
    const token = readSession(c, config);
    const session = token === null ? null : await accounts.resolve(token);
    if (session) return c.redirect(onTo ?? homeOf(c.get('menus'), session.actor), 303);
    const signedOut =
      c.req.query('keluar') === undefined ? {} : ({ good: 'people.sign_in.signed_out' } as const);
    return answerSignIn(c, { sso, onTo, ...signedOut });
  });

  app.post('/', async (c) => {
    const onTo = ownPath(c.req.query('ke'));
    const form = SignIn.strip().safeParse(await readFields(c));
    if (!form.success) return answerSignIn(c, { sso, onTo, bad: 'people.sign_in.missing' }, 422);
    const { username } = form.data;
    try {
      const marks = marksOf(c, config);
      const session = await signInWithPassword(services, c, form.data, marks);
      if (!session)
        return answerSignIn(c, { sso, onTo, username, bad: 'people.sign_in.wrong_password' }, 401);
      return await enter(c, session, marks, onTo);
    } catch (error) {
      if (error instanceof SecondFactorRequired) {
        keepHalfWay(c, config, halfWay.mark(error.proved));
        return c.redirect(CODE_PATH + queryTo(onTo), 303);
      }
      if (!(error instanceof HttpProblem) || !error.extra.detail) throw error;
      sayWhen(c, error.extra);
      return answerSignIn(c, { sso, onTo, username, bad: error.extra.detail }, PROBLEMS[error.word]);
    }
  });

  app.get('/kode', async (c) => {
    const onTo = ownPath(c.req.query('ke'));
    const proved = await halfWay.read(halfWayIn(c, config));
    return proved === null ? c.redirect(SIGN_IN_PATH + queryTo(onTo), 303) : answerCode(c, onTo);
  });

  app.post('/kode', async (c) => {
    const onTo = ownPath(c.req.query('ke'));
    const proved = await halfWay.read(halfWayIn(c, config));
    const form = CodeInput.safeParse(await readFields(c));
    if (proved !== null && !form.success) return answerCode(c, onTo, 'people.sign_in.code_missing', 422);
    const marks = marksOf(c, config);
    try {
      const session =
        proved && form.success
          ? await signInWithCode(services, c, { proved, code: form.data.code }, marks)
          : null;
      dropHalfWay(c, config);
      if (session) return await enter(c, session, marks, onTo);
      return answerSignIn(c, { sso, onTo, bad: 'people.sign_in.half_way_over' }, 401);
    } catch (error) {
      if (!(error instanceof HttpProblem) || !error.extra.detail) throw error;
      sayWhen(c, error.extra);
      return answerCode(c, onTo, error.extra.detail, PROBLEMS[error.word]);
    }
  });
  return app;
}

const CodeInput = SignIn.pick({ code: true }).required();

function answerCode(
  c: Context<Env>,
  onTo: string | null,
  bad?: Phrase,
  status: ContentfulStatusCode = 200,
): Response {
  return answerPage(c, <CodePage onTo={onTo} bad={bad} />, status);
}

function CodePage({ onTo, bad }: { onTo: string | null; bad: Phrase | undefined }) {
  const say = useSay();
  return (
    <OpenPage title={say('people.sign_in.code_title')}>
      <Outcome bad={bad} />
      <Form action={CODE_PATH + queryTo(onTo)} submit="people.sign_in.submit">
        <label>
          {say('people.sign_in.code')}{' '}
          <input
            name="code"
            required
            maxLength={40}
            autoComplete="one-time-code"
            autoCapitalize="characters"
            spellcheck={false}
            aria-describedby="hint"
            {...FOCUSED}
          />
        </label>
        <p id="hint" class="soft">
          {say('people.sign_in.code_hint')}
        </p>
      </Form>
      <p class="soft">{say('people.sign_in.code_lost')}</p>
      <LinkLine to={SIGN_IN_PATH + queryTo(onTo)}>{say('people.sign_in.start_over')}</LinkLine>
    </OpenPage>
  );
}

function queryTo(onTo: string | null): string {
  return onTo === null ? '' : `?${new URLSearchParams({ ke: onTo })}`;
}

/** Ends the session itself, not only this browser's knowledge of it. */
export function signOutPage(services: PeopleDeps): Hono<Env> {
  const { config, accounts } = services;
  const app = openPages(SIGN_OUT_PATH, services);
  app.post('/', async (c) => {
    const token = readSession(c, config);
    if (token !== null) await accounts.signOut(token);
    dropSession(c, config);
    return c.redirect(`${SIGN_IN_PATH}?keluar`, 303);
  });
  return app;
}

const HERE = 'http://here.invalid';

/** Pages that lead on to others themselves. */
const DOORS = /^\/(masuk|sso|keluar)(\/|$)/;

/** Null for anything that a browser could take for another site (`//evil`, `/\evil`, `/.//evil`) or that leads round. */
export function ownPath(wanted: string | undefined): string | null {
  if (wanted === undefined || !wanted.startsWith('/') || !URL.canParse(wanted, HERE)) return null;
  const { origin, pathname, search } = new URL(wanted, HERE);
  if (origin !== HERE || pathname.startsWith('//') || DOORS.test(pathname)) return null;
  return pathname + search;
}
