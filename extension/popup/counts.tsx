/** The four counts, most urgent first; what is returned stands beside them, not among them. */
import type { Counters } from '#shared/contract/queue.ts';
import { URGENCIES } from '#shared/deadline/urgency.ts';
import { t } from '../platform/i18n.ts';

export function Counts({ counters }: { counters: Counters | null }) {
  return (
    <section aria-label={t('popup.counters')}>
      <dl class="counts">
        {URGENCIES.map((urgency) => (
          <div key={urgency} class="count" data-urgency={urgency} data-some={(counters?.[urgency] ?? 0) > 0}>
            <dt>{t(`common.urgency.${urgency}`)}</dt>
            <dd>{counters?.[urgency] ?? '–'}</dd>
          </div>
        ))}
      </dl>
      {counters !== null && counters.returned > 0 && (
        <p class="popup-note soft">{t('popup.returned', counters.returned)}</p>
      )}
    </section>
  );
}
