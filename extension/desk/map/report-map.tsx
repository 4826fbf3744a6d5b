/** A report's map on the desk: fetches what lies around, and has beside it what a picture cannot say. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { NearReport, Surroundings } from '#shared/contract/map.ts';
import type { Report } from '#shared/contract/ticket.ts';
import type { Locale } from '#shared/words/locale.ts';
import { distance } from '#shared/words/number.ts';
import { shortDate } from '#shared/words/time.ts';
import { ask } from '../../connection/messages.ts';
import { t } from '../../platform/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { afterPhotos } from '../model/photos.ts';
import { pointText } from '../model/points.ts';
import { useSurroundings } from '../state/context.ts';
import type { LoadTile } from './leaflet-map.ts';
import { PlaceMap } from './place-map.tsx';
import { fullText, isPlace, linkTo, type PlacedPhoto, placedPhotos, type Spot } from './scene.ts';

interface Props {
  item: Report;
  shownPhoto: number;
  onShowPhoto(index: number): void;
  onChoose(number: string): void;
}

export function ReportMap({ item, shownPhoto, onShowPhoto, onChoose }: Props) {
  const { locale } = useSurroundings();
  const { point, number } = item;
  const around = useAround(point ? number : null, item.version);
  const loadTile = useTiles();
  const photos = usePlaced(item);
  if (!point) return <p class="map-none soft">{t('desk.map.no_point')}</p>;
  const known = around.state === 'known' ? around.value : null;
  return (
    <section class="report-map" aria-label={t('desk.map.title')}>
      <PlaceMap
        id={number}
        around={known}
        {...{ point, photos, shownPhoto, onShowPhoto, onChoose, loadTile, locale }}
      />
      <Coordinates key={number} {...{ point, known }} />
      <Distances count={afterPhotos(item).length} {...{ photos, shownPhoto, onShowPhoto, locale }} />
      <Swapped {...{ photos, locale }} />
      <Near {...{ around, onChoose }} />
    </section>
  );
}

/** As they are drawn: the same ones until the report is another. */
export function usePlaced(item: Report): PlacedPhoto[] {
  const { point, verdict } = item;
  return useMemo(() => (point ? placedPhotos(point, afterPhotos(item), verdict?.reasons ?? []) : []), [item]);
}

type Around = { state: 'waiting' } | { state: 'known'; value: Surroundings } | { state: 'unknown' };

/** So long a report is looked at before anything is asked about its surroundings. */
const REST_MS = 250;

