/** The settings: account, service, language, appearance, sites. Each takes effect where it is changed. */
import { useEffect, useState } from 'preact/hooks';
import { useLive } from '../desk/use-live.ts';
import { t } from '../i18n.ts';
import { Replica } from '../replica/database.ts';
import { LANGUAGES, type Setting, settings, THEMES } from '../settings.ts';
import { SignIn } from '../toolbar/popup/sign-in.tsx';
import { SignOut } from '../toolbar/popup/sign-out.tsx';
import { ServiceAddress } from './service-address.tsx';
import { Sites } from './sites.tsx';
import '../toolbar/popup/sign-in.css';
import './options.css';

const replica = new Replica();

export function Options() {
  return (
    <main class="options">
      <header class="options-head">
        <img src="/icon/48.png" alt="" width="32" height="32" />
        <h1>{t('options.title')}</h1>
      </header>
      <section>
        <h2>{t('options.account')}</h2>
        <Account />
      </section>
      <section>
        <h2>{t('options.service')}</h2>
        <ServiceAddress />
      </section>
      <section>
        <h2>{t('options.language')}</h2>
        <Choice
          name="language"
          setting={settings.language}
          options={LANGUAGES.map((value) => ({ value, label: t(`options.language_${value}`) }))}
        />
      </section>
      <section>
        <h2>{t('options.theme')}</h2>
        <Choice
          name="theme"
          setting={settings.theme}
          options={THEMES.map((value) => ({ value, label: t(`options.theme_${value}`) }))}
        />
      </section>
      <section>
        <h2>{t('options.sites')}</h2>
        <Sites />
      </section>
    </main>
  );
}

function Account() {
  const session = useLive(() => replica.session.get('session').then((found) => found ?? null), []);
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

interface ChoiceProps<T extends string> {
  name: string;
  setting: Setting<T>;
  options: readonly { value: T; label: string }[];
}

function Choice<T extends string>({ name, setting, options }: ChoiceProps<T>) {
  const [chosen, setChosen] = useState<T | null>(null);
  useEffect(() => {
    void setting.get().then(setChosen);
    return setting.watch(setChosen);
  }, [setting]);
  return (
    <div class="options-choice" role="radiogroup" aria-label={t(`options.${name as 'language' | 'theme'}`)}>
      {options.map(({ value, label }) => (
        <label key={value}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === chosen}
            onChange={() => void setting.set(value)}
          />
          {label}
        </label>
      ))}
    </div>
  );
}
