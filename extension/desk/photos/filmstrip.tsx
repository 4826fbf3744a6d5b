/** All photos of both sides, small, each with its distance and what the check says of it: a press shows it large. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Verdict } from '#shared/contract/evidence.ts';
import type { Photo, Report } from '#shared/contract/ticket.ts';
import { isDoubt, type VerdictWord } from '#shared/evidence/finding.ts';
import { distanceM } from '#shared/evidence/geodesic.ts';
import { distance } from '#shared/words/number.ts';
import { t } from '../../platform/i18n.ts';
import { Icon } from '../../ui/icon.tsx';
import { useSurroundings } from '../state/context.ts';
import { usePainted } from './painted.ts';
import type { Side } from './picture.tsx';
import type { PhotoRow } from './rows.ts';
import { useThumbnail } from './use-picture.ts';

interface Props {
  rows: readonly PhotoRow[];
  verdict: Verdict | null;
  point: Report['point'];
  /** Also the only photo of its side: where one pane stands for both. */
  all: boolean;
  /** The side that the one pane shows; null where both are shown. */
  shown: Side | null;
  onShow(row: PhotoRow, index: number): void;
}

export function Filmstrip({ rows, verdict, point, all, shown, onShow }: Props) {
  const listed = rows.filter(({ photos }) => photos.length > (all ? 0 : 1));
  if (listed.length === 0) return null;
  return (
    <div class="filmstrip">
      {listed.map((row) => (
        <fieldset key={row.side} class="film-side" aria-label={t(`desk.photos.all_${row.side}`)}>
          <span class="film-name" aria-hidden="true">
            {t(`common.photo.${row.side}`)}
          </span>
          {row.photos.map((photo, index) => (
            <Thumbnail
              key={photo.id}
              photo={photo}
              side={row.side}
              index={index}
              of={row.photos.length}
              point={point}
              verdict={row.side === 'after' ? verdictOfPhoto(verdict, index) : null}
              shown={index === row.index && (shown === null || shown === row.side)}
              onShow={() => onShow(row, index)}
            />
          ))}
        </fieldset>
      ))}
    </div>
  );
}

/** The gravest thing that was found of it; null where nothing was checked. */
function verdictOfPhoto(verdict: Verdict | null, index: number): VerdictWord | null {
  if (!verdict) return null;
  const of = verdict.reasons.filter((reason) => reason.photo === index && isDoubt(reason));
  if (of.some(({ severity }) => severity === 'fail')) return 'fail';
  return of.length > 0 ? 'warn' : 'pass';
}

interface ThumbnailProps {
  photo: Photo;
  side: Side;
  index: number;
  of: number;
  point: Report['point'];
  verdict: VerdictWord | null;
  shown: boolean;
  onShow(): void;
}

function Thumbnail({ photo, side, index, of, point, verdict, shown, onShow }: ThumbnailProps) {
  const { locale } = useSurroundings();
  const button = useRef<HTMLButtonElement>(null);
  const url = useThumbnail(photo);
  const [drawn, setDrawn] = useState<string | null>(null);
  usePainted(`small ${photo.id}`, url === undefined || (url !== null && drawn === url));
  // Walked to by key it may lie outside of the strip.
  useEffect(() => {
    if (shown) button.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [shown]);

  const position = photo.facts?.position;
  const away = point && position ? distance(distanceM(point, position), locale) : null;
  const name = [
    t('desk.photos.alt', { kind: t(`common.photo.${side}`), number: index + 1, all: of }),
    away === null ? t('desk.photos.no_position') : t('desk.photos.from_point', { distance: away }),
    verdict && t(`common.verdict.${verdict}`),
  ];
  const words = name.filter(Boolean).join(', ');
  return (
    <button
      ref={button}
      type="button"
      class="film"
      aria-pressed={shown}
      aria-label={words}
      title={words}
      data-side={side}
      onClick={onShow}
    >
      <span class="film-picture">
        {url && (
          <img
            src={url}
            alt=""
            draggable={false}
            onLoad={() => setDrawn(url)}
            onError={() => setDrawn(url)}
          />
        )}
        <span class="film-number tabular">{index + 1}</span>
        {verdict && (
          <span class={`film-sign sign-${verdict}`}>
            <Icon name={verdict} size={14} />
          </span>
        )}
      </span>
      <span class="film-facts tabular">{away ?? '–'}</span>
    </button>
  );
}
