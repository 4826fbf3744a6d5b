/** The photos of a report: before and after beside each other under one zoom, or laid over one another. */
import { useEffect, useState } from 'preact/hooks';
import type { Report } from '#shared/contract/ticket.ts';
import { t } from '../../platform/i18n.ts';
import type { View } from '../model/photo-view.ts';
import { narrowestOf, shapeOf } from '../model/photos.ts';
import { Filmstrip } from './filmstrip.tsx';
import { PaneName, PhotoFacts } from './photo-facts.tsx';
import { PhotoStack } from './photo-stack.tsx';
import { PhotoTools } from './photo-tools.tsx';
import { NoPicture, Picture, type Shot, type Side } from './picture.tsx';
import { type PhotoRow, photoRows } from './rows.ts';
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
  const single = !paired && !alone;
  const panes = alone ? [before] : paired ? [before, after] : [side === 'before' ? before : after];
  const stacked = evidence.comparison !== 'pair';
  const shapes = stacked ? [stackShape([before, after])] : panes.map(({ shot }) => shapeOf(shot?.photo));
  return (
    <section
      class="photos"
      data-empty={alone && before.photos.length === 0}
      aria-label={t('desk.photos.title')}
      style={{
        '--panes': panes.length,
        '--narrowest': narrowestOf(single ? [after.photos] : panes.map(({ photos }) => photos)),
      }}
    >
      <div class="stage">
        <div
          class="panes"
          style={{ '--shapes': shapes.reduce((sum, shape) => sum + shape, 0), '--gaps': shapes.length - 1 }}
        >
          {stacked ? (
            <PhotoStack shape={shapes[0] ?? 1} {...{ item, evidence, rows }} />
          ) : (
            panes.map((row) => (
              <PhotoPane key={row.side} {...{ item, row }} view={evidence.view} onView={evidence.setView} />
            ))
          )}
        </div>
      </div>
      <div class="photos-foot">
        <Filmstrip
          verdict={item.verdict}
          point={item.point}
          rows={alone ? [before] : [before, after]}
          all={single}
          shown={single && !stacked ? side : null}
          onShow={({ side: to, onShow }, index) => {
            onShow(index);
            setSide(to);
          }}
        />
        <PhotoTools evidence={evidence} />
      </div>
    </section>
  );
}

/** Over one another they share one box, in which the broader one fits whole. */
function stackShape(rows: readonly PhotoRow[]): number {
  return Math.max(...rows.map(({ shot }) => shapeOf(shot?.photo)));
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
    <figure class={`pane pane-${side}`} style={{ '--shape': shapeOf(shot?.photo) }}>
      <div class="pane-view" {...gestures}>
        {shot ? (
          <OnePicture key={shot.photo.id} number={item.number} shot={shot} view={view} />
        ) : (
          <p class="pane-empty">{emptyWords(item, side)}</p>
        )}
      </div>
      <figcaption>
        <PaneName {...{ side, index }} of={photos.length} />
        {shot && <PhotoFacts point={item.point} photo={shot.photo} />}
      </figcaption>
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
