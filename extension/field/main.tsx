/** Starts the page for phones. */
import { t } from '../platform/i18n.ts';
import { Store } from '../store/database.ts';
import { startPage } from '../ui/page.tsx';
import { App } from './app.tsx';
import { LoopContext } from './capture/means.ts';
import { startLoop } from './loop.ts';
import { showReport } from './route.ts';
import './field.css';

const context = startLoop(showReport);
const store = new Store();
const page = await startPage();
page.draw(
  () => t('field.title'),
  () => (
    <LoopContext.Provider value={context}>
      <App store={store} />
    </LoopContext.Provider>
  ),
);
// After what is there to be seen: the files it keeps are as many again.
if ('serviceWorker' in navigator)
  void navigator.serviceWorker
    .register(`${import.meta.env.BASE_URL}service-worker.js`)
    .catch(() => undefined);
