/** Tells of newly arrived work, once for all that came together: one note replaces the one before. */
import { browser } from 'wxt/browser';
import { t } from '../i18n.ts';

const ID = 'arrived';

/** Numbers only: a notification is shown on locked screens too. */
export async function notifyArrived(numbers: readonly string[]): Promise<void> {
  const [first] = numbers;
  if (first === undefined) return;
  await browser.notifications.create(ID, {
    type: 'basic',
    iconUrl: browser.runtime.getURL('/icon/128.png'),
    title: t('worker.arrived_title'),
    message: numbers.length === 1 ? t('worker.arrived_one', first) : t('worker.arrived', numbers.length),
  });
}

export function onNotificationClick(open: () => Promise<void>): void {
  browser.notifications.onClicked.addListener((id) => {
    if (id !== ID) return;
    void browser.notifications.clear(ID);
    void open();
  });
}
