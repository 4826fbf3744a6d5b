/** Photos of neither side of the pair: what a visit found, and letters. Small in a row, each large on a press. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Photo, Report } from '#shared/contract/ticket.ts';
import { t } from '../../platform/i18n.ts';
import { furtherPhotos } from '../model/photos.ts';
import { usePainted } from './painted.ts';
import { PhotoFacts } from './photo-facts.tsx';
import { NoPicture } from './picture.tsx';
import { usePicture } from './use-picture.ts';

type Placed = Pick<Report, 'number' | 'point' | 'photos'>;

export function FurtherPhotos({ item }: { item: Placed }) {
  const photos = furtherPhotos(item);
  if (photos.length === 0) return null;
  return (
    <section class="part" aria-labelledby="further-title">
      <h2 id="further-title">{t('desk.photos.further')}</h2>
      <ul class="further">
        {photos.map((photo, index) => (
          <FurtherPhoto key={photo.id} item={item} photo={photo} index={index} of={photos.length} />
        ))}
      </ul>
    </section>
  );
}

interface Props {
  item: Placed;
  photo: Photo;
  index: number;
  of: number;
}

function FurtherPhoto({ item, photo, index, of }: Props) {
  const picture = usePicture(photo);
  const [large, setLarge] = useState(false);
  const [drawn, setDrawn] = useState<string | null>(null);
  usePainted(
    `further ${photo.id}`,
    picture.state === 'shown' ? drawn === picture.url : picture.state !== 'loading',
  );
  const name = t('desk.photos.alt', { kind: t(`common.photo.${photo.kind}`), number: index + 1, all: of });
  return (
    <li>
      {picture.state === 'shown' ? (
        <button type="button" class="further-button" onClick={() => setLarge(true)}>
          <img src={picture.url} alt={name} onLoad={() => setDrawn(picture.url)} onError={picture.onBroken} />
        </button>
      ) : (
        <NoPicture number={item.number} heading={name} shot={{ photo, index }} picture={picture} />
      )}
      <p class="soft">
        {t(`common.photo.${photo.kind}`)} · <PhotoFacts point={item.point} photo={photo} />
      </p>
      {large && picture.state === 'shown' && (
        <Large url={picture.url} name={name} onClose={() => setLarge(false)} />
      )}
    </li>
  );
}

function Large({ url, name, onClose }: { url: string; name: string; onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="help large-photo" aria-label={name} onClose={onClose}>
      <img src={url} alt={name} />
      <form method="dialog">
        <button type="submit" class="button button-main">
          {t('common.close')}
        </button>
      </form>
    </dialog>
  );
}
