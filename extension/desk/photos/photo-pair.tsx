/** Before and after beside each other under one zoom: what is enlarged here is enlarged there. */
import { useEffect, useState } from 'preact/hooks';
import type { QueueItem } from '#shared/contract/ticket.ts';
import { t } from '../../i18n.ts';
import { Icon } from '../icon.tsx';
import { afterPhotos, beforePhotos } from '../model/photos.ts';
import { type View, WHOLE, zoomAt } from '../model/zoom.ts';
import { PhotoPane, type Side } from './photo-pane.tsx';

interface Props {
  item: QueueItem;
  /** Side by side; else one pane that walks through all photos. */
  paired: boolean;
  shownAfter: number;
  onShowAfter(index: number): void;
  view: View;
  onView(view: View): void;
}

const STEP = 1.6;
const MIDDLE = { x: 0, y: 0 };

export function PhotoPair({ item, paired, shownAfter, onShowAfter, view, onView }: Props) {
  const [shownBefore, setShownBefore] = useState(0);
  const [side, setSide] = useState<Side>('after');
  useEffect(() => {
    setShownBefore(0);
    setSide('after');
  }, [item.number]);
  // Whoever asks for an after-photo, by key or from a finding, wants to see it.
  useEffect(() => setSide('after'), [shownAfter]);

  const before = {
    side: 'before' as const,
    photos: beforePhotos(item),
    index: shownBefore,
    onShow: setShownBefore,
  };
  const after = {
    side: 'after' as const,
    photos: afterPhotos(item),
    index: shownAfter,
    onShow: onShowAfter,
  };
  // Before any follow-up there is nothing to compare: the citizen's photo has the room to itself.
  const alone = after.photos.length === 0 && item.verdict === null;
  const sides = alone ? [before] : paired ? [before, after] : [side === 'before' ? before : after];
  return (
    <section
      class="photos"
      data-empty={alone && before.photos.length === 0}
      aria-label={t('desk.photos.title')}
    >
      {!paired && !alone && (
        <fieldset class="segments" aria-label={t('desk.photos.title')}>
          {[before, after].map((each) => (
            <button
              key={each.side}
              type="button"
              aria-pressed={each.side === side}
              onClick={() => setSide(each.side)}
            >
              {t(`desk.photos.${each.side}`)} <span class="count">{each.photos.length}</span>
            </button>
          ))}
        </fieldset>
      )}
      <div class="panes">
        {sides.map((each) => (
          <PhotoPane key={each.side} item={item} {...each} view={view} onView={onView} />
        ))}
      </div>
      <fieldset class="zoom" aria-label={t('desk.photos.zoom', `${Math.round(view.scale * 100)} %`)}>
        <ZoomButton
          label={t('desk.photos.zoom_out')}
          icon="minus"
          onPress={() => onView(zoomAt(view, 1 / STEP, MIDDLE))}
        />
        <button
          type="button"
          class="zoom-whole"
          title={t('desk.photos.zoom_reset')}
          disabled={view.scale === 1}
          onClick={() => onView(WHOLE)}
        >
          {Math.round(view.scale * 100)} %
        </button>
        <ZoomButton
          label={t('desk.photos.zoom_in')}
          icon="plus"
          onPress={() => onView(zoomAt(view, STEP, MIDDLE))}
        />
      </fieldset>
    </section>
  );
}

function ZoomButton({ label, icon, onPress }: { label: string; icon: 'plus' | 'minus'; onPress(): void }) {
  return (
    <button type="button" class="icon-button" aria-label={label} title={label} onClick={onPress}>
      <Icon name={icon} />
    </button>
  );
}
