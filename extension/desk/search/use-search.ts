/** Reports the service knows for a search, besides those of the queue: an office finds what it has handed in. */
import { useEffect, useState } from 'preact/hooks';
import { ask, type FoundReport } from '../../connection/messages.ts';

/** The service takes no shorter text. */
const LEAST_LETTERS = 2;
/** Whoever is still typing asks nothing. */
const ASK_AFTER_MS = 250;

export type Found =
  | { state: 'idle' }
  | { state: 'asking' }
  | { state: 'failed'; message: string }
  | { state: 'ready'; reports: FoundReport[]; more: boolean };

const IDLE: Found = { state: 'idle' };

export function useFound(search: string): Found {
  const text = search.trim();
  const [answer, setAnswer] = useState<{ text: string; found: Found }>({ text: '', found: IDLE });
  useEffect(() => {
    if (text.length < LEAST_LETTERS) return;
    let gone = false;
    const timer = setTimeout(async () => {
      const found = await find(text);
      // Answers may overtake each other: only the last question's counts.
      if (!gone) setAnswer({ text, found });
    }, ASK_AFTER_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [text]);
  if (text.length < LEAST_LETTERS) return IDLE;
  return answer.text === text ? answer.found : { state: 'asking' };
}

async function find(text: string): Promise<Found> {
  const outcome = await ask('find', { text }).catch(() => null);
  if (outcome?.ok) return { state: 'ready', ...outcome.value };
  return { state: 'failed', message: outcome?.error.message ?? '' };
}
