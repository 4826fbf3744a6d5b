/** Starts the page under the toolbar's icon. */
import { Popup } from '../../popup/popup.tsx';
import { mountPage, productName } from '../../ui/page.tsx';

void mountPage(Popup, productName);
