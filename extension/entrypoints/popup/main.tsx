/** The page under the toolbar's icon. */
import { mountPage, productName } from '../../page.tsx';
import { Popup } from '../../toolbar/popup/popup.tsx';

void mountPage(Popup, productName);
