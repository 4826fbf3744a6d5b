/**
 * The way from a card to the desk: beside the page where the browser lets a frame in it read the replica and
 * decide, else in a tab of its own. Browsers that block third-party storage deny IndexedDB to our frames as to
 * anybody's; Firefox does not vouch that a button is seen.
 */
import { useState } from 'preact/hooks';
import { t } from '../../i18n.ts';
import { ask } from '../../messages.ts';
import { canVouch } from '../visibility.ts';

export function OpenDesk({ number, class: look }: { number: string; class: 'button' | 'link' }) {
  const [failure, setFailure] = useState<string | null>(null);
  if (failure !== null) return <p role="alert">{failure}</p>;
  const open = async (): Promise<void> => {
    const inPage = canVouch() && (await canReadReplica());
    const answer = await ask(inPage ? 'drawer' : 'openDesk', { number });
    setFailure(answer.ok ? null : answer.error.message);
  };
  return (
    <button type="button" class={look} onClick={() => void open()}>
      {t('overlay.open')}
    </button>
  );
}

async function canReadReplica(): Promise<boolean> {
  try {
    const databases = await indexedDB.databases();
    return databases.some((database) => database.name === 'tuntas');
  } catch {
    return false;
  }
}
