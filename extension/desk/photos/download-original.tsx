/** Hands out the original file where the browser cannot show it; the service logs each look at an original. */
import { useState } from 'preact/hooks';
import type { Photo } from '#shared/contract/ticket.ts';
import { ask } from '../../connection/messages.ts';
import { t } from '../../platform/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { downloadName } from '../model/photos.ts';
import { useSurroundings } from '../state/context.ts';

interface Props {
  number: string;
  photo: Photo;
  index: number;
}

export function DownloadOriginal({ number, photo, index }: Props) {
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
