/** What the toolbar's icon opens: who is signed in, how much is due, what comes next, and the way to the desk. */

import { browser } from 'wxt/browser';
import { rolesOf } from '#shared/contract/session.ts';
import { QUEUE_DESKS } from '#shared/ticket/desk.ts';
import { clockTime } from '#shared/words/time.ts';
import { useLive } from '../../desk/use-live.ts';
import { language, t } from '../../i18n.ts';
import { ask } from '../../messages.ts';
import { type Meta, type OutboxEntry, Replica, type StoredSession } from '../../replica/database.ts';
import { isOnItsWay, withDecisions } from '../../replica/effect.ts';
import { sidePanel } from '../side-panel.ts';
import { Counts } from './counts.tsx';
import { NextFive } from './next-five.tsx';
import { SignIn } from './sign-in.tsx';
import { SignOut } from './sign-out.tsx';
import './sign-in.css';
import './popup.css';

const replica = new Replica();

export function Popup() {
  const account = useLive(
    async () => ({
      session: await replica.session.get('session'),
      meta: await replica.meta.get('sync'),
      outbox: await replica.outbox.toArray(),
    }),
    [],
  );
  if (account.state !== 'ready') return <main class="popup" aria-busy="true" />;
  const { session, meta, outbox } = account.value;
  return (
    <main class="popup">
      <Head session={session ?? null} />
      {session?.token ? (
        <Work session={session} meta={meta ?? null} outbox={outbox} />
      ) : (
        <SignIn
          waitingFor={session?.actor.username ?? null}
          onChangeService={() => void browser.runtime.openOptionsPage()}
        />
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
      <button type="button" class="link" onClick={() => void browser.runtime.openOptionsPage()}>
        {t('popup.settings')}
      </button>
    </header>
  );
}

interface WorkProps {
  session: StoredSession;
  meta: Meta | null;
  outbox: readonly OutboxEntry[];
}

function Work({ session, meta, outbox }: WorkProps) {
  const mine = outbox.filter((entry) => entry.accountId === session.actor.id);
  const counters = meta?.counters ? withDecisions(meta.counters, mine) : null;
  const panel = sidePanel();
  const conflicts = mine.filter((entry) => !isOnItsWay(entry)).length;
  if (rolesOf(session.actor).every((role) => QUEUE_DESKS[role].length === 0)) {
    return (
      <>
        <p class="popup-note">{t('popup.no_role')}</p>
        <SignOut />
      </>
    );
  }
  return (
    <>
      <Connection
        meta={meta}
        unsent={mine.filter((e) => e.state === 'queued' || e.state === 'sending').length}
      />
      {conflicts > 0 && (
        <p class="popup-note popup-warn" role="status">
          {t('popup.conflicts', conflicts)}
        </p>
      )}
      <Counts counters={counters} />
      <NextFive replica={replica} meta={meta} />
      <div class="popup-ways">
        <button type="button" class="button button-main" onClick={() => void openTab()}>
          {t('popup.open_tab')}
        </button>
        {panel && (
          <button type="button" class="button" onClick={() => void panel().then(() => window.close())}>
            {t('popup.open_panel')}
          </button>
        )}
      </div>
      <footer class="popup-foot">
        <span class="soft">
          {meta?.lastContactAt != null && t('popup.updated', clockTime(meta.lastContactAt, language()))}
        </span>
        <SignOut />
      </footer>
    </>
  );
}

function Connection({ meta, unsent }: { meta: Meta | null; unsent: number }) {
  if (meta?.offlineSince == null && unsent === 0) return null;
  return (
    <p class="popup-note popup-warn" role="status">
      {meta?.offlineSince != null && t('popup.offline', clockTime(meta.offlineSince, language()))}{' '}
      {unsent > 0 && t('popup.unsent', unsent)}
    </p>
  );
}

async function openTab(): Promise<void> {
  await ask('openDesk', {});
  window.close();
}
