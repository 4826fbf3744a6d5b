/** Below the queue while somebody searches: what the service finds elsewhere, plainly marked as not in the queue. */
import { useEffect, useState } from 'preact/hooks';
import { ask, type SearchResult } from '../../connection/messages.ts';
import { t } from '../../platform/i18n.ts';
import { VerdictSign } from '../../ui/icon.tsx';

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

/** The service takes no shorter text. */
const LEAST_LETTERS = 2;
/** Whoever is still typing asks nothing. */
const ASK_AFTER_MS = 250;

export type Search =
  | { state: 'idle' }
  | { state: 'asking' }
  | { state: 'failed'; message: string }
  | { state: 'ready'; reports: SearchResult[]; more: boolean };

const IDLE: Search = { state: 'idle' };

export function useSearch(search: string): Search {
  const text = search.trim();
  const [answer, setAnswer] = useState<{ text: string; search: Search }>({ text: '', search: IDLE });
  useEffect(() => {
    if (text.length < LEAST_LETTERS) return;
    let gone = false;
    const timer = setTimeout(async () => {
      const search = await find(text);
      // Answers may overtake each other: only the last question's counts.
      if (!gone) setAnswer({ text, search });
    }, ASK_AFTER_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [text]);
  if (text.length < LEAST_LETTERS) return IDLE;
  return answer.text === text ? answer.search : { state: 'asking' };
}

async function find(text: string): Promise<Search> {
  const outcome = await ask('find', { text }).catch(() => null);
  if (outcome?.ok) return { state: 'ready', ...outcome.value };
  return { state: 'failed', message: outcome?.error.message ?? '' };
}
