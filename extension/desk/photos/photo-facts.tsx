/** When and where a photo was taken, and with what: one line under it. */
import type { Photo, Report } from '#shared/contract/ticket.ts';
import type { Credentials } from '#shared/evidence/facts.ts';
import { distanceM } from '#shared/evidence/geodesic.ts';
import type { Locale } from '#shared/words/locale.ts';
import { distance } from '#shared/words/number.ts';
import { fullDate, shortDate } from '#shared/words/time.ts';
import { t } from '../../platform/i18n.ts';
import { useSurroundings } from '../state/context.ts';

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
      {away !== null && <span> · {t('desk.photos.from_point', { distance: distance(away, locale) })}</span>}
      {facts.camera && <span class="soft"> · {facts.camera}</span>}
      <Signed credentials={facts.credentials} />
    </>
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
