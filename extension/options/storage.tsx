/** What of the officer's work lies in this browser, and the way to take the copy away. */
import { useState } from 'preact/hooks';
import { ask, type MessageMap } from '../connection/messages.ts';
import { language, t } from '../platform/i18n.ts';
import { PHOTO_ROOMS, settings } from '../platform/settings.ts';
import type { Store } from '../store/database.ts';
import { bytesOf, dueToday, fullCopies, photoBudget, photoStock } from '../store/photos.ts';
import { Button } from '../ui/button.tsx';
import { useLive, useSetting } from '../ui/hooks.ts';

const MB = 1024 * 1024;

type State = { step: 'idle' | 'busy' | 'done' } | { step: 'asking'; message: string; entries: number[] };

export function Storage({ store }: { store: Store }) {
  const [state, setState] = useState<State>({ step: 'idle' });
  const [asked] = useSetting(settings.photoRoom);
  const held = useLive(() => count(store, asked ?? 0), [store, asked]);
  if (held.state !== 'ready') return null;
  const wipe = async (wish: MessageMap['wipe']['ask']): Promise<void> => {
    setState({ step: 'busy' });
    const answer = await ask('wipe', wish);
    if (answer.ok) setState({ step: 'done' });
    else setState({ step: 'asking', message: answer.error.message, entries: answer.error.entries ?? [] });
  };
  const { tickets, photos, bytes, room, today, decisions, receipts } = held.value;
  return (
    <>
      <p class="soft">{t('options.storage_hint')}</p>
      <dl class="options-counts">
        <Row label={t('options.storage_tickets')} value={number(tickets)} />
        <Row
          label={t('options.storage_photos')}
          value={`${number(photos)} · ${t('options.storage_of', { used: size(bytes), room: size(room) })}`}
        />
        <Row
          label={t('options.storage_today')}
          value={t('options.storage_today_held', { held: number(today.held), all: number(today.all) })}
        />
        <Row label={t('options.storage_decisions')} value={number(decisions)} />
        <Row label={t('options.storage_receipts')} value={number(receipts)} />
      </dl>
      <RoomChoice granted={room} />
      {state.step === 'asking' ? (
        <div class="options-ask" role="alertdialog" aria-labelledby="wipe-title" aria-describedby="wipe-text">
          <h3 id="wipe-title">{state.message}</h3>
          <p id="wipe-text">{t('options.storage_unsent')}</p>
          <Button look="button button-main" autofocus onClick={() => void wipe({ unsent: 'keep' })}>
            {t('options.storage_keep')}
          </Button>
          <Button onClick={() => setState({ step: 'idle' })}>{t('common.cancel')}</Button>
          <button
            type="button"
            class="button button-grave"
            onClick={() => void wipe({ unsent: { discard: state.entries } })}
          >
            {t('options.storage_discard')}
          </button>
        </div>
      ) : (
        <div class="options-row">
          <p class="options-said" role="status" data-good={true}>
            {state.step === 'done' && t('options.storage_done')}
          </p>
          <Button aria-disabled={state.step === 'busy'} onClick={() => void wipe({})}>
            {t('options.storage_wipe')}
          </Button>
        </div>
      )}
    </>
  );
}

/** How much photos may take. Where the browser has less to give, that is said. */
function RoomChoice({ granted }: { granted: number }) {
  const [room, setRoom] = useSetting(settings.photoRoom);
  if (room === null) return null;
  return (
    <label class="options-room">
      <span>
        {t('options.storage_room')}
        {granted < room * MB && (
          <span class="soft"> {t('options.storage_room_less', { room: size(granted) })}</span>
        )}
      </span>
      <select value={room} onChange={(event) => setRoom(Number(event.currentTarget.value))}>
        {PHOTO_ROOMS.map((each) => (
          <option key={each} value={each}>
            {size(each * MB)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Row({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd class="tabular">{value}</dd>
    </div>
  );
}

interface Held {
  tickets: number;
  photos: number;
  bytes: number;
  /** Bytes that photos may take. */
  room: number;
  /** Full photos of what is due today. */
  today: { held: number; all: number };
  decisions: number;
  receipts: number;
}

/** Of the account that is signed in; what others left for themselves is not counted out to it. */
async function count(store: Store, room: number): Promise<Held> {
  const accountId = (await store.session.get('session'))?.actor.id;
  const stock = await photoStock(store);
  const keys = new Set(stock.map(({ key }) => key));
  const now = Date.now() + ((await store.meta.get('sync'))?.clockOffset ?? 0);
  const rows = await store.tickets.toArray();
  const full = fullCopies(dueToday(rows, now));
  const bytes = bytesOf(stock);
  return {
    tickets: rows.length,
    photos: stock.length,
    bytes,
    room: await photoBudget(room, bytes),
    today: { held: full.filter((key) => keys.has(key)).length, all: full.length },
    decisions: await store.outbox.filter((entry) => entry.accountId === accountId).count(),
    receipts: await store.notices
      .where('unreported')
      .equals(1)
      .filter((row) => row.accountId === accountId)
      .count(),
  };
}

function number(value: number): string {
  return value.toLocaleString(language());
}

function size(bytes: number): string {
  return `${(bytes / MB).toLocaleString(language(), { maximumFractionDigits: 1 })} MB`;
}
