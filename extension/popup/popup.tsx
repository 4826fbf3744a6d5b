/** What the toolbar's icon opens: who is signed in, how much is due, what comes next, and the way to the desk. */
import type { Counters } from '#shared/contract/queue.ts';
import { comesFirst, HOME_PATH, rolesOf } from '#shared/contract/session.ts';
import { isSetAside, URGENCIES, workGroupOf, workOf } from '#shared/deadline/urgency.ts';
import { QUEUE_TRAYS } from '#shared/ticket/tray.ts';
import { clockTime, timeLeft } from '#shared/words/time.ts';
import { language, t } from '../platform/i18n.ts';
import { openOptions, openTab, sidePanel } from '../platform/runtime.ts';
import {
  type Meta,
  type OutboxEntry,
  Store,
  type StoredSession,
  type StoredTicket,
} from '../store/database.ts';
import { isOnItsWay } from '../store/effect.ts';
import { unsent } from '../store/outbox.ts';
import { currentCounters } from '../toolbar/count.ts';
import { Button } from '../ui/button.tsx';
import { useLive, useNow } from '../ui/hooks.ts';
import { VerdictSign } from '../ui/icon.tsx';
import { Held } from './held.tsx';
import { openDeskTab } from './open-desk-tab.ts';
import { SignIn } from './sign-in.tsx';
import { SignOut } from './sign-out.tsx';
import './sign-in.css';
import './popup.css';

const store = new Store();

export function Popup() {
  const account = useLive(
    async () => ({
      session: await store.session.get('session'),
      meta: await store.meta.get('sync'),
      outbox: await store.outbox.toArray(),
      counters: await countersOf(store),
    }),
    [],
  );
  if (account.state !== 'ready') return <main class="popup" aria-busy="true" />;
  const { session, meta, outbox, counters } = account.value;
  return (
    <main class="popup">
      <Head session={session ?? null} />
      {session?.token ? (
        <Work {...{ session, outbox, counters }} meta={meta ?? null} />
      ) : (
        <SignIn waitingFor={session?.actor.username ?? null} onChangeService={() => void openOptions()} />
      )}
    </main>
  );
}

function Head({ session }: { session: StoredSession | null }) {
  const actor = session?.token ? session.actor : null;
  return (
    <header class="popup-head">
      <img src="/icon/48.png" alt="" width="24" height="24" />
      <div class="popup-who">
        <h1>{t('popup.title')}</h1>
        {actor && (
          <p class="soft">
            {actor.name} · {actor.unit?.name ?? t(`common.role.${actor.role}`)}
          </p>
        )}
      </div>
      <Button look="link" onClick={() => void openOptions()}>
        {t('popup.settings')}
      </Button>
    </header>
  );
}

interface WorkProps {
  session: StoredSession;
  meta: Meta | null;
  outbox: readonly OutboxEntry[];
  counters: Counters | null;
}

function Work({ session, meta, outbox, counters }: WorkProps) {
  const mine = outbox.filter((entry) => entry.accountId === session.actor.id);
  const panel = sidePanel();
  const conflicts = mine.filter((entry) => !isOnItsWay(entry)).length;
  const first = comesFirst(session);
  if (first !== null) return <First thing={first} origin={session.origin} />;
  if (rolesOf(session.actor).every((role) => QUEUE_TRAYS[role].length === 0)) {
    return (
      <>
        <p class="popup-note">{t('popup.no_role')}</p>
        <Home origin={session.origin} look="button button-main" />
        <SignOut />
      </>
    );
  }
  return (
    <>
      <Connection
        meta={meta}
        unsent={mine.filter(({ state }) => state === 'queued' || state === 'sending').length}
      />
      {conflicts > 0 && (
        <p class="popup-note popup-warn" role="status">
          {t('popup.conflicts', { count: conflicts })}{' '}
          <Button look="link" onClick={() => void openDeskTab({ compare: true })}>
            {t('popup.compare')}
          </Button>
        </p>
      )}
      <Held entries={mine} />
      <Counts counters={counters} />
      <NextFive store={store} meta={meta} />
      <div class="popup-ways">
        <Button look="button button-main" onClick={() => void openDeskTab({})}>
          {t('popup.open_tab')}
        </Button>
        {panel && (
          <Button onClick={() => void panel().then(() => window.close())}>{t('popup.open_panel')}</Button>
        )}
        <Home origin={session.origin} look="button" />
      </div>
      <footer class="popup-foot">
        <span class="soft">
          {meta?.lastContactAt != null &&
            t('popup.updated', { at: clockTime(meta.lastContactAt, language()) })}
        </span>
        <SignOut />
      </footer>
    </>
  );
}

