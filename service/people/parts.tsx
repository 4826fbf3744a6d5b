/** What pages about people show alike: dates, folded acts, who somebody is, how their account stands. */
import type { ComponentChildren } from 'preact';
import type { Account } from '#shared/contract/accounts.ts';
import type { Grant } from '#shared/contract/session.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { fullDate } from '#shared/words/time.ts';
import { useLanguage, useSay } from '../pages/context.tsx';
import { Folded } from '../pages/fields.tsx';
import { line } from '../pages/form.ts';
import { ACCOUNTS_PATH } from '../pages/menu.ts';
import { OfficePage } from '../pages/page.tsx';
import { Banner, Beside, Facts, LinkLine } from '../pages/parts.tsx';

/** An instant of the contract. */
export function On({ at }: { at: string }) {
  return fullDate(Date.parse(at), useLanguage());
}

interface FoldedActProps {
  action: string;
  /** On the fold and on the button. */
  act: Phrase;
  why?: Phrase;
  open?: boolean;
  /** Its fields. */
  children?: ComponentChildren;
}

/** What it brings about, what it has to be told, and one quiet press. */
export function FoldedAct({ action, act, why, open = false, children }: FoldedActProps) {
  const say = useSay();
  return (
    <Folded summary={say(act)} open={open}>
      <form class="stacked" method="post" action={action}>
        {why && <p>{say(why)}</p>}
        {children}
        <p>
          <button class="quiet" type="submit">
            {say(act)}
          </button>
        </p>
      </form>
    </Folded>
  );
}

/** For an account that is to be made. */
export const USERNAME = line('username', 'people.accounts.username', 50, {
  hint: 'people.accounts.username_hint',
});

interface PasswordPageProps {
  done: Phrase;
  made: { account: Account; password: string };
}

/** The one page that ever shows a one-time password. */
export function PasswordPage({ done, made: { account, password } }: PasswordPageProps) {
  const say = useSay();
  return (
    <OfficePage title={say('people.accounts.title')}>
      <Banner kind="good">{say(done)}</Banner>
      <Facts
        facts={[
          ['people.accounts.name', account.name],
          ['people.accounts.username', account.username],
        ]}
      />
      <h2>{say('people.accounts.one_time_password')}</h2>
      <code class="secret">{password}</code>
      <p>{say('people.accounts.once')}</p>
      <LinkLine to={`${ACCOUNTS_PATH}/${account.username}`}>{say('people.accounts.to_account')}</LinkLine>
    </OfficePage>
  );
}

export function Grants({ roles }: { roles: readonly Grant[] }) {
  const say = useSay();
  return (
    <ul class="plain">
      {roles.map(({ role, unit }) => (
        <li>
          {say(`common.role.${role}`)}
          <Beside>· {unit?.name ?? say('people.accounts.all_of_province')}</Beside>
        </li>
      ))}
    </ul>
  );
}

export function AccountState({ of: { disabled, oneTimePassword } }: { of: Account }) {
  const say = useSay();
  if (!disabled && !oneTimePassword) return <span>{say('people.accounts.active')}</span>;
  return <span class="tag off">{say(`people.accounts.${disabled ? 'disabled' : 'one_time'}`)}</span>;
}
