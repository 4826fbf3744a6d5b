/** The settings. Each takes effect where it is changed; none waits for a button that saves. */
import { FORMATS, LOCALES } from '#shared/words/locale.ts';
import { t } from '../platform/i18n.ts';
import { type Setting, settings, THEMES } from '../platform/settings.ts';
import { SignIn } from '../popup/sign-in.tsx';
import { SignOut } from '../popup/sign-out.tsx';
import { Store, type StoredSession } from '../store/database.ts';
import { type Live, useLive, useSetting } from '../ui/hooks.ts';
import { KeySettings } from './keys.tsx';
import { Notifications } from './notifications.tsx';
import { ServiceAddress } from './service-address.tsx';
import { Sites } from './sites.tsx';
import { Storage } from './storage.tsx';
import '../popup/sign-in.css';
import './options.css';

const store = new Store();

export function Options() {
  const session = useLive(() => store.session.get('session').then((found) => found ?? null), []);
  return (
    <main class="options">
      <header class="options-head">
        <img src="/icon/48.png" alt="" width="32" height="32" />
        <h1>{t('options.title')}</h1>
      </header>
      <section>
        <h2>{t('options.account')}</h2>
        <Account session={session} />
      </section>
      <section>
        <h2>{t('options.service')}</h2>
        <ServiceAddress usedBy={signedInAt(session)} />
      </section>
      <section>
        <h2>{t('options.notifications')}</h2>
        <Notifications />
      </section>
      <section>
        <h2>{t('options.language')}</h2>
        <Choice
          name="language"
          setting={settings.language}
          options={LOCALES.map((value) => ({ value, label: FORMATS[value].name }))}
        />
      </section>
      <section>
        <h2>{t('options.theme')}</h2>
        <Choice
          name="theme"
          setting={settings.theme}
          options={THEMES.map((value) => ({ value, label: t(`options.theme_${value}`) }))}
        />
        <Contrast />
      </section>
      <section>
        <h2>{t('options.sites')}</h2>
        <Sites />
      </section>
      <section>
        <h2>{t('options.keys')}</h2>
        <KeySettings />
      </section>
      <section>
        <h2>{t('options.storage')}</h2>
        <Storage store={store} />
      </section>
    </main>
  );
}

function signedInAt(session: Live<StoredSession | null>): string | null {
  return session.state === 'ready' && session.value?.token ? session.value.origin : null;
}

function Account({ session }: { session: Live<StoredSession | null> }) {
  if (session.state !== 'ready') return null;
  if (!session.value?.token) return <SignIn waitingFor={session.value?.actor.username ?? null} />;
  const { actor } = session.value;
  return (
    <p class="options-account">
      <span>
        {actor.name} <span class="soft">· {actor.unit?.name ?? t(`common.role.${actor.role}`)}</span>
      </span>
      <SignOut />
    </p>
  );
}

function Contrast() {
  const [more, setMore] = useSetting(settings.contrast);
  return (
    <div class="options-choice">
      <label>
        <input
          type="checkbox"
          checked={more === true}
          onChange={(event) => setMore(event.currentTarget.checked)}
        />
        {t('options.contrast')}
      </label>
    </div>
  );
}

interface ChoiceProps<T extends string> {
  name: string;
  setting: Setting<T>;
  options: readonly { value: T; label: string }[];
}

function Choice<T extends string>({ name, setting, options }: ChoiceProps<T>) {
  const [chosen, choose] = useSetting(setting);
  return (
    <div class="options-choice" role="radiogroup" aria-label={t(`options.${name as 'language' | 'theme'}`)}>
      {options.map(({ value, label }) => (
        <label key={value}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === chosen}
            onChange={() => choose(value)}
          />
          {label}
        </label>
      ))}
    </div>
  );
}
