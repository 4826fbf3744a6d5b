/** What is to be known of both reports, line by line beside one another; of this one alone where there is no other. */
import type { Report, Ticket } from '#shared/contract/ticket.ts';
import { distanceM } from '#shared/evidence/geodesic.ts';
import { StatusTag } from '#shared/view/marks.tsx';
import { distance } from '#shared/words/number.ts';
import { fullDate, shortDate } from '#shared/words/time.ts';
import { t } from '../../platform/i18n.ts';
import { Button } from '../../ui/button.tsx';
import type { Pairing } from '../model/pairings.ts';
import { useSurroundings } from '../state/context.ts';
import type { OtherReport } from './use-other-report.ts';

interface Props {
  item: Report;
  pairing: Pairing;
  report: OtherReport;
  onChoose(number: string): void;
}

export function BothReports({ item, pairing: { other }, report, onChoose }: Props) {
  const { locale } = useSurroundings();
  if (other.of !== 'report' || report.state !== 'shown') return null;
  const { ticket, copiedAt } = report;
  return (
    <aside class="compare-reports" aria-label={t('compare.reports')}>
      {copiedAt !== null && <p class="soft">{t('compare.copy_of', { at: fullDate(copiedAt, locale) })}</p>}
      <OneReport item={ticket.item} heading={t('compare.other_report')} />
      <Apart one={item} other={ticket.item} />
      <p>
        <Button look="link" onClick={() => onChoose(ticket.number)}>
          {t('desk.findings.other_report', { number: ticket.number })}
        </Button>
      </p>
      <OneReport item={item} heading={t('compare.this')} />
    </aside>
  );
}

function OneReport({ item, heading }: { item: Report | Ticket; heading: string }) {
  const { now, locale } = useSurroundings();
  const status = item.mergedInto === undefined ? item.status : 'merged';
  const followedUp =
    'events' in item ? item.events.findLast(({ action }) => action === 'tindak_lanjut') : undefined;
  const rows: [label: string, value: string][] = [
    [t('compare.received'), shortDate(Date.parse(item.receivedAt), now, locale)],
    ...(followedUp
      ? ([[t('compare.followed_up'), shortDate(Date.parse(followedUp.at), now, locale)]] satisfies [
          string,
          string,
        ][])
      : []),
    [t('compare.unit'), item.unit?.name ?? t('desk.ticket.unit_none')],
    [t('compare.category'), [item.category, item.kelurahan?.name].filter(Boolean).join(' · ')],
  ];
  return (
    <section>
      <h3>
        <span class="soft">{heading}</span>
        <strong class="tabular">{item.number}</strong>
        <StatusTag status={status} label={t(`common.status.${status}`)} />
      </h3>
      <dl>
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt class="soft">{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p class="prose">{item.narrative ?? <span class="soft">{t('compare.no_narrative')}</span>}</p>
    </section>
  );
}

/** How far the two places lie from one another. */
function Apart({ one, other }: { one: Report; other: Report }) {
  const { locale } = useSurroundings();
  if (!one.point || !other.point) return null;
  return (
    <p class="compare-apart">
      {t('compare.points_apart', { distance: distance(distanceM(one.point, other.point), locale) })}
    </p>
  );
}
