/** `/akun/kode`: one's own second factor, from the first look at the QR code to taking it away. */
import { type Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';
import { here } from '#shared/city/here.ts';
import { line as text } from '#shared/contract/primitives.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { answerPage } from '../../pages/answer.tsx';
import { useSay } from '../../pages/context.tsx';
import { Fields, Form } from '../../pages/fields.tsx';
import { doneOf, EMPTY, type Field, type Filled, line, type Refused, takeForm } from '../../pages/form.ts';
import { ACCOUNT_PATH, homeOf, SECOND_FACTOR_PATH } from '../../pages/menu.ts';
import { OfficePage } from '../../pages/page.tsx';
import { Banner, Facts, LinkLine, Outcome } from '../../pages/parts.tsx';
import type { Env } from '../../platform/http/env.ts';
import type { PeopleDeps } from '../deps.ts';
import { FoldedAct, On } from '../parts.tsx';
import type { FactorState } from './factors.ts';
import {
  draftFactor,
  isRequiredOf,
  type Proof,
  removeFactor,
  renewRecoveryCodes,
  setFactor,
} from './own-factor.ts';
import { QrCode } from './qr-code.tsx';
import { base32, keyUri } from './totp.ts';

const ProofInput = z.object({ password: text(200).min(1), code: text(40).trim().min(1) });

const PASSWORD: Field = { kind: 'password', path: 'password', label: 'people.factor.password' };
const APP_CODE = line('code', 'people.factor.code', 40, { autocomplete: 'one-time-code' });
const ANY_CODE = line('code', 'people.factor.any_code', 40, { autocomplete: 'one-time-code' });

/** What may be asked of the page, each at an address below it. */
const [ANEW, RENEWED, REMOVED] = ['/mulai', '/cadangan', '/lepas'] as const;
type Act = '/' | typeof ANEW | typeof RENEWED | typeof REMOVED;

/** Mounted below `/akun`, behind its sign-in. */
export function secondFactorPages(services: PeopleDeps): Hono<Env> {
  const { factors } = services;
  const app = new Hono<Env>();

  app.get('/', (c) => answer(c));
  app.post(ANEW, async (c) => {
    const isSet = (await factors.stateOf(c.get('actor').id)) !== null;
    if (isSet)
      return proved(c, ANEW, [PASSWORD, ANY_CODE], (proof) =>
        draftFactor(services, c, proof).then(() => null),
      );
    await draftFactor(services, c, null);
    return c.redirect(SECOND_FACTOR_PATH, 303);
  });
  app.post('/', (c) => proved(c, '/', [PASSWORD, APP_CODE], (proof) => setFactor(services, c, proof)));
  app.post(RENEWED, (c) =>
    proved(c, RENEWED, [PASSWORD, ANY_CODE], (proof) => renewRecoveryCodes(services, c, proof)),
  );
  app.post(REMOVED, (c) =>
    proved(c, REMOVED, [PASSWORD, ANY_CODE], (proof) => removeFactor(services, c, proof).then(() => null)),
  );
  return app;

  /** What comes of an act are recovery codes, which no other page shows, or the next page. */
  async function proved(
    c: Context<Env>,
    act: Act,
    fields: readonly Field[],
    run: (proof: Proof) => Promise<string[] | null>,
  ): Promise<Response> {
    const sent = await takeForm(c, { schema: ProofInput, fields }, run);
    if (!sent.ok) {
      c.set('secondFactor', { event: 'refused', account: c.get('actor').id });
      return answer(c, { act, ...sent.refused }, sent.status);
    }
    if (!sent.value) return c.redirect(`${SECOND_FACTOR_PATH}${act === REMOVED ? '?sudah=lepas' : ''}`, 303);
    const next = homeOf(c.get('menus'), c.get('actor'));
    const done = act === '/' ? 'people.factor.now_set' : 'people.factor.renewed';
    return answerPage(c, <CodesPage codes={sent.value} done={done} next={next} />);
  }

  async function answer(
    c: Context<Env>,
    refused: ({ act: Act } & Refused) | null = null,
    status: ContentfulStatusCode = 200,
  ): Promise<Response> {
    const { id, username } = c.get('actor');
    const [state, secret] = await Promise.all([factors.stateOf(id), factors.drafted(id)]);
    const shown = {
      isRequired: isRequiredOf(c, services),
      refused,
      done: doneOf(c, ['lepas'], () => 'people.factor.removed'),
    };
    const page =
      secret !== null ? (
        <DraftPage secret={secret} username={username} isFirst={state === null} {...shown} />
      ) : state === null ? (
        <BeginPage {...shown} />
      ) : (
        <SetPage state={state} {...shown} />
      );
    return answerPage(c, page, status);
  }
}

interface Shown {
  isRequired: boolean;
  refused: ({ act: Act } & Refused) | null;
  done: Phrase | undefined;
}

function BeginPage({ isRequired, done }: Shown) {
  const say = useSay();
  return (
    <OfficePage title={say('people.factor.title')}>
      <Outcome done={done} />
      {isRequired && <Banner kind="bad">{say('people.factor.required')}</Banner>}
      <p>{say('people.factor.why')}</p>
      <p>{say('people.factor.app')}</p>
      <Form action={SECOND_FACTOR_PATH + ANEW} submit="people.factor.begin">
        {null}
      </Form>
      {!isRequired && <Back />}
    </OfficePage>
  );
}

interface DraftProps extends Shown {
  secret: Buffer;
  username: string;
  /** None is set up yet. */
  isFirst: boolean;
}

function DraftPage({ secret, username, isFirst, isRequired, refused }: DraftProps) {
  const say = useSay();
  const uri = keyUri(secret, `Tuntas ${here().name}`, username);
  return (
    <OfficePage title={say('people.factor.title')}>
      <Outcome bad={refused?.bad} />
      <p>{say('people.factor.scan')}</p>
      <QrCode text={uri} label={say('people.factor.qr')} />
      <LinkLine to={uri}>{say('people.factor.open')}</LinkLine>
      <p>{say('people.factor.or_type')}</p>
      <code class="secret">{inFours(base32(secret))}</code>
      <Form action={SECOND_FACTOR_PATH} submit="people.factor.set">
        <p>{say('people.factor.confirm')}</p>
        <Fields fields={[PASSWORD, APP_CODE]} filled={faultsOf('/', refused)} />
      </Form>
      {!(isFirst && isRequired) && <Back />}
    </OfficePage>
  );
}

function SetPage({ state, isRequired, refused, done }: Shown & { state: FactorState }) {
  const say = useSay();
  const acts = [
    [ANEW, 'people.factor.replace', 'people.factor.replace_why'],
    [RENEWED, 'people.factor.renew', 'people.factor.renew_why'],
    ...(isRequired ? [] : [[REMOVED, 'people.factor.remove', 'people.factor.remove_why'] as const]),
  ] as const;
  return (
    <OfficePage title={say('people.factor.title')}>
      <Outcome bad={refused?.bad} done={done} />
      <p>{say('people.factor.why')}</p>
      <Facts
        facts={[
          ['people.factor.since', <On at={toTimestamp(state.since)} />],
          ['people.factor.left', state.left],
        ]}
      />
      {acts.map(([act, label, why]) => (
        <FoldedAct action={SECOND_FACTOR_PATH + act} act={label} why={why} open={refused?.act === act}>
          <Fields fields={[PASSWORD, ANY_CODE]} filled={faultsOf(act, refused)} />
        </FoldedAct>
      ))}
      {isRequired && <p class="soft">{say('people.factor.stays')}</p>}
      <Back />
    </OfficePage>
  );
}

function CodesPage({ codes, done, next }: { codes: readonly string[]; done: Phrase; next: string }) {
  const say = useSay();
  return (
    <OfficePage title={say('people.factor.title')}>
      <Banner kind="good">{say(done)}</Banner>
      <h2>{say('people.factor.recovery')}</h2>
      <p>{say('people.factor.recovery_why')}</p>
      <pre class="secret">{codes.join('\n')}</pre>
      <LinkLine to={next}>{say('people.factor.kept')}</LinkLine>
    </OfficePage>
  );
}

function Back() {
  const say = useSay();
  return <LinkLine to={ACCOUNT_PATH}>{say('people.factor.back')}</LinkLine>;
}

/** Nothing that was typed is shown again. */
function faultsOf(act: Act, refused: Shown['refused']): Filled {
  const faults = refused?.act === act ? refused.filled.faults : undefined;
  return faults ? { values: {}, faults } : EMPTY;
}

/** As one reads it out. */
function inFours(key: string): string {
  return key.match(/.{1,4}/g)?.join(' ') ?? '';
}
