/** The rules and joint-meeting decisions that hold for the report's category: dated, cited, at hand offline. */
import type { Report } from '#shared/contract/ticket.ts';
import { advisedReturns } from '#shared/evidence/advised-return.ts';
import { dayOf } from '#shared/words/time.ts';
import { t } from '../../platform/i18n.ts';
import type { StoredCriterion } from '../../store/database.ts';
import { useSurroundings } from '../state/context.ts';
import { citationOf, linkedTo, useCriteria } from '../state/criteria.ts';

export function Criteria({ item }: { item: Pick<Report, 'category' | 'verdict'> }) {
  const criteria = useCriteria(item.category);
  if (criteria === null) return <p class="soft">{t('desk.criteria.unread')}</p>;
  if (criteria.length === 0) return <p class="soft">{t('desk.criteria.none')}</p>;
  const bearing = new Set(linkedTo(criteria, advisedReturns(item.verdict?.reasons ?? [])));
  // What speaks of this kind of report or of its findings; what holds for every report is for looking up.
  const first = criteria.filter((each) => bearing.has(each) || each.category !== null);
  const others = criteria.filter((each) => !first.includes(each));
  return (
    <>
      <CriteriaList criteria={first} bearing={bearing} />
      {others.length > 0 && (
        <details>
          <summary class="criteria-more soft">{t('desk.criteria.others', { count: others.length })}</summary>
          <CriteriaList criteria={others} bearing={bearing} />
        </details>
      )}
    </>
  );
}

interface ListProps {
  criteria: readonly StoredCriterion[];
  /** Those that speak of what the evidence advises: they stand open. */
  bearing: ReadonlySet<StoredCriterion>;
}

function CriteriaList({ criteria, bearing }: ListProps) {
  if (criteria.length === 0) return null;
  return (
    <ul class="criteria">
      {criteria.map((criterion) => (
        <CriterionRow key={criterion.versionId} criterion={criterion} bears={bearing.has(criterion)} />
      ))}
    </ul>
  );
}

function CriterionRow({ criterion, bears }: { criterion: StoredCriterion; bears: boolean }) {
  const { locale } = useSurroundings();
  const { title, text, citation, assumed, validFrom, reasonCodes } = criterion;
  return (
    <li>
      <details class="criterion" open={bears}>
        <summary>
          {title}
          {assumed && <span class="soft"> ({t('common.assumed')})</span>}
        </summary>
        <p class="prose">{text}</p>
        <p class="soft">
          {[
            citationOf(criterion),
            citation.meetingDate && t('desk.criteria.meeting', { date: dayOf(citation.meetingDate, locale) }),
            t('desk.criteria.since', { date: dayOf(validFrom, locale) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {reasonCodes.length > 0 && (
          <p class="soft">
            {t('desk.criteria.for_reasons', {
              reasons: reasonCodes.map((code) => t(`common.return_reason.${code}`)).join(', '),
            })}
          </p>
        )}
      </details>
    </li>
  );
}
