/** The last ninety days of the office whose report it is: for whoever decides to weigh, never a judgement by itself. */
import { useEffect, useState } from 'preact/hooks';
import type { OfficeRecord as Facts } from '#shared/contract/office-record.ts';
import { rolesOf } from '#shared/contract/session.ts';
import type { Report } from '#shared/contract/ticket.ts';
import { mayCall } from '#shared/people/right.ts';
import { isOpen } from '#shared/ticket/status.ts';
import { decimal, grouped, percent } from '#shared/words/number.ts';
import { fullDate, shortDate } from '#shared/words/time.ts';
import { ask } from '../../connection/messages.ts';
import { t } from '../../platform/i18n.ts';
import type { StoredRecord } from '../../store/database.ts';
import { Button } from '../../ui/button.tsx';
import { useLive } from '../../ui/hooks.ts';
import { useSurroundings } from '../state/context.ts';
import './office-record.css';

interface Props {
  item: Report;
  onChoose(number: string): void;
}

/** Where there is room: no click away. */
export function OfficeRecord({ item, onChoose }: Props) {
  const found = useOfficeRecord(item);
  if (!found) return null;
  return (
    <section class="part office-record" aria-labelledby="office-record-title">
      <h2 id="office-record-title">{titleOf(found.unit)}</h2>
      <Shown found={found} onChoose={onChoose} />
    </section>
  );
}

export function FoldedOfficeRecord({ item, onChoose }: Props) {
  const found = useOfficeRecord(item);
  if (!found) return null;
  return (
    <details class="part office-record">
      <summary>{titleOf(found.unit)}</summary>
      <Shown found={found} onChoose={onChoose} />
    </details>
  );
}

function titleOf(unit: string): string {
  return t('desk.office_record.title', { unit });
}

interface Found {
  /** Its name. */
  unit: string;
  stored: StoredRecord | null;
  /** The service did not answer: what is stored is a copy. */
  failed: boolean;
}

/** So long somebody who walks down the list asks nothing. */
const ASK_AFTER_MS = 300;

/** Null where there is no office, nothing to decide, or no right to know. */
function useOfficeRecord(item: Report): Found | null {
  const { store } = useSurroundings();
  const unit = isOpen(item) && item.unit ? item.unit.code : null;
  const [answer, setAnswer] = useState<{ unit: string; word: string | null } | null>(null);
  const live = useLive(async () => {
    const session = await store.session.get('session');
    const may = session !== undefined && mayCall('record:read', rolesOf(session.actor));
    return { may, unit, stored: unit === null || !may ? undefined : await store.records.get(unit) };
  }, [store, unit]);
  const found = live.state === 'ready' && live.value.unit === unit ? live.value : null;
  const may = found?.may ?? false;
  useEffect(() => {
    if (unit === null || !may) return;
    let gone = false;
    const timer = setTimeout(async () => {
      const word = await ask('officeRecord', { unit })
        .then((outcome) => (outcome.ok ? null : outcome.error.word))
        .catch(() => 'offline');
      if (!gone) setAnswer({ unit, word });
    }, ASK_AFTER_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [unit, may]);
  if (!found || !may || !item.unit) return null;
  const word = answer?.unit === unit ? answer.word : null;
  // None of this officer's business: then nothing is said of it at all.
  if (word === 'not-found' || word === 'forbidden') return null;
  return { unit: item.unit.name, stored: found.stored ?? null, failed: word !== null };
}

function Shown({ found: { stored, failed }, onChoose }: { found: Found; onChoose(number: string): void }) {
  const { locale } = useSurroundings();
  if (!stored) return failed ? <p class="soft">{t('desk.office_record.missing')}</p> : <Waiting />;
  const { record, readAt } = stored;
  return (
    <>
      {record.followUps + record.decided + record.stars.ratings === 0 ? (
        <p class="soft">{t('desk.office_record.none')}</p>
      ) : (
        <Figures record={record} onChoose={onChoose} />
      )}
      <p class="soft">
        {t(failed ? 'desk.office_record.copy' : 'desk.office_record.as_of', { at: fullDate(readAt, locale) })}{' '}
        {t('desk.office_record.neutral')}
      </p>
      {!record.complete && <p class="soft">{t('desk.office_record.counting')}</p>}
    </>
  );
}

/** As high as what comes, so that nothing below it jumps. */
function Waiting() {
  return (
    <div class="office-record-waiting late-loading" role="img" aria-label={t('desk.office_record.loading')} />
  );
}

function Figures({ record, onChoose }: { record: Facts; onChoose(number: string): void }) {
  const { locale } = useSurroundings();
  const { followUps, decided, returned, reasons, samePhoto, advised, visits, stars } = record;
  const of = (count: number, all: number): string =>
    t('desk.office_record.of', {
      count: grouped(count, locale),
      all: grouped(all, locale),
      share: percent(all === 0 ? null : count / all, locale),
    });
  const rows: [label: string, value: string, more?: string][] = [
    [t('desk.office_record.follow_ups'), grouped(followUps, locale)],
    [
      t('desk.office_record.returned'),
      of(returned, decided),
      reasons
        .map(({ code, count }) => `${t(`common.return_reason.${code}`)} ${grouped(count, locale)}`)
        .join(', '),
    ],
    [t('desk.office_record.same_photo'), of(samePhoto, followUps)],
    [t('desk.office_record.advised'), of(advised, followUps)],
    ...(visits.visited > 0
      ? ([[t('desk.office_record.visits'), of(visits.unfit, visits.visited)]] satisfies [string, string][])
      : []),
    [
      t('desk.office_record.stars'),
      stars.mean === null
        ? t('desk.office_record.no_stars')
        : t('desk.office_record.mean', {
            mean: decimal(stars.mean, locale),
            count: grouped(stars.ratings, locale),
          }),
    ],
  ];
  return (
    <>
      <dl>
        {rows.map(([label, value, more]) => (
          <div key={label}>
            <dt class="soft">{label}</dt>
            <dd>
              <span class="tabular">{value}</span>
              {more && <span class="soft office-record-more">{more}</span>}
            </dd>
          </div>
        ))}
      </dl>
      <LowRatings low={record.low} onChoose={onChoose} />
    </>
  );
}

function LowRatings({ low, onChoose }: { low: Facts['low']; onChoose(number: string): void }) {
  const { now, locale } = useSurroundings();
  if (low.length === 0) return null;
  return (
    <>
      <h3>{t('desk.office_record.low')}</h3>
      <ul>
        {low.map(({ number, at, stars, comment }) => (
          <li key={`${number} ${at}`}>
            <span class="soft">
              {t('desk.office_record.given', { stars, at: shortDate(Date.parse(at), now, locale) })} ·{' '}
            </span>
            <Button look="link" onClick={() => onChoose(number)}>
              {number}
            </Button>
            {comment && <p class="prose office-record-said">{comment}</p>}
          </li>
        ))}
      </ul>
    </>
  );
}
