/** The photos of a report: before and after beside each other under one zoom, or laid over one another. */
import { useEffect, useState } from 'preact/hooks';
import type { Report } from '#shared/contract/ticket.ts';
import { t } from '../../platform/i18n.ts';
import type { View } from '../model/photo-view.ts';
import { PhotoFacts } from './photo-facts.tsx';
import { PhotoStack } from './photo-stack.tsx';
import { PhotoTools } from './photo-tools.tsx';
import { NoPicture, Picture, type Shot, type Side } from './picture.tsx';
import { type PhotoRow, photoRows, Turner } from './rows.tsx';
import type { Evidence } from './use-evidence.ts';
import { usePicture } from './use-picture.ts';
import { useZoom } from './use-zoom.ts';

interface Props {
  item: Report;
  /** Room for two panes; else one pane that walks through all photos. */
  paired: boolean;
  evidence: Evidence;
}

export function EvidencePhotos({ item, paired, evidence }: Props) {
  const [side, setSide] = useState<Side>('after');
  // Whoever asks for an after-photo, by key or from a finding, wants to see it.
  useEffect(() => setSide('after'), [item.number, evidence.shownAfter]);

  const rows = photoRows(item, evidence);
  const { before, after } = rows;
  // Before any follow-up there is nothing to compare: the citizen's photo has the room to itself.
  const alone = after.photos.length === 0 && item.verdict === null;
  const panes = alone ? [before] : paired ? [before, after] : [side === 'before' ? before : after];
  const stacked = evidence.comparison !== 'pair';
  return (
    <section
      class="photos"
      data-empty={alone && before.photos.length === 0}
      aria-label={t('desk.photos.title')}
    >
      <PhotoTools evidence={evidence} />
      {!paired && !alone && !stacked && <Sides rows={[before, after]} chosen={side} onChoose={setSide} />}
      <div class="panes">
        {stacked ? (
          <PhotoStack {...{ item, evidence, rows }} />
        ) : (
          panes.map((row) => (
            <PhotoPane key={row.side} {...{ item, row }} view={evidence.view} onView={evidence.setView} />
          ))
        )}
      </div>
    </section>
  );
}

interface SidesProps {
  rows: readonly PhotoRow[];
  chosen: Side;
  onChoose(side: Side): void;
}

function Sides({ rows, chosen, onChoose }: SidesProps) {
  return (
    <fieldset class="segments segments-sides" aria-label={t('desk.photos.side')}>
      {rows.map(({ side, photos }) => (
        <button key={side} type="button" aria-pressed={side === chosen} onClick={() => onChoose(side)}>
          {t(`common.photo.${side}`)} <span class="count">{photos.length}</span>
        </button>
      ))}
    </fieldset>
  );
}

interface PaneProps {
  item: Report;
  row: PhotoRow;
  view: View;
  onView(view: View): void;
}

function PhotoPane({ item, row, view, onView }: PaneProps) {
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

function emptyWords(item: Report, side: Side): string {
  if (side === 'after') return t('desk.photos.no_after');
  // An officer's report without its photo may well have one that only validators see.
  const withheld = item.private && !item.actions.includes('setujui');
  return t(withheld ? 'desk.photos.private_hidden' : 'desk.photos.no_before');
}
