/**
 * The way from a card to the desk: beside the page where the browser lets a frame in it read the store and
 * decide, else in a tab of its own. Browsers that block third-party storage deny IndexedDB to our frames as to
 * anybody's; Firefox does not vouch that a button is seen.
 */
import { ask } from '../../connection/messages.ts';
import { canVouch } from '../../ui/visibility.ts';

export async function openDesk(number: string): Promise<void> {
  if (canVouch() && (await canReadStore())) await ask('drawer', { number });
  else await ask('openDesk', { number });
}

async function canReadStore(): Promise<boolean> {
  try {
    const databases = await indexedDB.databases();
    return databases.some((database) => database.name === 'tuntas');
  } catch {
    return false;
  }
}
