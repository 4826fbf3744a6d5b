/** One photo in the shared view, or in its place the words for why it is not there and what to do. */
import type { Photo } from '#shared/contract/ticket.ts';
import { t } from '../../platform/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { toTransform, type View } from '../model/zoom.ts';
import { DownloadOriginal } from './download-original.tsx';
import type { PictureState } from './use-picture.ts';

/** A photo and its place among those of its side. */
export interface Shot {
  side: Side;
  photo: Photo;
  index: number;
  of: number;
}

export type Side = 'before' | 'after';

interface PictureProps {
  shot: Shot;
  picture: Extract<PictureState, { state: 'shown' }>;
  view: View;
}

export function Picture({ shot: { side, photo, index, of }, picture, view }: PictureProps) {
  return (
    <img
      class={picture.rough ? 'picture picture-rough' : 'picture'}
      src={picture.url}
      alt={t('desk.photos.alt', { kind: t(`common.photo.${photo.kind}`), number: index + 1, all: of })}
      draggable={false}
      style={{ transform: toTransform(view) }}
      data-side={side}
      onError={picture.onBroken}
    />
  );
}

interface NoPictureProps {
  number: string;
  /** Which photo it is, where that is not clear from its place. */
  heading?: string;
  shot: Pick<Shot, 'photo' | 'index'>;
  picture: Exclude<PictureState, { state: 'shown' }>;
}

export function NoPicture({ number, heading, shot: { photo, index }, picture }: NoPictureProps) {
  if (picture.state === 'loading') {
    return <div class="pane-empty late-loading" role="img" aria-label={t('desk.photos.loading')} />;
  }
  if (picture.state === 'loading_heic') {
    return <p class="pane-empty late">{t('desk.photos.loading_heic')}</p>;
  }
  return (
    <div class="pane-empty">
      <Icon name="noImage" size={32} />
      {heading && <strong>{heading}</strong>}
      <p>{t(`desk.photo_state.${picture.state}`)}</p>
      <WayOn {...{ number, photo, index, picture }} />
    </div>
  );
}

type Stopped = Exclude<NoPictureProps['picture'], { state: `loading${string}` }>;

/** What can be done about it; nothing where the original may not be had either. */
function WayOn({ picture, ...rest }: { number: string; photo: Photo; index: number; picture: Stopped }) {
  if (picture.state === 'heic_denied') return null;
  if (picture.state !== 'unavailable') return <DownloadOriginal {...rest} />;
  return <Button onClick={picture.again}>{t('common.retry')}</Button>;
}
