/** Where the migrations lie: beside this source, or beside the bundle that it became part of (`service/vite.config.ts`). */
import { fileURLToPath } from 'node:url';

export const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));
