/** The report's point was wrong: the right one by number from the photos, put on the map, or typed; and why. */
import type { Point } from '#shared/contract/primitives.ts';
import type { Report } from '#shared/contract/ticket.ts';
import { distanceM } from '#shared/evidence/geodesic.ts';
import { distance } from '#shared/words/number.ts';
import { t } from '../../platform/i18n.ts';
import { PlaceMap } from '../map/place-map.tsx';
import { useAround, usePlaced, useTiles } from '../map/report-map.tsx';
import { type Candidate, parsePoint, pointCandidates, pointText } from '../model/points.ts';
import { useSurroundings } from '../state/context.ts';
import { keepDrafts, useDraft } from '../state/drafts.ts';
import { Choices, chooseByKey, numbered } from './fields/choices.tsx';
import { LineField, ReasonField } from './fields/text-fields.tsx';
import { type FormProps, FormShell } from './form-shell.tsx';

interface Draft {
  /** What stands in the field. */
  text: string;
  /** The point itself, where it was chosen rather than typed: what stands in the field is rounded. */
  point: Point | null;
  reason: string;
}

const drafts = keepDrafts<Draft>();

export function PointForm({ onSend, onClose, ...form }: FormProps) {
  const { item } = form.ticket;
  const { locale } = useSurroundings();
  const { draft, change, lack, sendUnless } = useDraft(drafts, form, { text: '', point: null, reason: '' });
  const parsed: Point | 'malformed' | 'out_of_range' = draft.point ?? parsePoint(draft.text);
  const reason = draft.reason.trim();
  const put = (point: Point): void => change({ point, text: pointText(point) });
  const pick = ({ point }: Candidate): void => put(point);
  const candidates = numbered(
    pointCandidates(item),
    (each) => <CandidateWords candidate={each} />,
    (each) => draft.text === pointText(each.point),
  );

  const missing = (): string | null => {
    if (typeof parsed === 'string')
      return t(draft.text.trim() === '' ? 'desk.point.lack' : `desk.point_fault.${parsed}`);
    return reason === '' ? t('desk.bar.reason_required') : null;
  };
  const send = (): void => {
    if (typeof parsed !== 'string') onSend({ action: 'koreksi_titik', point: parsed, reason });
  };
  const moved = typeof parsed !== 'string' && item.point ? distanceM(item.point, parsed) : null;

  return (
    <FormShell
      title={t('desk.point.title')}
      sendWords={t('common.action.koreksi_titik')}
      problem={lack}
      focus={candidates.length > 0 ? 'form' : 'text'}
      onKey={(key) => chooseByKey(candidates, key, pick)}
      onSend={() => sendUnless(missing(), send)}
      onClose={onClose}
    >
      <p class="soft form-hint">{t('desk.point.hint')}</p>
      {candidates.length > 0 && (
        <Choices label={t('desk.point.candidates')} choices={candidates} onChoose={pick} />
      )}
      {item.point && (
        <PutOnMap item={item} from={item.point} to={typeof parsed === 'string' ? null : parsed} onPut={put} />
      )}
      <LineField
        label={t('desk.point.typed')}
        placeholder="-6.25543, 106.81770"
        invalid={lack !== null && typeof parsed === 'string'}
        value={draft.text}
        onLine={(text) => change({ text, point: null })}
      />
      <p class="soft form-hint" role="status">
        {moved !== null && t('desk.point.moved', { distance: distance(moved, locale) })}
      </p>
      <ReasonField value={draft.reason} tried={lack !== null} onText={(text) => change({ reason: text })} />
    </FormShell>
  );
}

interface PutProps {
  item: Report;
  /** The report's point now. */
  from: Point;
  /** Where it is put. */
  to: Point | null;
  onPut(point: Point): void;
}

function PutOnMap({ item, from, to, onPut }: PutProps) {
  const { locale } = useSurroundings();
  const around = useAround(item.number, item.version);
  const photos = usePlaced(item);
  const loadTile = useTiles();
  return (
    <PlaceMap
      id={item.number}
      point={from}
      shownPhoto={null}
      around={around.state === 'known' ? around.value : null}
      put={{ to, onPut, label: t('desk.point.map'), hint: t('desk.point.map_hint') }}
      {...{ photos, loadTile, locale }}
    />
  );
}

function CandidateWords({ candidate }: { candidate: Candidate }) {
  const { locale } = useSurroundings();
  return (
    <>
      {candidate.from === 'photo'
        ? t('desk.point.photo', { number: candidate.index + 1 })
        : t('desk.point.earlier')}
      {candidate.distance !== null && (
        <span class="soft">
          {' '}
          · {t('desk.photos.from_point', { distance: distance(candidate.distance, locale) })}
        </span>
      )}
    </>
  );
}
