/** Decides what the phone shows: signing in, what has to be done first, the list of one's work, or one report. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { comesFirst } from '#shared/contract/session.ts';
import { Skeleton, Unreadable } from '../desk/screens.tsx';
import { DeskContext } from '../desk/state/context.ts';
import { useFreshQueue, useTickets } from '../desk/state/follow.ts';
import { language, t } from '../platform/i18n.ts';
import { SignIn } from '../popup/sign-in.tsx';
import '../popup/sign-in.css';
import { SignOut } from '../popup/sign-out.tsx';
import { isWorkday } from '../store/calendar.ts';
import type { Meta, Store, StoredSession } from '../store/database.ts';
import type { Rows } from '../store/tickets.ts';
import { useLive } from '../ui/hooks.ts';
import { FieldBanners } from './banners.tsx';
import { FieldHome } from './home.tsx';
import { useLoaded } from './loaded.ts';
import { useRoute } from './route.ts';
import { type FieldModel, useField } from './use-field.ts';

export function App({ store }: { store: Store }) {
  const [attempt, setAttempt] = useState(0);
  return <Gate key={attempt} store={store} onRetry={() => setAttempt((count) => count + 1)} />;
}

function Gate({ store, onRetry }: { store: Store; onRetry(): void }) {
  const account = useLive(
    async () => ({ session: await store.session.get('session'), meta: await store.meta.get('sync') }),
    [store],
  );
  const tickets = useTickets(store);
  useFreshQueue();
  if (account.state === 'failed' || tickets.state === 'failed') return <Unreadable onRetry={onRetry} />;
  if (account.state === 'loading' || tickets.state === 'loading') return <Skeleton />;
  const { session, meta } = account.value;
  if (!session) return <Welcome />;
  const first = comesFirst(session);
  if (first !== null) return <First thing={first} />;
  if (meta?.lastContactAt == null && tickets.value.size === 0 && !meta?.offlineSince) return <Skeleton />;
  return <Field key={session.actor.id} {...{ store, session }} meta={meta ?? null} tickets={tickets.value} />;
}

function Welcome() {
  return (
    <main class="field-welcome">
      <img src={`${import.meta.env.BASE_URL}icon/mark.svg`} alt="" width="72" height="72" />
      <h1>{t('field.title')}</h1>
      <p>{t('field.welcome')}</p>
      <SignIn waitingFor={null} at={location.origin} />
    </main>
  );
}

const FIRST_AT = { password: '/akun', 'second-factor': '/akun/kode' } as const;

/** The service answers nothing else before it is done, on its own pages. */
function First({ thing }: { thing: keyof typeof FIRST_AT }) {
  return (
    <main class="field-welcome">
      <h1>{t('field.title')}</h1>
      <p role="status">{t(`popup.first.${thing}`)}</p>
      <a class="button button-main" href={FIRST_AT[thing]}>
        {t(`popup.first_open.${thing}`)}
      </a>
      <SignOut />
    </main>
  );
}

interface FieldProps {
  store: Store;
  session: StoredSession;
  meta: Meta | null;
  tickets: Rows;
}

function Field(props: FieldProps) {
  const field = useField(props);
  const number = useRoute();
  const surroundings = {
    store: props.store,
    now: field.now,
    isWorkday: (at: number) => isWorkday(at, props.meta),
    locale: language(),
    framed: false,
    say: field.announce,
  };
  return (
    <DeskContext.Provider value={surroundings}>
      <div class="phone">
        <FieldBanners field={field} />
        <Screen field={field} number={number} />
        <p class="unseen" role="status">
          {field.announcement}
        </p>
      </div>
    </DeskContext.Provider>
  );
}

function Screen({ field, number }: { field: FieldModel; number: string | null }) {
  const report = useLoaded(() => import('./report.tsx'));
  // The list as it was left: whoever comes back wants to go on where they were.
  const scrolled = useRef(0);
  useEffect(() => {
    if (number !== null) {
      scrollTo(0, 0);
      return;
    }
    scrollTo(0, scrolled.current);
    const keep = (): void => {
      scrolled.current = scrollY;
    };
    addEventListener('scroll', keep, { passive: true });
    return () => removeEventListener('scroll', keep);
  }, [number]);
  if (number === null) return <FieldHome field={field} />;
  if (report === null) return <Skeleton />;
  return <report.FieldReport key={number} {...{ field, number }} />;
}
