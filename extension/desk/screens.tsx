/** What stands where there is nothing to work on: nobody signed in, nothing read yet, nothing readable, no report. */
import { t } from '../platform/i18n.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { keyLabel } from './model/keys.ts';
import { useKeyMap } from './state/keyboard.ts';
import type { DeskModel } from './state/use-desk.ts';

export function FirstUse({ onSignIn }: { onSignIn(): void }) {
  const keys = useKeyMap();
  return (
    <main class="screen">
      <h1>{t('desk.first.title')}</h1>
      <p>{t('desk.first.text')}</p>
      <p>
        <Button look="button button-main" onClick={onSignIn}>
          {t('desk.first.open')}
        </Button>
      </p>
      <h2>{t('desk.first.steps_title')}</h2>
      <ul>
        <li>{t('desk.first.step_queue')}</li>
        <li>
          {t('desk.first.step_keys', {
            approve: keyLabel(keys.setujui),
            return: keyLabel(keys.kembalikan),
            next: keyLabel(keys.next),
            previous: keyLabel(keys.previous),
          })}
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
        <Button look="button button-main" onClick={onRetry}>
          {t('common.retry')}
        </Button>
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

export function NoTicket({ desk }: { desk: DeskModel }) {
  const { opening, chosen } = desk;
  return (
    <main id="ticket" class="ticket ticket-none">
      <h1 class="unseen" tabIndex={-1}>
        {t('desk.title')}
      </h1>
      {chosen === null ? (
        <Nothing waiting={desk.queue.toDecide} />
      ) : opening.loading ? (
        <p class="late soft">{t('desk.ticket.opening')}</p>
      ) : (
        <>
          <p role="alert">
            {chosen}: {opening.failure?.message || t('desk.history.unavailable')}
          </p>
          <Button onClick={opening.again}>{t('common.retry')}</Button>
        </>
      )}
    </main>
  );
}

function Nothing({ waiting }: { waiting: number }) {
  if (waiting > 0) return <p>{t('desk.ticket.none')}</p>;
  return (
    <>
      <Icon name="pass" size={32} />
      <p class="ticket-none-title">{t('desk.queue.empty')}</p>
      <p>{t('desk.queue.empty_hint')}</p>
    </>
  );
}
