/** Below the queue while somebody searches: what the service finds elsewhere, plainly marked as not in the queue. */
import type { SearchResult } from '../../connection/messages.ts';
import { t } from '../../platform/i18n.ts';
import { VerdictSign } from '../../ui/icon.tsx';
import type { Search } from './use-search.ts';

interface Props {
  search: Search;
  /** Numbers that the queue lists already. */
  listed: ReadonlySet<string>;
  chosen: string | null;
  onChoose(number: string): void;
}

export function SearchResults({ search, listed, chosen, onChoose }: Props) {
  if (search.state === 'idle') return null;
  const others = search.state === 'ready' ? outside(search.reports, listed) : [];
  return (
    <section class="found" aria-labelledby="found-title" aria-busy={search.state === 'asking'}>
      <h3 id="found-title" class="queue-group-title">
        <span>{t('desk.found.title')}</span>
        {search.state === 'ready' && <span class="count">{others.length}</span>}
      </h3>
      <p class="found-words soft" role="status">
        {wordsOf(search, others.length)}
      </p>
      <ul>
        {others.map((report) => (
          <li key={report.number}>
            <button
              type="button"
              class="found-row"
              aria-current={report.number === chosen ? 'true' : undefined}
              onClick={() => onChoose(report.number)}
            >
              <VerdictSign verdict={report.verdict} />
              <span class="tabular">{report.number}</span>
              <span class="found-status">{t(`common.status.${report.status}`)}</span>
              <span class="found-what soft">
                {[report.category, report.place].filter(Boolean).join(' · ')}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function outside(reports: readonly SearchResult[], listed: ReadonlySet<string>): SearchResult[] {
  return reports.filter(({ number }) => !listed.has(number));
}

function wordsOf(search: Search, count: number): string {
  switch (search.state) {
    case 'idle':
      return '';
    case 'asking':
      return t('desk.found.asking');
    case 'failed':
      return t('desk.found.failed', { problem: search.message });
    case 'ready':
      if (count === 0) return t('desk.found.none');
      return search.more ? t('desk.found.more') : '';
  }
}
