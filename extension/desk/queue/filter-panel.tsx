/** In place of the list: saved views, and every facet that parts the queue, with how many reports each would show. */
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { countFacets, type FacetCount, isFiltering, NO_FILTER, toggleValue } from '../model/filter.ts';
import { useSurroundings } from '../state/context.ts';
import type { DeskModel } from '../state/use-desk.ts';
import type { Opened } from '../state/views.ts';
import { facetWords, valueWords } from './filter-words.ts';
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
          {t('desk.queue.shown', { shown: queue.order.length, all: queue.waiting.length })}
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
