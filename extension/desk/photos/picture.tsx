/** One photo in the shared view, or in its place the words for why it is not there and what to do. */
import { useState } from 'preact/hooks';
import type { Photo } from '#shared/contract/ticket.ts';
import { ask } from '../../connection/messages.ts';
import { t } from '../../platform/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { toTransform, type View } from '../model/photo-view.ts';
import { downloadName } from '../model/photos.ts';
import { useSurroundings } from '../state/context.ts';
import { usePainted } from './painted.ts';
import type { PictureState, Preview } from './use-picture.ts';

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

/** What a photo is called where it cannot be seen. */
export function altOf({ photo, index, of }: Omit<Shot, 'side'>): string {
  return t('desk.photos.alt', { kind: t(`common.photo.${photo.kind}`), number: index + 1, all: of });
}

export function Picture({ shot, picture, view }: PictureProps) {
  const { side, photo } = shot;
  const [size, setSize] = useState<Size | null>(null);
  const [drawn, setDrawn] = useState<string | null>(null);
  // A preview that nothing better follows is what there is to see, and says so.
  usePainted(`large ${photo.id}`, drawn === picture.url && !picture.preview?.coming);
  return (
    <>
      <img
        class="picture"
        src={picture.url}
        alt={altOf(shot)}
        draggable={false}
        style={{ transform: toTransform(view) }}
        data-side={side}
        data-preview={picture.preview !== null}
        onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => {
          setSize({ width, height });
          setDrawn(picture.url);
        }}
        onError={picture.onBroken}
      />
      {picture.preview && <PreviewNote {...{ side, photo, size }} preview={picture.preview} />}
    </>
  );
}

interface Size {
  width: number;
  height: number;
}

interface PreviewProps {
  side: Side;
  photo: Photo;
  /** px; null until it is drawn. */
  size: Size | null;
  preview: Preview;
}

/** Nobody takes the small copy for the photo: it says that it is one, how large, and why the other is not there. */
export function PreviewNote({ side, photo: { facts }, size, preview: { coming, why, again } }: PreviewProps) {
  const pixels = sizeWords(size) ?? '';
  const full = sizeWords(facts) ?? t('desk.photos.full_unknown');
  return (
    <p class="preview-note" data-side={side} role="status">
      <strong>{t('desk.photos.preview', { pixels })}</strong>{' '}
      <span>{t('desk.photos.preview_of', { full })}</span>{' '}
      {coming ? (
        t('desk.photos.preview_coming')
      ) : (
        <>
          {why || t('desk.photos.preview_missing')}{' '}
          <Button look="link" onClick={again}>
            {t('common.retry')}
          </Button>
        </>
      )}
    </p>
  );
}

function sizeWords(size: { width: number | null; height: number | null } | null | undefined): string | null {
  if (!size?.width || !size.height) return null;
  return t('desk.photos.pixels', { width: size.width, height: size.height });
}

interface NoPictureProps {
  number: string;
  /** Which photo it is, where that is not clear from its place. */
  heading?: string;
  shot: Pick<Shot, 'photo' | 'index'>;
  picture: Exclude<PictureState, { state: 'shown' }>;
}

export function NoPicture({ number, heading, shot: { photo, index }, picture }: NoPictureProps) {
  usePainted(`large ${photo.id}`, picture.state !== 'loading');
  if (picture.state === 'loading') {
    return <div class="pane-empty late-loading" role="img" aria-label={t('desk.photos.loading')} />;
  }
  return (
    <div class="pane-empty">
      <Icon name="noImage" size={32} />
      {heading && <strong>{heading}</strong>}
      <p>{picture.state === 'lost' ? picture.why : t(`desk.photo_state.${picture.state}`)}</p>
      <WayOn {...{ number, photo, index, picture }} />
    </div>
  );
}

type Stopped = Exclude<NoPictureProps['picture'], { state: 'loading' }>;

/** What can be done about it. */
function WayOn({ picture, ...rest }: { number: string; photo: Photo; index: number; picture: Stopped }) {
  if (picture.state !== 'unavailable' && picture.state !== 'lost') return <DownloadOriginal {...rest} />;
  return <Button onClick={picture.again}>{t('common.retry')}</Button>;
}

interface OriginalProps {
  number: string;
  photo: Photo;
  index: number;
}

function DownloadOriginal({ number, photo, index }: OriginalProps) {
  const { store } = useSurroundings();
  const [state, setState] = useState<'ready' | 'busy' | 'unavailable' | 'download_denied'>('ready');

  const download = async (): Promise<void> => {
    setState('busy');
    const outcome = await ask('photo', { id: photo.id, as: 'original' }).catch(() => null);
    if (outcome?.ok === false && outcome.error.word === 'forbidden') {
      setState('download_denied');
      return;
    }
    const row = outcome?.ok ? await store.photos.get(`${photo.id}:original`) : undefined;
    if (row) save(row.blob, downloadName(number, photo, index));
    setState(row ? 'ready' : 'unavailable');
  };

  return (
    <>
      <Button disabled={state === 'busy'} onClick={() => void download()}>
        <Icon name="download" /> {t(state === 'busy' ? 'desk.photos.downloading' : 'desk.photos.download')}
      </Button>
      {(state === 'unavailable' || state === 'download_denied') && (
        <p role="alert">{t(`desk.photo_state.${state}`)}</p>
      )}
    </>
  );
}

function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
