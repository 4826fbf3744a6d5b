/** Before and after over one another in one pane: parted by a divider, or only what differs between them. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Report } from '#shared/contract/ticket.ts';
import { t } from '../../platform/i18n.ts';
import { Layers, OverlayWords } from '../compare/layers.tsx';
import { useOverlay } from '../compare/use-overlay.ts';
import { usePainted } from './painted.ts';
import { PaneName, PhotoFacts } from './photo-facts.tsx';
import { altOf, NoPicture, type Shot } from './picture.tsx';
import type { PhotoRow } from './rows.ts';
import type { Evidence } from './use-evidence.ts';
import { type PictureState, urlOf, usePicture } from './use-picture.ts';
import { useZoom } from './use-zoom.ts';

interface Props {
  item: Report;
  evidence: Evidence;
  rows: { before: PhotoRow; after: PhotoRow };
  /** Of the box that both share, as width by height. */
  shape: number;
}

export function PhotoStack({ item, evidence, rows: { before, after }, shape }: Props) {
  const facts = (
    <p class="stack-facts">
      {[before, after].map(({ side, index, photos, shot }) => (
        <span key={side}>
          <PaneName {...{ side, index }} of={photos.length} />
          {shot && <PhotoFacts point={item.point} photo={shot.photo} />}
        </span>
      ))}
    </p>
  );
  return (
    <figure class={`pane pane-${evidence.comparison}`} style={{ '--shape': shape }}>
      {before.shot && after.shot ? (
        <LaidOver
          key={`${before.shot.photo.id} ${after.shot.photo.id}`}
          number={item.number}
          before={before.shot}
          after={after.shot}
          evidence={evidence}
          facts={facts}
          onTurn={(by) => after.onShow(after.index + by)}
        />
      ) : (
        <>
          <div class="pane-view" />
          <figcaption>{facts}</figcaption>
        </>
      )}
    </figure>
  );
}

interface LaidOverProps {
  number: string;
  before: Shot;
  after: Shot;
  evidence: Evidence;
  facts: ComponentChildren;
  onTurn(by: 1 | -1): void;
}

/** Nothing is compared with a photo that is not there: the missing one says why in the place of both. */
function LaidOver({ number, before, after, evidence, facts, onTurn }: LaidOverProps) {
  const { comparison, view, setView, divider, setDivider } = evidence;
  const gestures = useZoom(view, setView, onTurn);
  const below = usePicture(before.photo);
  const above = usePicture(after.photo);
  const [drawn, setDrawn] = useState<readonly string[]>([]);
  const isThere = (picture: PictureState): boolean =>
    picture.state === 'shown' && drawn.includes(picture.url) && !picture.preview?.coming;
  // Where the words about one stand in the place of both, the other is not seen.
  usePainted(`large ${before.photo.id}`, isThere(below));
  usePainted(`large ${after.photo.id}`, isThere(above));
  const aligned = useOverlay(urlOf(below), urlOf(above));
  const by = comparison === 'difference' ? 'difference' : 'swipe';
  return (
    <>
      <div class="pane-view" {...gestures}>
        {below.state !== 'shown' ? (
          <NoPicture number={number} heading={t('common.photo.before')} shot={before} picture={below} />
        ) : above.state !== 'shown' ? (
          <NoPicture number={number} heading={t('common.photo.after')} shot={after} picture={above} />
        ) : (
          <Layers
            below={{ photo: before.photo, picture: below, alt: altOf(before) }}
            above={{ photo: after.photo, picture: above, alt: altOf(after) }}
            sides="times"
            onDivide={setDivider}
            onDrawn={({ url }) => setDrawn((known) => [...known, url])}
            {...{ aligned, by, view, divider }}
          />
        )}
      </div>
      <figcaption>
        {facts}
        {below.state === 'shown' && above.state === 'shown' && <OverlayWords {...{ aligned, by }} />}
      </figcaption>
    </>
  );
}
