/** The ways in, by password or by the province's SSO. A session that ended asks for the account whose decisions wait. */
import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { ask, type Failure } from '../connection/messages.ts';
import { t } from '../platform/i18n.ts';
import { settings } from '../platform/settings.ts';
import { Button } from '../ui/button.tsx';
import { SignOut } from './sign-out.tsx';

interface SignInProps {
  /** The account whose decisions wait for it to come back. */
  waitingFor: string | null;
  /** The service that session was with; where the settings may name another by now. */
  at?: string;
  /** Leads to where the service's address is changed; absent where that is on the same page. */
  onChangeService?: () => void;
}

export function SignIn({ waitingFor, at, onChangeService }: SignInProps) {
  const [origin, setOrigin] = useState(at ?? '');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  /** The password was right, and is not all that is asked. */
  const [isCodeAsked, setCodeAsked] = useState(false);
  const code = useRef<HTMLInputElement>(null);
  useEffect(() => code.current?.focus(), [isCodeAsked]);
  useEffect(() => {
    if (at !== undefined) return;
    void settings.serviceOrigin.get().then(setOrigin);
    return settings.serviceOrigin.watch(setOrigin);
  }, []);

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement) || busy) return;
    const data = new FormData(event.currentTarget);
    setBusy(true);
    setFailure(null);
    const answer = await ask('signIn', {
      origin,
      username: String(data.get('username')),
      password: String(data.get('password')),
      ...(isCodeAsked && { code: String(data.get('code')) }),
    });
    setBusy(false);
    if (answer.ok) return;
    const isCodeWanted = answer.error.word === 'second-factor-required';
    setCodeAsked(isCodeWanted || isCodeAsked);
    setFailure(isCodeWanted && !isCodeAsked ? null : say(answer.error, origin));
    code.current?.select();
  };

  return (
    <form class="sign-in" onSubmit={submit}>
      {waitingFor !== null && (
        <p class="popup-note popup-warn">{t('popup.again', { account: waitingFor })}</p>
      )}
      <label>
        {t('popup.username')}
        <input
          name="username"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          required
          autofocus={waitingFor === null}
          defaultValue={waitingFor ?? ''}
          onInput={() => setCodeAsked(false)}
        />
      </label>
      <label>
        {t('popup.password')}
        <input
          name="password"
          type="password"
          autocomplete="current-password"
          required
          autofocus={waitingFor !== null}
          onInput={() => setCodeAsked(false)}
        />
      </label>
      {isCodeAsked && <CodeField field={code} />}
      <p class="sign-in-failure" role="alert">
        {failure}
      </p>
      <button type="submit" class="button button-main" aria-disabled={busy}>
        {busy ? t('popup.signing_in') : t('popup.sign_in')}
      </button>
      <SsoButton origin={origin} onFailure={(error) => setFailure(error && say(error, origin))} />
      {waitingFor !== null && (
        <div class="sign-in-leave soft">
          <span>{t('popup.copy_kept')}</span>
          <SignOut />
        </div>
      )}
      {onChangeService && (
        <p class="sign-in-service soft">
          <span>{t('popup.service', { origin })}</span>
          <Button look="link" onClick={onChangeService}>
            {t('popup.change')}
          </Button>
        </p>
      )}
    </form>
  );
}

function CodeField({ field }: { field: RefObject<HTMLInputElement | null> }) {
  return (
    <>
      <label>
        {t('popup.code')}
        <input
          ref={field}
          name="code"
          autocomplete="one-time-code"
          autocapitalize="characters"
          spellcheck={false}
          maxLength={40}
          required
          aria-describedby="sign-in-code"
        />
      </label>
      <p id="sign-in-code" class="sign-in-hint soft" role="status">
        {t('popup.code_hint')}
      </p>
    </>
  );
}

function say(failure: Failure, origin: string): string {
  if (failure.word === 'unauthenticated') return t('popup.wrong');
  if (failure.word === 'offline') return t('popup.unreachable', { origin });
  return failure.message;
}

interface SsoButtonProps {
  /** Of the service; empty until it is known. */
  origin: string;
  /** Null: it begins anew. */
  onFailure: (failure: Failure | null) => void;
}

/** The other way in, where the service at this address has one. */
function SsoButton({ origin, onFailure }: SsoButtonProps) {
  const [label, setLabel] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    setLabel(null);
    if (origin === '') return;
    let isCurrent = true;
    void ask('signInWays', { origin }).then((answer) => {
      if (isCurrent && answer.ok) setLabel(answer.value.sso?.label ?? null);
    });
    return () => {
      isCurrent = false;
    };
  }, [origin]);

  if (label === null) return null;
  const enter = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    onFailure(null);
    const answer = await ask('signInBySso', { origin });
    setBusy(false);
    if (!answer.ok) onFailure(answer.error);
  };
  return (
    <>
      <p class="sign-in-or soft">{t('popup.or')}</p>
      <Button aria-disabled={busy} onClick={enter}>
        {busy ? t('popup.sso_busy') : t('popup.sso', { name: label })}
      </Button>
    </>
  );
}
