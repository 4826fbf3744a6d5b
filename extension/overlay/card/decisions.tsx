/** What can be done from a card: deciding, taking that back, opening the desk; and what became of a decision. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { LookupItem } from '#shared/contract/ticket.ts';
import { ask, type CardReport, type Failure } from '../../connection/messages.ts';
import { t } from '../../platform/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { decidedWord, secondsLeft } from '../../ui/decided.ts';
import { useNow } from '../../ui/hooks.ts';
import { canVouch, watchVisibility } from '../../ui/visibility.ts';
import { isByPhotos, type Offer, offersOf } from './offers.ts';
import { Photos, unseenOf } from './photos.tsx';
import type { Surroundings } from './surroundings.ts';

interface DecisionsProps {
  report: CardReport;
  allowed: boolean;
  around: Surroundings;
}

/** They count only once the whole card has really been seen, its photos each, and only on the service's own sites. */
export function Decisions({ report: { item, photos }, allowed, around }: DecisionsProps) {
  const stands = useStands(around);
  const [seenPhotos, setSeenPhotos] = useState<ReadonlySet<string>>(new Set());
  const offers = offersOf(item, t('overlay.sent_back'));
  if (!stands) return <p role="alert">{t('worker.moved')}</p>;
  if (offers.length === 0) return null;
  if (!allowed) return <p class="soft card-note">{t('overlay.not_here')}</p>;
  if (!canVouch()) return <p class="soft card-note">{t('overlay.not_in_pages')}</p>;
  const byPhotos = offers.some(({ body }) => isByPhotos(body));
  if (byPhotos && !photos) return <p class="soft card-note">{t('overlay.photos_unknown')}</p>;
  const shown = byPhotos ? photos : null;
  return (
    <>
      {shown && (
        <Photos
          photos={shown}
          seen={seenPhotos}
          onSeen={(id) => setSeenPhotos((before) => new Set([...before, id]))}
        />
      )}
      <Bar item={item} offers={offers} around={around} unseen={shown ? unseenOf(shown, seenPhotos) : 0} />
    </>
  );
}

interface BarProps {
  item: LookupItem;
  offers: readonly Offer[];
  around: Surroundings;
  /** Photos that did not stand there yet. */
  unseen: number;
}

/** Whoever presses and is refused reads why. */
function Bar({ item, offers, around, unseen }: BarProps) {
  const bar = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(false);
  const [failure, setFailure] = useState<Pick<Failure, 'word' | 'message'> | null>(null);
  useEffect(() => {
    const [pressed, whole] = [bar.current, bar.current?.closest('main')];
    if (!pressed || !whole) return;
    const watch = watchVisibility({ whole, pressed }, setSeen);
    const stop = around.onMoved(watch.moved);
    return () => {
      stop();
      watch.end();
    };
  }, [around]);

  const refusal = (event: MouseEvent): string | null => {
    if (unseen > 0) return t('overlay.refused_photos', { count: unseen });
    if (!seen) return t('overlay.refused_early');
    // A key presses without a place: it counts where the officer brought the keyboard.
    return event.detail === 0 && !around.hasKeyboard() ? t('overlay.refused_keyboard') : null;
  };
  const decide = async (event: MouseEvent, { body }: Offer): Promise<void> => {
    if (!event.isTrusted) return;
    const message = refusal(event);
    setFailure(message === null ? null : { word: 'early', message });
    if (message !== null) return;
    const answer = await ask('decide', { number: item.number, version: item.version, body });
    setFailure(answer.ok ? null : answer.error);
  };

  // Its page shows something else by now: what is decided is chosen there anew.
  if (failure?.word === 'moved') return <p role="alert">{failure.message}</p>;
  const counts = seen && unseen === 0;
  return (
    <>
      <div class="card-bar" ref={bar} data-seen={counts} data-waits={unseen > 0}>
        {offers.map((offer) => (
          <button
            key={`${offer.body.action}-${offer.to ?? ''}`}
            type="button"
            class={offer.advised ? 'button button-main' : 'button'}
            aria-disabled={!counts}
            onClick={(event) => void decide(event, offer)}
          >
            {labelOf(offer, item)}
          </button>
        ))}
      </div>
      <Why unseen={unseen} failure={failure} />
    </>
  );
}

/** Its room is kept: what is pressed does not move when words come. */
function Why({ unseen, failure }: Pick<BarProps, 'unseen'> & { failure: { message: string } | null }) {
  const hint = unseen > 0 ? t('overlay.photos_first', { count: unseen }) : null;
  return (
    <div class="card-why">
      {failure ? <p role="alert">{failure.message}</p> : hint && <p class="soft">{hint}</p>}
    </div>
  );
}

/** Whether the page still shows the number that this card is of. */
function useStands(around: Surroundings): boolean {
  const [stands, setStands] = useState(true);
  useEffect(() => around.onStands(setStands), [around]);
  return stands;
}

function labelOf({ body, reasons, to }: Offer, { sentBy }: LookupItem): string {
  if (body.action === 'setujui') return t('overlay.approve');
  if (body.action === 'proses') return t('overlay.accept');
  if (body.action === 'koordinasi') {
    return t(body.to === sentBy?.code ? 'overlay.send_back' : 'overlay.pass_on', { unit: to ?? body.to });
  }
  const names = reasons.map((reason) => t(`common.return_reason.${reason}`)).join(', ');
  return t('overlay.return_with', { reasons: names });
}

type Entry = NonNullable<CardReport['entry']>;

/** What became of the decision just made: held and still to be undone, on its way, or not taken. */
export function Fate({ number, entry }: { number: string; entry: Entry }) {
  const now = useNow(0, 250);
  const id = entry.id;
  if (id === undefined) return null;
  // Dropping it drops its photos and words too: that is asked at the desk, where both can be seen.
  if (entry.state === 'conflict' || entry.state === 'refused') {
    return (
      <div class="card-fate" role="alert">
        <p>
          <strong>{t(`overlay.fate.${entry.state}`)}</strong> {entry.problem}
        </p>
        <OpenDesk number={number} class="button" />
      </div>
    );
  }
  const seconds = secondsLeft(entry, now);
  return (
    <div class="card-fate" role="status">
      <p>
        <strong>{decidedWord(entry)}</strong> {entry.state === 'queued' && t('overlay.queued')}
        {entry.state === 'sending' && t('overlay.sending')}
      </p>
      {entry.state === 'held' && (
        <Button onClick={() => void ask('undo', { entry: id })}>{t('overlay.undo', { seconds })}</Button>
      )}
    </div>
  );
}

/**
 * Beside the page where the browser lets a frame in it read the store and decide, else in a tab of its own. Browsers that
 * block third-party storage deny IndexedDB to our frames as to anybody's; Firefox does not vouch that a button is seen.
 */
export function OpenDesk({ number, class: look }: { number: string; class: 'button' | 'link' }) {
  const [failure, setFailure] = useState<string | null>(null);
  if (failure !== null) return <p role="alert">{failure}</p>;
  const open = async (): Promise<void> => {
    const inPage = canVouch() && (await canReadStore());
    const answer = await ask(inPage ? 'drawer' : 'openDesk', { number });
    setFailure(answer.ok ? null : answer.error.message);
  };
  return (
    <button type="button" class={look} onClick={() => void open()}>
      {t('overlay.open')}
    </button>
  );
}

async function canReadStore(): Promise<boolean> {
  try {
    const databases = await indexedDB.databases();
    return databases.some((database) => database.name === 'tuntas');
  } catch {
    return false;
  }
}
