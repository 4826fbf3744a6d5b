/** One's work in due order, what came back before all else; below it the phone's own settings. */
import { FORMATS, LOCALES } from '#shared/words/locale.ts';
import { clockTime } from '#shared/words/time.ts';
import { askedOf } from '../desk/model/asked.ts';
import { NextTime } from '../desk/ticket/clocks.tsx';
import { language, t } from '../platform/i18n.ts';
import { settings, THEMES } from '../platform/settings.ts';
import { SignOut } from '../popup/sign-out.tsx';
import type { StoredTicket } from '../store/database.ts';
import { useSetting } from '../ui/hooks.ts';
import { Icon } from '../ui/icon.tsx';
import { Kept } from './kept.tsx';
import { useLoaded } from './loaded.ts';
import type { FieldModel } from './use-field.ts';

export function FieldHome({ field }: { field: FieldModel }) {
  const { returned, groups, count } = field;
  return (
    <main class="field-home">
      <header class="field-top">
        <h1>{t('field.work')}</h1>
        <span class="soft tabular">{t('field.count', { count })}</span>
      </header>
      {count === 0 && (
        <p class="field-none">
          {t('desk.queue.empty')} <span class="soft">{t('desk.queue.empty_hint')}</span>
        </p>
      )}
      {returned.length > 0 && (
        <Group title={t('field.returned')} tone="returned" tickets={returned} field={field} />
      )}
      {groups.map(({ name, tickets }) => (
        <Group key={name} title={t(`common.work_group.${name}`)} tone={name} {...{ tickets, field }} />
      ))}
      <Foot field={field} />
    </main>
  );
}

interface GroupProps {
  title: string;
  tone: string;
  tickets: readonly StoredTicket[];
  field: FieldModel;
}

function Group({ title, tone, tickets, field }: GroupProps) {
  return (
    <section class="field-group" data-tone={tone} aria-label={title}>
      <h2>
        {title} <span class="count">{tickets.length}</span>
      </h2>
      <ul>
        {tickets.map((ticket) => (
          <li key={ticket.number}>
            <Row {...{ ticket, field }} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row({ ticket: { number, item }, field: { outbox } }: { ticket: StoredTicket; field: FieldModel }) {
  const pending = outbox.pendingFor(number);
  const place = item.kelurahan?.name ?? item.unit?.name ?? '';
  return (
    <a class="field-row" href={`#${number}`}>
      <span class="field-row-what">
        <strong>{askedWords(item)}</strong> {item.category}
      </span>
      <NextTime item={item} />
      <span class="field-row-where soft">
        <span class="tabular">{number}</span> {place}
      </span>
      {pending && (
        <span class="field-row-state soft">
          <Icon name="sending" size={14} />{' '}
          {t('field.waits', { what: t(`common.action.${pending.body.action}`) })}
        </span>
      )}
    </a>
  );
}

/** What is to be done, in the officer's words. */
function askedWords(item: StoredTicket['item']): string {
  if (item.actions.includes('hasil_lapangan')) return t('field.visit');
  const asked = askedOf(item);
  return asked === null ? t(`common.status.${item.status}`) : t(`field.asked.${asked}`);
}

function Foot({ field: { meta, session } }: { field: FieldModel }) {
  const [theme, setTheme] = useSetting(settings.theme);
  const push = useLoaded(() => import('./push.tsx'));
  return (
    <footer class="field-foot">
      <p class="soft">
        {session.actor.name}
        {meta?.lastContactAt != null &&
          ` · ${t('popup.updated', { at: clockTime(meta.lastContactAt + meta.clockOffset, language()) })}`}
      </p>
      {push && <push.Push session={session} />}
      <Kept />
      <label class="field-setting">
        {t('field.language')}
        <select
          class="input"
          value={language()}
          onChange={(event) => {
            const chosen = LOCALES.find((each) => each === event.currentTarget.value);
            if (chosen) void settings.language.set(chosen);
          }}
        >
          {LOCALES.map((locale) => (
            <option key={locale} value={locale} lang={locale}>
              {FORMATS[locale].name}
            </option>
          ))}
        </select>
      </label>
      <label class="field-setting">
        {t('field.theme')}
        <select
          class="input"
          value={theme ?? 'system'}
          onChange={(event) => {
            const chosen = THEMES.find((each) => each === event.currentTarget.value);
            if (chosen) setTheme(chosen);
          }}
        >
          {THEMES.map((each) => (
            <option key={each} value={each}>
              {t(`field.theme_name.${each}`)}
            </option>
          ))}
        </select>
      </label>
      <SignOut />
    </footer>
  );
}
