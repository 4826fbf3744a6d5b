/** What of the officer's work lies in this browser, and the way to take the copy away. */
import { useState } from 'preact/hooks';
import { ask, type MessageMap } from '../connection/messages.ts';
import { language, t } from '../platform/i18n.ts';
import type { Store } from '../store/database.ts';
import { photoStock } from '../store/photos.ts';
import { Button } from '../ui/button.tsx';
import { useLive } from '../ui/hooks.ts';

type State = { step: 'idle' | 'busy' | 'done' } | { step: 'asking'; message: string; entries: number[] };

export function Storage({ store }: { store: Store }) {
  const [state, setState] = useState<State>({ step: 'idle' });
  const held = useLive(() => count(store), [store]);
  if (held.state !== 'ready') return null;
  const wipe = async (wish: MessageMap['wipe']['ask']): Promise<void> => {
    setState({ step: 'busy' });
    const answer = await ask('wipe', wish);
    if (answer.ok) setState({ step: 'done' });
    else setState({ step: 'asking', message: answer.error.message, entries: answer.error.entries ?? [] });
  };
  const { tickets, photos, bytes, decisions, receipts } = held.value;
  return (
    <>
      <p class="soft">{t('options.storage_hint')}</p>
      <dl class="options-counts">
        <Row label={t('options.storage_tickets')} value={number(tickets)} />
        <Row label={t('options.storage_photos')} value={`${number(photos)} · ${size(bytes)}`} />
        <Row label={t('options.storage_decisions')} value={number(decisions)} />
        <Row label={t('options.storage_receipts')} value={number(receipts)} />
      </dl>
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
  decisions: number;
  receipts: number;
}

/** Of the account that is signed in; what others left for themselves is not counted out to it. */
async function count(store: Store): Promise<Held> {
  const accountId = (await store.session.get('session'))?.actor.id;
  const stock = await photoStock(store);
  return {
    tickets: await store.tickets.count(),
    photos: stock.length,
    bytes: stock.reduce((sum, { bytes }) => sum + bytes, 0),
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
  return `${(bytes / 1024 / 1024).toLocaleString(language(), { maximumFractionDigits: 1 })} MB`;
}
