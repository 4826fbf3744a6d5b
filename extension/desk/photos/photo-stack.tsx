/** Before and after over one another in one pane: parted by a divider, or only what differs between them. */
import type { QueueItem } from '#shared/contract/ticket.ts';
import { t } from '../../platform/i18n.ts';
import { Divider } from './divider.tsx';
import { PhotoFacts } from './photo-facts.tsx';
import { NoPicture, Picture, type Shot } from './picture.tsx';
import type { PhotoRow } from './rows.ts';
import { Turner } from './turner.tsx';
import type { Evidence } from './use-evidence.ts';
import { usePicture } from './use-picture.ts';
import { useZoom } from './use-zoom.ts';

interface Props {
  item: QueueItem;
  evidence: Evidence;
  rows: { before: PhotoRow; after: PhotoRow };
}

export function PhotoStack({ item, evidence, rows: { before, after } }: Props) {
  const { view, setView, comparison } = evidence;
  const gestures = useZoom(view, setView, (by) => after.onShow(after.index + by));
  return (
    <figure class={`pane pane-${comparison}`}>
      <div class="pane-head">
        {[before, after].map(({ side, index, photos, onShow }) => (
          <span key={side} class="pane-side">
            <strong>{t(`common.photo.${side}`)}</strong>
            <Turner {...{ side, index, onShow }} of={photos.length} />
          </span>
        ))}
      </div>
      <div class="pane-view" {...gestures}>
        {before.shot && after.shot && (
          <Layers
            key={`${before.shot.photo.id} ${after.shot.photo.id}`}
            number={item.number}
            before={before.shot}
            after={after.shot}
            evidence={evidence}
          />
        )}
      </div>
      <figcaption>
        {comparison === 'difference' && <p class="difference-shows">{t('desk.photos.difference_shows')}</p>}
        <p class="stack-facts">
          {[before, after].map(({ side, shot }) => (
            <span key={side}>{shot && <PhotoFacts point={item.point} photo={shot.photo} />}</span>
          ))}
        </p>
      </figcaption>
    </figure>
  );
}

interface LayersProps {
  number: string;
  before: Shot;
  after: Shot;
  evidence: Evidence;
}

/** Nothing is compared with a photo that is not there: the missing one says why in the place of both. */
function Layers({ number, before, after, evidence }: LayersProps) {
  const { comparison, view, divider, setDivider } = evidence;
  const below = usePicture(before.photo);
  const above = usePicture(after.photo);
  if (below.state !== 'shown') {
    return <NoPicture number={number} heading={t('common.photo.before')} shot={before} picture={below} />;
  }
  if (above.state !== 'shown') {
    return <NoPicture number={number} heading={t('common.photo.after')} shot={after} picture={above} />;
  }
  if (comparison === 'difference') {
    return (
      <div class="difference">
        <Picture shot={before} picture={below} view={view} />
        <Picture shot={after} picture={above} view={view} />
      </div>
    );
  }
  return (
    <>
      <div class="layer">
        <Picture shot={before} picture={below} view={view} />
      </div>
      <div class="layer layer-after" style={{ clipPath: `inset(0 0 0 ${divider}%)` }}>
        <Picture shot={after} picture={above} view={view} />
      </div>
      <Divider at={divider} onMove={setDivider} />
    </>
  );
}
