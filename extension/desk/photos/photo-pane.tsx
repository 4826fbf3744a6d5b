/** One side of the pair: the photo in the view both share, its place in the row, when and where it was taken. */
import type { QueueItem } from '#shared/contract/ticket.ts';
import { t } from '../../platform/i18n.ts';
import type { View } from '../model/zoom.ts';
import { PhotoFacts } from './photo-facts.tsx';
import { NoPicture, Picture, type Shot, type Side } from './picture.tsx';
import type { PhotoRow } from './rows.ts';
import { Turner } from './turner.tsx';
import { usePicture } from './use-picture.ts';
import { useZoom } from './use-zoom.ts';

interface Props {
  item: QueueItem;
  row: PhotoRow;
  view: View;
  onView(view: View): void;
}

export function PhotoPane({ item, row, view, onView }: Props) {
  const { side, photos, index, onShow, shot } = row;
  const gestures = useZoom(view, onView, (by) => onShow(index + by));
  return (
    <figure class={`pane pane-${side}`}>
      <div class="pane-head">
        <strong>{t(`common.photo.${side}`)}</strong>
        <Turner {...{ side, index, onShow }} of={photos.length} />
      </div>
      <div class="pane-view" {...gestures}>
        {shot ? (
          <OnePicture key={shot.photo.id} number={item.number} shot={shot} view={view} />
        ) : (
          <p class="pane-empty">{emptyWords(item, side)}</p>
        )}
      </div>
      <figcaption>{shot && <PhotoFacts point={item.point} photo={shot.photo} />}</figcaption>
    </figure>
  );
}

function OnePicture({ number, shot, view }: { number: string; shot: Shot; view: View }) {
  const picture = usePicture(shot.photo);
  if (picture.state === 'shown') return <Picture {...{ shot, picture, view }} />;
  return <NoPicture {...{ number, shot, picture }} />;
}

function emptyWords(item: QueueItem, side: Side): string {
  if (side === 'after') return t('desk.photos.no_after');
  // An officer's report without its photo may well have one that only validators see.
  const withheld = item.private && !item.actions.includes('setujui');
  return t(withheld ? 'desk.photos.private_hidden' : 'desk.photos.no_before');
}
