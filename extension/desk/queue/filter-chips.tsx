/** What filters the list just now, each to be taken away by a press. */
import { t } from '../../platform/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { FACETS, type QueueFilter, toggleValue } from '../model/filter.ts';
import { facetWords, valueWords } from './filter-words.ts';

interface Props {
  filter: QueueFilter;
  onFilter(filter: QueueFilter): void;
}

export function FilterChips({ filter, onFilter }: Props) {
  const chips = FACETS.flatMap((facet) => (filter.facets[facet] ?? []).map((value) => ({ facet, value })));
  if (chips.length === 0) return null;
  return (
    <ul class="chips" aria-label={t('desk.filter.active')}>
      {chips.map(({ facet, value }) => (
        <li key={`${facet} ${value}`}>
          <button
            type="button"
            class="chip"
            aria-label={t('desk.filter.drop', { facet: facetWords(facet), value: valueWords(facet, value) })}
            title={facetWords(facet)}
            onClick={() => onFilter(toggleValue(filter, facet, value))}
          >
            <span>{valueWords(facet, value)}</span>
            <Icon name="cross" size={12} />
          </button>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <Button look="link" onClick={() => onFilter({ ...filter, facets: {} })}>
            {t('desk.filter.clear')}
          </Button>
        </li>
      )}
    </ul>
  );
}
