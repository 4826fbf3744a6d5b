/** What the citizen wrote, where, and how it came in. */
import type { QueueItem } from '#shared/contract/ticket.ts';
import { t } from '../../platform/i18n.ts';

export function ReportText({ item }: { item: QueueItem }) {
  return (
    <section class="part report-text" aria-labelledby="report-title">
      <h2 id="report-title">{t('desk.ticket.description')}</h2>
      <p class="prose">{item.description}</p>
      <p class="soft">
        {item.address ?? t('desk.ticket.no_address')}
        {item.unit && (
          <>
            <br />
            {item.unit.name}
          </>
        )}
      </p>
    </section>
  );
}