export function useAround(number: string | null, version: number): Around {
  const key = `${number} ${version}`;
  const [found, setFound] = useState<{ key: string; around: Around } | null>(null);
  useEffect(() => {
    if (number === null) return;
    let gone = false;
    const timer = setTimeout(() => {
      void ask('surroundings', { number })
        .then(
          (outcome): Around => (outcome.ok ? { state: 'known', value: outcome.value } : { state: 'unknown' }),
        )
        .catch((): Around => ({ state: 'unknown' }))
        .then((around) => {
          if (!gone) setFound({ key, around });
        });
    }, REST_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [key]);
  return found?.key === key ? found.around : { state: 'waiting' };
}

/** Some dozens of maps; a picture is 30 kB. In memory alone: with the page, or the session, it is gone. */
const MOST_TILES = 300;

export function useTiles(): LoadTile {
  const kept = useRef(new Map<string, Promise<string | null>>());
  return useMemo(
    () => (at) => {
      const key = `${at.z}/${at.x}/${at.y}`;
      const tiles = kept.current;
      const held = tiles.get(key);
      if (held) return held;
      const asked = ask('tile', at)
        .then((outcome) => (outcome.ok ? outcome.value : null))
        .catch(() => null);
      tiles.set(key, asked);
      // What came to nothing is asked for again the next time.
      void asked.then((address) => address === null && tiles.delete(key));
      const [oldest] = tiles.keys();
      if (tiles.size > MOST_TILES && oldest !== undefined) tiles.delete(oldest);
      return asked;
    },
    [],
  );
}

function Coordinates({ point, known }: { point: Spot; known: Surroundings | null }) {
  const [copied, setCopied] = useState<'yes' | 'no' | null>(null);
  const link = known && linkTo(known.map, point);
  const holding = known?.borders.find(({ holds }) => holds);
  const copy = (): void => {
    navigator.clipboard.writeText(fullText(point)).then(
      () => setCopied('yes'),
      () => setCopied('no'),
    );
  };
  return (
    <p class="map-coordinates">
      <code>{pointText(point)}</code>
      <Button look="link" onClick={copy} aria-label={t('desk.map.copy')}>
        <Icon name="copy" /> {t(copied === 'yes' ? 'desk.map.copied' : 'desk.map.copy_short')}
      </Button>
      {link && (
        <a href={link.href} target="_blank" rel="noopener noreferrer">
          {t('desk.map.open', { host: link.host })}
        </a>
      )}
      {holding && <span class="soft">{t('desk.map.holds', { name: holding.kelurahan.name })}</span>}
      <span class={copied === 'no' ? 'soft' : 'unseen'} role="status">
        {copied === 'yes' && t('desk.map.copied')}
        {copied === 'no' && t('desk.map.not_copied')}
      </span>
    </p>
  );
}

interface DistancesProps extends Pick<Props, 'shownPhoto' | 'onShowPhoto'> {
  count: number;
  photos: readonly PlacedPhoto[];
  locale: Locale;
}

/** Marks on one spot hide each other; in words each photo has its distance, or that it states no place. */
function Distances({ count, photos, shownPhoto, onShowPhoto, locale }: DistancesProps) {
  if (count === 0) return null;
  const words = (index: number): string => {
    const placed = photos.find((photo) => photo.index === index);
    if (placed === undefined) return t('desk.map.no_position');
    return placed.distanceM === null ? t('desk.map.no_such_place') : distance(placed.distanceM, locale);
  };
  return (
    <ol class="map-distances" aria-label={t('desk.map.distances')}>
      {Array.from({ length: count }, (_, index) => (
        <li key={index}>
          <button type="button" aria-pressed={index === shownPhoto} onClick={() => onShowPhoto(index)}>
            {t('desk.map.photo', { number: index + 1, distance: words(index) })}
          </button>
        </li>
      ))}
    </ol>
  );
}

/** Both places of a photo whose coordinates were exchanged: the one it states may lie off every map. */
function Swapped({ photos, locale }: Pick<DistancesProps, 'photos' | 'locale'>) {
  return photos.map(({ index, stated, meant, distanceM }) =>
    meant === null ? null : (
      <p key={index} class="map-swapped">
        {t(isPlace(stated) && distanceM !== null ? 'desk.map.swapped' : 'desk.map.swapped_nowhere', {
          number: index + 1,
          stated: pointText(stated),
          meant: pointText(meant),
          distance: distanceM === null ? '' : distance(distanceM, locale),
        })}
      </p>
    ),
  );
}

function Near({ around, onChoose }: { around: Around; onChoose(number: string): void }) {
  const reports = around.state === 'known' ? around.value.reports : [];
  // One line whatever is known, so that nothing jumps.
  if (reports.length === 0)
    return <p class="map-near-none soft">{t(`desk.map.near_state.${around.state}`)}</p>;
  return (
    <details class="map-near-list">
      <summary>{t('desk.map.near', { count: reports.length })}</summary>
      <ul>
        {reports.map((report) => (
          <NearRow key={report.number} {...{ report, onChoose }} />
        ))}
      </ul>
      {around.state === 'known' && around.value.more && <p class="soft">{t('desk.map.near_more')}</p>}
    </details>
  );
}

function NearRow({ report, onChoose }: { report: NearReport; onChoose(number: string): void }) {
  const { now, locale } = useSurroundings();
  const { number, status, mergedInto, category, receivedAt, distanceM } = report;
  const state = mergedInto === undefined ? status : 'merged';
  return (
    <li>
      <button type="button" onClick={() => onChoose(number)}>
        <span class="tabular">{number}</span>
        <span>{t(`common.status.${state}`)}</span>
        <span class="soft">
          {category} · {distance(distanceM, locale)} · {shortDate(Date.parse(receivedAt), now, locale)}
        </span>
      </button>
    </li>
  );
}