/** The service's pages of one's roles begin there. */
function Home({ origin, look }: { origin: string; look: 'button' | 'button button-main' }) {
  const open = async (): Promise<void> => {
    await openTab(origin + HOME_PATH);
    window.close();
  };
  return (
    <Button look={look} onClick={() => void open()}>
      {t('popup.home')}
    </Button>
  );
}

const FIRST_AT = { password: '/akun', 'second-factor': '/akun/kode' } as const;

/** Everything waits behind it: the service answers nothing else. Signing in again comes by itself afterwards. */
function First({ thing, origin }: { thing: keyof typeof FIRST_AT; origin: string }) {
  const open = async (): Promise<void> => {
    await openTab(origin + FIRST_AT[thing]);
    window.close();
  };
  return (
    <>
      <p class="popup-note popup-warn" role="status">
        {t(`popup.first.${thing}`)}
      </p>
      <Button look="button button-main" autofocus onClick={() => void open()}>
        {t(`popup.first_open.${thing}`)}
      </Button>
      <SignOut />
    </>
  );
}

function Connection({ meta, unsent }: { meta: Meta | null; unsent: number }) {
  const offline = meta?.offlineSince ?? null;
  const failing = offline === null ? (meta?.failingSince ?? null) : null;
  if (offline === null && failing === null && unsent === 0) return null;
  return (
    <p class="popup-note popup-warn" role="status">
      {offline !== null && t('popup.offline', { since: clockTime(offline, language()) })}
      {failing !== null && t('popup.failing', { since: clockTime(failing, language()) })}{' '}
      {unsent > 0 && t('popup.unsent', { count: unsent })}
    </p>
  );
}

async function countersOf(db: Store): Promise<Counters | null> {
  const session = await db.session.get('session');
  return session ? currentCounters(db, await unsent(db, session.actor.id), Date.now()) : null;
}

function Counts({ counters }: { counters: Counters | null }) {
  return (
    <section aria-label={t('popup.counters')}>
      <dl class="counts">
        {URGENCIES.map((urgency) => (
          <div key={urgency} class="count" data-urgency={urgency} data-some={(counters?.[urgency] ?? 0) > 0}>
            <dt>{t(`common.work_group.${urgency}`)}</dt>
            <dd>{counters?.[urgency] ?? '–'}</dd>
          </div>
        ))}
      </dl>
      {counters !== null && counters.returned > 0 && (
        <p class="popup-note soft">{t('popup.returned', { count: counters.returned })}</p>
      )}
    </section>
  );
}

/** The five reports to decide next, from the store: there without a service too. */
function NextFive({ store, meta }: { store: Store; meta: Meta | null }) {
  const now = useNow(meta?.clockOffset ?? 0, 30_000);
  const offset = meta?.clockOffset ?? 0;
  const next = useLive(
    () =>
      store.tickets
        .orderBy('nextDueAt')
        .filter(({ inQueue, item }) => inQueue && !isSetAside(workGroupOf(workOf(item), Date.now() + offset)))
        .limit(5)
        .toArray(),
    [offset],
  );
  const unread = meta?.queueReadAt == null && meta?.offlineSince == null;
  return (
    <section class="next">
      <h2>{t('popup.next')}</h2>
      {next.state !== 'ready' || unread ? (
        <p class="next-none soft late">{t('popup.loading')}</p>
      ) : next.value.length === 0 ? (
        <p class="next-none">
          {t('popup.empty')} <span class="soft">{t('popup.empty_hint')}</span>
        </p>
      ) : (
        <ol>
          {next.value.map((row) => (
            <li key={row.number}>
              <Row row={row} now={now} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function Row({ row, now }: { row: StoredTicket; now: number }) {
  const { number, item, nextDueAt } = row;
  const left = Number.isFinite(nextDueAt) ? timeLeft(nextDueAt - now, language()) : t('popup.no_due');
  return (
    <button type="button" class="next-row" onClick={() => void openDeskTab({ number })}>
      <VerdictSign verdict={item.verdict?.verdict ?? null} />
      <span class="tabular">{number}</span>
      <span class="next-what soft">{item.category}</span>
      <span class="tabular" data-late={nextDueAt < now}>
        {left}
      </span>
    </button>
  );
}
