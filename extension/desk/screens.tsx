/** What fills the page when there is no desk to show: nobody signed in, nothing read yet, nothing readable. */
import { t } from '../platform/i18n.ts';
import { keyLabel } from './model/keys.ts';
import { useKeyMap } from './state/keyboard.ts';

export function FirstUse({ onSignIn }: { onSignIn(): void }) {
  const keys = useKeyMap();
  return (
    <main class="screen">
      <h1>{t('desk.first.title')}</h1>
      <p>{t('desk.first.text')}</p>
      <p>
        <button type="button" class="button button-main" onClick={onSignIn}>
          {t('desk.first.open')}
        </button>
      </p>
      <h2>{t('desk.first.steps_title')}</h2>
      <ul>
        <li>{t('desk.first.step_queue')}</li>
        <li>
          {t(
            'desk.first.step_keys',
            keyLabel(keys.setujui),
            keyLabel(keys.kembalikan),
            keyLabel(keys.next),
            keyLabel(keys.previous),
          )}
        </li>
        <li>{t('desk.first.step_undo')}</li>
      </ul>
    </main>
  );
}

export function Unreadable({ onRetry }: { onRetry(): void }) {
  return (
    <main class="screen">
      <h1>{t('desk.error.title')}</h1>
      <p role="alert">{t('desk.error.text')}</p>
      <p>
        <button type="button" class="button button-main" onClick={onRetry}>
          {t('common.retry')}
        </button>
      </p>
    </main>
  );
}

/** Shows itself only after 200 ms (see the stylesheet): what is there sooner must not flash. */
export function Skeleton() {
  return (
    <main class="skeleton late" aria-busy="true" aria-label={t('desk.loading')}>
      <div class="skeleton-column">
        {[0, 1, 2, 3, 4, 5, 6, 7].map((row) => (
          <div key={row} class="bone" />
        ))}
      </div>
      <div class="skeleton-column">
        <div class="bone bone-tall" />
      </div>
      <div class="skeleton-column">
        {[0, 1, 2].map((row) => (
          <div key={row} class="bone" />
        ))}
      </div>
    </main>
  );
}
