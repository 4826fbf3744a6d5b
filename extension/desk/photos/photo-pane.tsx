/** One side of the pair: the photo in the view both share, its place in the row, when and where it was taken. */
import type { Photo, QueueItem } from '#shared/contract/ticket.ts';
import { distanceM } from '#shared/evidence/geodesic.ts';
import { distance } from '#shared/words/distance.ts';
import type { Locale } from '#shared/words/locale.ts';
import { fullDate, shortDate } from '#shared/words/time.ts';
import { t } from '../../i18n.ts';
import { useSurroundings } from '../context.ts';
import { Icon } from '../icon.tsx';
import { unshowable } from '../model/photos.ts';
import { toTransform, type View } from '../model/zoom.ts';
import { DownloadOriginal } from './download-original.tsx';
import { usePhoto } from './use-photo.ts';
import { useZoom } from './use-zoom.ts';

export type Side = 'before' | 'after';

interface Props {
  item: QueueItem;
  side: Side;
  photos: readonly Photo[];
  index: number;
  onShow(index: number): void;
  view: View;
  onView(view: View): void;
}

export function PhotoPane({ item, side, photos, index, onShow, view, onView }: Props) {
  const photo = photos[index] ?? null;
  const turn = (by: 1 | -1): void => {
    const to = index + by;
    if (to >= 0 && to < photos.length) onShow(to);
  };
  const gestures = useZoom(view, onView, turn);
  return (
    <figure class={`pane pane-${side}`}>
      <div class="pane-head">
        <strong>{t(`desk.photos.${side}`)}</strong>
        {photos.length > 1 && <Turner {...{ side, index, of: photos.length, turn }} />}
      </div>
      <div class="pane-view" {...gestures}>
        {photo ? (
          <Picture {...{ item, side, photo, index, of: photos.length, view }} />
        ) : (
          <p class="pane-empty">{emptyWords(item, side)}</p>
        )}
      </div>
      <figcaption>{photo && <Facts item={item} photo={photo} />}</figcaption>
    </figure>
  );
}

function Turner({
  side,
  index,
  of,
  turn,
}: {
  side: Side;
  index: number;
  of: number;
  turn(by: 1 | -1): void;
}) {
  const words =
    side === 'after' ? (['previous', 'next'] as const) : (['previous_before', 'next_before'] as const);
  return (
    <span class="turner">
      <button
        type="button"
        class="icon-button"
        aria-label={t(`desk.photos.${words[0]}`)}
        disabled={index === 0}
        onClick={() => turn(-1)}
      >
        <Icon name="previous" />
      </button>
      <span class="tabular">{t('desk.photos.of', index + 1, of)}</span>
      <button
        type="button"
        class="icon-button"
        aria-label={t(`desk.photos.${words[1]}`)}
        disabled={index === of - 1}
        onClick={() => turn(1)}
      >
        <Icon name="next" />
      </button>
    </span>
  );
}

interface PictureProps {
  item: QueueItem;
  side: Side;
  photo: Photo;
  index: number;
  of: number;
  view: View;
}

function Picture({ item, side, photo, index, of, view }: PictureProps) {
  const { replica } = useSurroundings();
  const hidden = unshowable(photo);
  const { url, rough, failed, again } = usePhoto(replica, hidden ? null : photo.id);
  if (hidden) {
    return (
      <div class="pane-empty">
        <Icon name="noImage" size={32} />
        <p>{t(`desk.photos.${hidden}`)}</p>
        <DownloadOriginal number={item.number} photo={photo} index={index} />
      </div>
    );
  }
  if (url) {
    return (
      <img
        class={rough ? 'picture picture-rough' : 'picture'}
        src={url}
        alt={t('desk.photos.alt', t(`common.photo.${photo.kind}`), index + 1, of)}
        draggable={false}
        style={{ transform: toTransform(view) }}
        data-side={side}
      />
    );
  }
  if (failed) {
    return (
      <div class="pane-empty">
        <Icon name="noImage" size={32} />
        <p>{t('desk.photos.unavailable')}</p>
        <button type="button" class="button" onClick={again}>
          {t('common.retry')}
        </button>
      </div>
    );
  }
  return <div class="pane-empty late-loading" role="img" aria-label={t('desk.photos.loading')} />;
}

function emptyWords(item: QueueItem, side: Side): string {
  if (side === 'after') return t('desk.photos.no_after');
  // An officer's report without its photo may well have one that only validators see.
  const withheld = item.private && !item.actions.includes('setujui');
  return t(withheld ? 'desk.photos.private_hidden' : 'desk.photos.no_before');
}

function Facts({ item, photo: { facts } }: { item: QueueItem; photo: Photo }) {
  const { locale, now } = useSurroundings();
  if (!facts) return null;
  const takenAt = facts.takenAt === null ? null : Date.parse(facts.takenAt);
  const away = item.point && facts.position ? distanceM(item.point, facts.position) : null;
  return (
    <>
      {takenAt === null ? (
        <span>{t('desk.photos.no_time')}</span>
      ) : (
        <time dateTime={facts.takenAt ?? ''} title={exactWords(takenAt, facts.offsetStated, locale)}>
          {shortDate(takenAt, now, locale)}
        </time>
      )}
      {facts.position === null && <span> · {t('desk.photos.no_position')}</span>}
      {away !== null && <span> · {t('desk.photos.from_point', distance(away, locale))}</span>}
      {facts.camera && <span class="soft"> · {facts.camera}</span>}
    </>
  );
}

function exactWords(takenAt: number, offsetStated: boolean, locale: Locale): string {
  const date = fullDate(takenAt, locale);
  return offsetStated ? date : `${date} (${t('desk.photos.zone_assumed')})`;
}
