/** Which photo it is, when and where it was taken, and with what: what stands under it. */
import type { Photo, Report } from '#shared/contract/ticket.ts';
import type { Captured, Credentials } from '#shared/evidence/facts.ts';
import { distanceM } from '#shared/evidence/geodesic.ts';
import type { Locale } from '#shared/words/locale.ts';
import { distance } from '#shared/words/number.ts';
import { fullDate, shortDate } from '#shared/words/time.ts';
import { t } from '../../platform/i18n.ts';
import { useSurroundings } from '../state/context.ts';
import type { Side } from './picture.tsx';

export function PhotoFacts({ point, photo: { facts } }: { point: Report['point']; photo: Photo }) {
  const { locale, now } = useSurroundings();
  if (!facts) return null;
  const takenAt = facts.takenAt === null ? null : Date.parse(facts.takenAt);
  const away = point && facts.position ? distanceM(point, facts.position) : null;
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
      {away !== null && facts.position?.accuracyFrom !== 'captured' && (
        <span> · {t('desk.photos.from_point', { distance: distance(away, locale) })}</span>
      )}
      <Guided captured={facts.captured} point={point} />
      {facts.camera && <span class="soft photo-camera"> · {facts.camera}</span>}
      <Signed credentials={facts.credentials} />
    </>
  );
}

/** Taken by the guided camera: how far off as the device tells it, or between when, where nobody vouches for it. */
function Guided({ captured, point }: { captured: Captured | undefined; point: Report['point'] }) {
  const { locale, now } = useSurroundings();
  if (!captured) return null;
  const { doubt, since, committedAt } = captured;
  const away = point ? distance(distanceM(point, captured), locale) : null;
  const words =
    away === null ? t('desk.photos.guided') : t('desk.photos.guided_distance', { distance: away });
  const dated = (at: string): string => shortDate(Date.parse(at), now, locale);
  const between =
    since === undefined
      ? t('desk.photos.guided_until', { until: dated(committedAt) })
      : t('desk.photos.guided_between', { since: dated(since), until: dated(committedAt) });
  return (
    <span>
      {' · '}
      {words}
      {doubt !== undefined && `, ${between}`}
    </span>
  );
}

/** Only what still fits is worth a name; what does not is a finding. */
function Signed({ credentials }: { credentials: Credentials | null }) {
  if (credentials?.state !== 'valid' || credentials.signedBy === null) return null;
  const by = { by: credentials.signedBy };
  const words = credentials.isListed ? t('desk.photos.signed', by) : t('desk.photos.signed_unlisted', by);
  return <span class="soft"> · {words}</span>;
}

function exactWords(takenAt: number, offsetStated: boolean, locale: Locale): string {
  const date = fullDate(takenAt, locale);
  return offsetStated ? date : `${date} (${t('desk.photos.zone_assumed')})`;
}

/** Which side, and which of its photos where there are several. */
export function PaneName({ side, index, of }: { side: Side; index: number; of: number }) {
  return (
    <strong class="pane-name">
      {t(`common.photo.${side}`)}
      {of > 1 && <span class="tabular"> {t('desk.photos.of', { number: index + 1, all: of })}</span>}
    </strong>
  );
}
