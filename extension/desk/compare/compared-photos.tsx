/** The two photos of a comparison in the way that is chosen, under one zoom; in place of one that is missing, why. */
import type { ComponentChildren } from 'preact';
import type { Photo, Report } from '#shared/contract/ticket.ts';
import { t } from '../../platform/i18n.ts';
import { IconButton } from '../../ui/button.tsx';
import type { Comparison, View } from '../model/photo-view.ts';
import { PhotoFacts } from '../photos/photo-facts.tsx';
import { altOf, NoPicture, Picture, type Shot } from '../photos/picture.tsx';
import { urlOf, usePicture } from '../photos/use-picture.ts';
import { useZoom } from '../photos/use-zoom.ts';
import { Layers, OverlayWords } from './layers.tsx';
import { useOverlay } from './use-overlay.ts';

interface Props {
  item: Report;
  /** The photo that the finding speaks of. */
  left: Shot;
  /** Null where `instead` stands in its place. */
  right: Shot | null;
  instead: ComponentChildren;
  /** The report that the right one belongs to; `item` itself where it is its own. */
  otherItem: Report;
  other: { photos: readonly Photo[]; index: number; onShow(index: number): void };
  by: Comparison;
  view: View;
  setView(view: View): void;
  divider: number;
  onDivide(percent: number): void;
}

export function ComparedPhotos(props: Props) {
  const { item, left, right, otherItem, other, by, view, setView, instead } = props;
  const turn = (to: number): void => {
    if (other.photos[to]) other.onShow(to);
  };
  const onTurn = (step: 1 | -1): void => turn(other.index + step);
  const heads = (
    <>
      <PaneHead item={item} shot={left} />
      {right ? (
        <PaneHead item={otherItem} shot={right}>
          <Turner index={other.index} of={other.photos.length} onShow={turn} />
        </PaneHead>
      ) : (
        <span />
      )}
    </>
  );
  if (by !== 'pair' && right) {
    return (
      <figure class={`compare-photos pane pane-${by}`}>
        <div class="pane-head">{heads}</div>
        <Over key={`${left.photo.id} ${right.photo.id}`} {...props} {...{ right, by, onTurn }} />
      </figure>
    );
  }
  return (
    <div class="compare-photos compare-pair">
      <figure class="pane">
        <div class="pane-head">
          <PaneHead item={item} shot={left} />
        </div>
        <Beside shot={left} number={item.number} {...{ view, setView, onTurn }} />
      </figure>
      <figure class="pane">
        <div class="pane-head">
          {right && (
            <PaneHead item={otherItem} shot={right}>
              <Turner index={other.index} of={other.photos.length} onShow={turn} />
            </PaneHead>
          )}
        </div>
        <Beside shot={right} number={otherItem.number} {...{ view, setView, onTurn, instead }} />
      </figure>
    </div>
  );
}

interface BesideProps extends Pick<Props, 'view' | 'setView'> {
  shot: Shot | null;
  number: string;
  onTurn(by: 1 | -1): void;
  instead?: ComponentChildren;
}

/** One of the pair. */
function Beside({ shot, number, view, setView, onTurn, instead }: BesideProps) {
  const gestures = useZoom(view, setView, onTurn);
  return (
    <div class="pane-view" {...gestures}>
      {shot ? (
        <One key={shot.photo.id} number={number} shot={shot} view={view} />
      ) : (
        <div class="pane-empty">{instead}</div>
      )}
    </div>
  );
}

interface HeadProps {
  item: Report;
  shot: Shot;
  children?: ComponentChildren;
}

/** Whose photo it is, which, and when and where it was taken. */
function PaneHead({ item, shot: { photo, index, of }, children }: HeadProps) {
  return (
    <span class="compare-side">
      <strong>
        {item.number} · {t(`common.photo.${photo.kind}`)} {of > 1 && index + 1}
      </strong>
      {children}
      <span class="soft">
        {photo.followUp !== undefined && `${t('compare.follow_up', { number: photo.followUp })} · `}
        <PhotoFacts point={item.point} photo={photo} />
      </span>
    </span>
  );
}

interface TurnerProps {
  index: number;
  of: number;
  onShow(index: number): void;
}

function Turner({ index, of, onShow }: TurnerProps) {
  if (of < 2) return null;
  return (
    <span class="turner">
      <IconButton
        icon="previous"
        label={t('compare.previous_photo')}
        aria-disabled={index === 0}
        onClick={() => onShow(index - 1)}
      />
      <span class="tabular">{t('desk.photos.of', { number: index + 1, all: of })}</span>
      <IconButton
        icon="next"
        label={t('compare.next_photo')}
        aria-disabled={index === of - 1}
        onClick={() => onShow(index + 1)}
      />
    </span>
  );
}

function One({ number, shot, view }: { number: string; shot: Shot; view: View }) {
  const picture = usePicture(shot.photo);
  if (picture.state === 'shown') return <Picture {...{ shot, picture, view }} />;
  return <NoPicture {...{ number, shot, picture }} />;
}

type OverProps = Pick<Props, 'item' | 'otherItem' | 'left' | 'view' | 'setView' | 'divider' | 'onDivide'> & {
  right: Shot;
  by: 'swipe' | 'difference';
  onTurn(by: 1 | -1): void;
};

/** Nothing is laid over a photo that is not there: the missing one says why in the place of both. */
function Over({ item, otherItem, left, right, by, view, setView, divider, onDivide, onTurn }: OverProps) {
  const gestures = useZoom(view, setView, onTurn);
  const below = usePicture(left.photo);
  const above = usePicture(right.photo);
  const aligned = useOverlay(urlOf(below), urlOf(above));
  return (
    <>
      <div class="pane-view" {...gestures}>
        {below.state !== 'shown' ? (
          <NoPicture number={item.number} heading={item.number} shot={left} picture={below} />
        ) : above.state !== 'shown' ? (
          <NoPicture number={otherItem.number} heading={otherItem.number} shot={right} picture={above} />
        ) : (
          <Layers
            below={{ photo: left.photo, picture: below, alt: altOf(left) }}
            above={{ photo: right.photo, picture: above, alt: altOf(right) }}
            sides="reports"
            {...{ aligned, by, view, divider, onDivide }}
          />
        )}
      </div>
      {below.state === 'shown' && above.state === 'shown' && <OverlayWords {...{ aligned, by }} />}
    </>
  );
}
