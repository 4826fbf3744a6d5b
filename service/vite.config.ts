/** Bundles the service into `.output/service`: it starts in a third of the time that loading its sources takes. */
import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const OUT = here('../.output/service');

export default defineConfig({
  // No index.html, no public folder: this is a program.
  publicDir: false,
  ssr: {
    noExternal: true,
    // Native, or with data files of their own beside their code; the LGPL wants libheif to be exchangeable.
    external: ['libsql', 'sharp', 'idn-area-data', 'libheif-js', 'pino'],
  },
  build: {
    ssr: true,
    target: 'node20',
    outDir: OUT,
    emptyOutDir: true,
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        launch: here('./compose/launch/bundle.ts'),
        // Run as processes of their own; their parent looks for them beside itself.
        'photo-process': here('./evidence/photo-process.ts'),
        'inspect-process': here('./platform/db/inspect-process.ts'),
        'backup-process': here('./oversight/backup/backup-process.ts'),
        'verify-process': here('./oversight/audit/verify-process.ts'),
        'performance-process': here('./oversight/performance/performance-process.ts'),
        'export-process': here('./exchange/export/export-process.ts'),
        'password-process': here('./people/passwords/password-process.ts'),
        'read-process': here('./exchange/import/read-process.ts'),
      },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
  plugins: [
    {
      name: 'read at run time',
      closeBundle: () => {
        cpSync(here('./tables/migrations'), `${OUT}/migrations`, { recursive: true });
        cpSync(here('./demo/crm-site/crm-site.css'), `${OUT}/style/crm-site.css`);
        cpSync(here('../shared/view/tokens.css'), `${OUT}/style/tokens.css`);
        for (const sheet of ['pages.css', 'office.css', 'public.css', 'wall.css']) {
          cpSync(here(`./pages/${sheet}`), `${OUT}/style/${sheet}`);
        }
      },
    },
  ],
});
