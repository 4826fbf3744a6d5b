/** What a decision rests on: the criteria of the report's category, to be named on record. */
import type { Criterion } from '#shared/contract/criteria.ts';
import type { ReturnReason } from '#shared/ticket/reason.ts';
import { t } from '../../../platform/i18n.ts';
import { citationOf, linkedTo, useCriteria } from '../../state/criteria.ts';

interface Props {
  category: string;
  /** Ids of versions. */
  chosen: readonly number[];
  /** Return reasons chosen: what speaks of them comes first. */
  reasons?: readonly ReturnReason[];
  onChoose(versions: number[]): void;
}

export function CriteriaField({ category, chosen, reasons = [], onChoose }: Props) {
  const criteria = useCriteria(category);
  if (!criteria || criteria.length === 0) return null;
  const linked = linkedTo(criteria, reasons);
  const others = criteria.filter((each) => !linked.includes(each));
  const toggle = ({ versionId }: Criterion): void => {
    const left = chosen.filter((id) => id !== versionId);
    onChoose(left.length < chosen.length ? left : [...chosen, versionId]);
  };
  return (
    <details class="basis">
      <summary>
        {t('desk.criteria.basis', { count: chosen.length })}
        {linked.length > 0 && ` · ${t('desk.criteria.linked', { count: linked.length })}`}
      </summary>
      <ul>
        {[...linked, ...others].map((criterion) => (
          <li key={criterion.versionId}>
            <label>
              <input
                type="checkbox"
                checked={chosen.includes(criterion.versionId)}
                onChange={() => toggle(criterion)}
              />
              <span>
                {criterion.title} <span class="soft">{citationOf(criterion)}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </details>
  );
}
