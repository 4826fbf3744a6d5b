/** Reports the service knows for a search, besides those of the queue: an office finds what it has handed in. */
import { useEffect, useState } from 'preact/hooks';
import { ask, type SearchResult } from '../../connection/messages.ts';

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
