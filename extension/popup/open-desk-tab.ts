/** Brings the desk's tab to the front; the popup is done with then. */
import { ask, type DeskTarget } from '../connection/messages.ts';

export async function openDeskTab(target: DeskTarget): Promise<void> {
  await ask('openDesk', target);
  window.close();
}
