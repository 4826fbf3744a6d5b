/** Saved views and every facet that parts the queue, with how many reports each would show; what filters just now, as chips. */
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { WORK_GROUPS } from '#shared/deadline/urgency.ts';
import { VERDICTS } from '#shared/evidence/finding.ts';
import { CHANNELS } from '#shared/ticket/channel.ts';
import { STATUSES } from '#shared/ticket/status.ts';
import { t } from '../../platform/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import {
  countFacets,
  FACETS,
  type Facet,
  type FacetCount,
  isFiltering,
  NO_FILTER,
  type QueueFilter,
  toggleValue,
} from '../model/filter.ts';
import { useSurroundings } from '../state/context.ts';
import type { Opened } from '../state/filtering.ts';
import type { DeskModel } from '../state/use-desk.ts';
import { SavedViews, viewAt } from './saved-views.tsx';

/** Values of one facet that are shown at once: Jakarta has 267 kelurahan. */
const FEW = 8;

interface Props {
  desk: DeskModel;
  onClose(): void;
  /** Null is the whole queue. */
  onView(view: Opened | null): void;
}

export function FilterPanel({ desk, onClose, onView }: Props) {
  const { filtering, queue } = desk;
  const { filter } = filtering;
  const { now } = useSurroundings();
  const panel = useRef<HTMLElement>(null);
  const facets = useMemo(() => countFacets(queue.waiting, filter, now), [queue.waiting, filter, now]);
  // Before the next key can arrive: `w 2` opens the first saved view.
  useLayoutEffect(() => panel.current?.focus(), []);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const writing = event.target instanceof HTMLInputElement && event.target.type === 'text';
    const view = writing ? undefined : viewAt(filtering.views, event.key);
    if (event.key === 'Escape') onClose();
    else if (view !== undefined) onView(view);
    else {
      // No report is decided from in here.
      event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <section
      ref={panel}
      class="filter-panel"
      tabIndex={-1}
      aria-label={t('desk.filter.title')}
      onKeyDown={onKeyDown}
    >
      <SavedViews desk={desk} onOpen={onView} />
      {facets.length === 0 && <p class="soft">{t('desk.filter.nothing')}</p>}
      {facets.map((facet) => (
        <FacetGroup
          key={facet.facet}
          {...facet}
          onToggle={(value) => filtering.setFilter(toggleValue(filter, facet.facet, value))}
        />
      ))}
      <footer class="filter-end">
        <span role="status" class="soft">
          {t('desk.queue.shown', { shown: queue.order.length, all: queue.listable })}
        </span>
        <Button disabled={!isFiltering(filter)} onClick={() => filtering.setFilter(NO_FILTER)}>
          {t('desk.filter.clear')}
        </Button>
        <Button look="button button-main" onClick={onClose}>
          {t('desk.filter.done')}
        </Button>
      </footer>
    </section>
  );
}

function FacetGroup({ facet, values, onToggle }: FacetCount & { onToggle(value: string): void }) {
  const [all, setAll] = useState(false);
  const shown = all ? values : values.filter(({ chosen }, index) => chosen || index < FEW);
  return (
    <fieldset class="facet">
      <legend>{facetWords(facet)}</legend>
      {shown.map(({ value, count, chosen }) => (
        <label key={value} class="facet-value">
          <input type="checkbox" checked={chosen} onChange={() => onToggle(value)} />
          <span>{valueWords(facet, value)}</span>
          <span class="count soft">{count}</span>
        </label>
      ))}
      {shown.length < values.length && (
        <Button look="link" onClick={() => setAll(true)}>
          {t('desk.filter.more', { count: values.length - shown.length })}
        </Button>
      )}
    </fieldset>
  );
}

interface ChipsProps {
  filter: QueueFilter;
  onFilter(filter: QueueFilter): void;
}

export function FilterChips({ filter, onFilter }: ChipsProps) {
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

/** A value that is none of ours (a saved view of another time) is shown as it is, like the names of places. */
const VALUE_WORDS: Partial<Record<Facet, (value: string) => string>> = {
  due: among(WORK_GROUPS, (value) => t(`common.work_group.${value}`)),
  verdict: among([...VERDICTS, 'none'] as const, (value) => t(`common.verdict.${value}`)),
  status: among(STATUSES, (value) => t(`common.status.${value}`)),
  channel: among(CHANNELS, (value) => t(`common.channel.${value}`)),
  proposed: among(['mine', 'none'] as const, (value) => t(`desk.filter.proposed_${value}`)),
  claim: among(['free', 'others'] as const, (value) => t(`desk.filter.claim_${value}`)),
};

function facetWords(facet: Facet): string {
  return t(`desk.filter.facet_${facet}`);
}

function valueWords(facet: Facet, value: string): string {
  return VALUE_WORDS[facet]?.(value) ?? value;
}

function among<T extends string>(known: readonly T[], say: (value: T) => string): (value: string) => string {
  return (value) => {
    const found = known.find((each) => each === value);
    return found === undefined ? value : say(found);
  };
}
