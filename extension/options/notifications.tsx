/** Of what the officer is told, how long before a limit, and when not. */
import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { MINUTE } from '#shared/time/zone.ts';
import { timeLeft } from '#shared/words/time.ts';
import { language, t } from '../platform/i18n.ts';
import { DUE_STEPS, type NotificationSettings, settings } from '../platform/settings.ts';
import { Check, Time } from '../ui/fields.tsx';
import { useSetting } from '../ui/hooks.ts';

const KINDS = ['arrived', 'returned', 'due', 'overnight'] as const;

export function Notifications() {
  const [stored, store] = useSetting(settings.notifications);
  if (stored === null) return null;
  const change = (changes: Partial<NotificationSettings>): void => store({ ...stored, ...changes });
  const { quiet } = stored;
  return (
    <>
      <Blocked />
      <fieldset class="options-choice options-stack">
        <legend class="unseen">{t('options.notifications')}</legend>
        {KINDS.map((kind) => (
          <Check
            key={kind}
            label={t(`options.notify.${kind}`)}
            checked={stored[kind]}
            onChange={(checked) => change({ [kind]: checked })}
          />
        ))}
      </fieldset>
      <fieldset class="options-choice" disabled={!stored.due}>
        <legend>{t('options.notify_steps')}</legend>
        {DUE_STEPS.map((step) => (
          <Check
            key={step}
            label={timeLeft(step * MINUTE, language())}
            checked={stored.steps.includes(step)}
            onChange={(checked) =>
              change({ steps: DUE_STEPS.filter((s) => (s === step ? checked : stored.steps.includes(s))) })
            }
          />
        ))}
      </fieldset>
      <div class="options-choice">
        <Time
          label={t('options.notify_summary_at')}
          value={stored.summaryAt}
          disabled={!stored.overnight}
          onChange={(summaryAt) => change({ summaryAt })}
        />
      </div>
      <fieldset class="options-choice">
        <legend class="unseen">{t('options.quiet')}</legend>
        <Check
          label={t('options.quiet')}
          checked={quiet.on}
          onChange={(on) => change({ quiet: { ...quiet, on } })}
        />
        <Time
          label={t('options.quiet_from')}
          value={quiet.from}
          disabled={!quiet.on}
          onChange={(from) => change({ quiet: { ...quiet, from } })}
        />
        <Time
          label={t('options.quiet_until')}
          value={quiet.until}
          disabled={!quiet.on}
          onChange={(until) => change({ quiet: { ...quiet, until } })}
        />
      </fieldset>
      <p class="soft">{t('options.quiet_hint')}</p>
      <div class="options-choice options-stack">
        <Check label={t('options.notify_push')} checked={stored.push} onChange={(push) => change({ push })} />
      </div>
      <p class="soft">{t('options.notify_push_hint')}</p>
    </>
  );
}

/** The browser's own switch lies above ours; without it nothing is shown, and nobody would know why. */
function Blocked() {
  const [blocked, setBlocked] = useState(false);
  useEffect(() => {
    const { notifications } = browser;
    if (!('getPermissionLevel' in notifications)) return;
    void notifications.getPermissionLevel().then((level) => setBlocked(level === 'denied'));
  }, []);
  return blocked ? (
    <p class="options-said" role="status">
      {t('options.notify_blocked')}
    </p>
  ) : null;
}
