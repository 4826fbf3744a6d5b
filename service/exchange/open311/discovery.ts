/** Open311's service discovery: where the endpoint lies, what it speaks, whom to ask. */
import type { Open311Deps } from './deps.ts';
import type { Document } from './xml.ts';

/** Sortable; to be raised whenever services or their definitions change, so that clients read them anew. */
const CHANGESET = '2026-11-26 00:00';

/** `origin`: where the caller reached us. */
export function discovery({ config }: Pick<Open311Deps, 'config'>, origin: string): Document {
  const at = config.publicUrl ?? origin;
  return {
    root: 'discovery',
    value: {
      changeset: CHANGESET,
      contact: `UP Jakarta Smart City. Dokumentasi: ${at}/docs`,
      key_service: 'Minta kunci API kepada operator (UP Jakarta Smart City), satu kunci untuk satu kanal.',
      endpoints: [
        {
          specification: 'http://wiki.open311.org/GeoReport_v2',
          url: `${at}/open311/v2`,
          changeset: CHANGESET,
          type: config.demo === 'off' ? 'production' : 'test',
          formats: ['text/xml', 'application/json'],
        },
      ],
    },
  };
}
