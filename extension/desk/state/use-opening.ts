/** Opens the chosen report: reads it from the store at once, asks the service for its events, claims it. */
import { useEffect, useState } from 'preact/hooks';
import type { Action } from '#shared/ticket/action.ts';
import { MINUTE } from '#shared/time/zone.ts';
import { ask, type Failure } from '../../connection/messages.ts';
import type { StoredTicket } from '../../store/database.ts';
import type { Rows } from '../../store/tickets.ts';

/** Whoever walks down the list with `j` opens and claims nothing on the way. */
const OPEN_AFTER_MS = 150;
const CLAIM_AFTER_MS = 800;
/** A claim lasts five minutes. */
const RENEW_EVERY_MS = 2 * MINUTE;
/** Whoever can do no more than this does not keep the report from others by looking at it. */
const DECIDES_NOTHING: readonly Action[] = ['catat', 'usulkan'];

export interface Opening {
  ticket: StoredTicket | null;
  /** True while nothing can be said about the report yet. */
  loading: boolean;
  /** Why the service did not answer with it. */
  failure: Failure | null;
  /** True once the service has answered or failed to. */
  answered: boolean;
  again(): void;
}

export function useOpening(tickets: Rows, number: string | null): Opening {
  const [attempt, setAttempt] = useState(0);
  const [answer, setAnswer] = useState<{ number: string; failure: Failure | null } | null>(null);
  const row = number === null ? undefined : tickets.get(number);
  const version = row?.item.version;

  useEffect(() => {
    if (number === null) return;
    let gone = false;
    const timer = setTimeout(async () => {
      const failure = await openReport(number);
      if (!gone) setAnswer({ number, failure });
    }, OPEN_AFTER_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [number, version, attempt]);

  const claimable = row?.item.actions.some((action) => !DECIDES_NOTHING.includes(action)) ?? false;
  useClaim(claimable ? number : null);

  const answered = answer?.number === number;
  const failure = answered ? (answer?.failure ?? null) : null;
  return {
    ticket: row ?? null,
    // An answer without a failure has put the report into the store: it is about to be here.
    loading: number !== null && !row && failure === null,
    failure,
    answered,
    again: () => {
      setAnswer(null);
      setAttempt((count) => count + 1);
    },
  };
}

async function openReport(number: string): Promise<Failure | null> {
  try {
    const outcome = await ask('open', { number });
    return outcome.ok ? null : outcome.error;
  } catch {
    return { word: 'offline', message: '' };
  }
}

function useClaim(number: string | null): void {
  useEffect(() => {
    if (number === null) return;
    let claimed = false;
    const claim = (): void => {
      if (document.visibilityState !== 'visible') return;
      claimed = true;
      void ask('claim', { number, held: true }).catch(() => undefined);
    };
    const release = (): void => {
      if (!claimed) return;
      claimed = false;
      void ask('claim', { number, held: false }).catch(() => undefined);
    };
    const first = setTimeout(claim, CLAIM_AFTER_MS);
    const renewal = setInterval(claim, RENEW_EVERY_MS);
    // A closed tab runs no clean-up of its own, and would keep the report from others for minutes.
    window.addEventListener('pagehide', release);
    return () => {
      clearTimeout(first);
      clearInterval(renewal);
      window.removeEventListener('pagehide', release);
      release();
    };
  }, [number]);
}
