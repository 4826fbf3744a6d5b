/** The photos of a report: before and after beside each other under one zoom, or laid over one another. */
import { useEffect, useState } from 'preact/hooks';
import type { QueueItem } from '#shared/contract/ticket.ts';
import { t } from '../../platform/i18n.ts';
import { PhotoPane } from './photo-pane.tsx';
import { PhotoStack } from './photo-stack.tsx';
import { PhotoTools } from './photo-tools.tsx';
import type { Side } from './picture.tsx';
import { type PhotoRow, photoRows } from './rows.ts';
import type { Evidence } from './use-evidence.ts';

interface Props {
  item: QueueItem;
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
