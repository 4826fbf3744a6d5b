/** The one stylesheet of the service's pages: the product's tokens, then what pages are made of. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const STYLE_PATH = '/gaya.css';

/** In the bundle they lie beside the code that reads them (`service/vite.config.ts`). */
const SHEETS = import.meta.url.endsWith('.ts')
  ? ['../../shared/view/tokens.css', './pages.css', './office.css', './public.css', './wall.css']
  : [
      './style/tokens.css',
      './style/pages.css',
      './style/office.css',
      './style/public.css',
      './style/wall.css',
    ];

export const STYLE = SHEETS.map((path) =>
  readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8'),
).join('\n');
