/** Decides what the page may show, from who is signed in and where it is opened, and draws it. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { isReportNumber } from '#shared/ticket/number.ts';
import { t } from '../platform/i18n.ts';
import { openOptions } from '../platform/runtime.ts';
import { Store } from '../store/database.ts';
import { useLive } from '../ui/hooks.ts';
import { guardKeyboard } from '../ui/keyboard-arrival.ts';
import { startFrame, startPage } from '../ui/page.tsx';
import { Desk } from './desk.tsx';
import { startFold } from './fold.tsx';
import { FirstUse, Skeleton, Unreadable } from './screens.tsx';
import { dropDrafts } from './state/drafts.ts';
import { readViews } from './state/filtering.ts';
import { useFreshQueue, useTickets } from './state/follow.ts';
import { startKeys } from './state/keyboard.ts';
import './desk.css';

export async function startDesk(): Promise<void> {
  const address = new URL(location.href);
  const number = address.searchParams.get('ticket')?.toUpperCase() ?? '';
  const framed = window.top !== window;
  const [opened] = await Promise.all([
    framed ? startFrame() : startPage().then((page) => ({ page, grant: null })),
    startKeys(),
    startFold(),
  ]);
  const { page, grant } = opened;
  if (framed) guardKeyboard(window, () => performance.now());
  const start = grant?.number ?? (isReportNumber(number) ? number : null);
  const compare = address.searchParams.has('compare');
  if (compare) {
    // Asked for once: loaded anew, the page does not open it again.
    address.searchParams.delete('compare');
    history.replaceState(null, '', address);
  }
  const store = new Store();
  page.draw(
    () => t('desk.title'),
    () => <App {...{ store, start, framed, compare, allowed: grant?.decisions ?? true }} />,
  );
}

interface PageProps {
  store: Store;
  start: string | null;
  framed: boolean;
  allowed: boolean;
  compare: boolean;
}

interface GateProps extends PageProps {
  onRetry(): void;
  onOpened(): void;
}

function App(props: PageProps) {
  const [attempt, setAttempt] = useState(0);
  // Asked for once: it is not the wish of whoever signs in next.
  const [compare, setCompare] = useState(props.compare);
  return (
    <Gate
      key={attempt}
      {...props}
      compare={compare}
      onRetry={() => setAttempt((count) => count + 1)}
      onOpened={() => setCompare(false)}
    />
  );
}

function Gate({ store, start, framed, allowed, compare, onRetry, onOpened }: GateProps) {
  const account = useLive(async () => {
    const session = await store.session.get('session');
    return {
      session,
      meta: await store.meta.get('sync'),
      // Before anything is drawn: the desk opens with the view its officer prefers.
      views: session ? await readViews(store, session.actor.id) : [],
    };
  }, [store]);
  const tickets = useTickets(store);
  useFreshQueue();
  useForgetting(account.state === 'ready' ? (account.value.session?.actor.id ?? null) : undefined);

  if (account.state === 'failed' || tickets.state === 'failed') return <Unreadable onRetry={onRetry} />;
  if (account.state === 'loading' || tickets.state === 'loading') return <Skeleton />;
  const { session, meta, views } = account.value;
  if (!session) return <FirstUse onSignIn={() => void openOptions()} />;
  // Signed in just now: the first queue is on its way.
  if (meta?.lastContactAt == null && tickets.value.size === 0 && !meta?.offlineSince) return <Skeleton />;
  return (
    <Desk
      // Nothing of what one account has opened, picked or begun is the next one's.
      key={session.actor.id}
      {...{ store, session, start, framed, allowed, compare, onOpened, views }}
      meta={meta ?? null}
      tickets={tickets.value}
    />
  );
}

/**
 * What an officer was writing goes with their session. `account`: null where nobody is signed in, undefined where
 * that is not known.
 */
function useForgetting(account: string | null | undefined): void {
  const last = useRef<string | null>(null);
  useEffect(() => {
    if (account === undefined) return;
    if (last.current !== null && last.current !== account) dropDrafts();
    last.current = account;
  }, [account]);
}
