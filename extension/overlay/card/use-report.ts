/** The report of a card, read through the worker, and anew whenever the worker says that something changed. */
import { useEffect, useState } from 'preact/hooks';
import { ask, type CardReport, hear } from '../../connection/messages.ts';
import { t } from '../../platform/i18n.ts';

export type ReportState =
  | { step: 'loading' }
  | { step: 'ready'; report: CardReport | null }
  | { step: 'failed'; message: string; retry: () => void };

export function useReport(number: string): ReportState {
  const [state, setState] = useState<ReportState>({ step: 'loading' });
  useEffect(() => {
    let newest = 0;
    const read = async (): Promise<void> => {
      const turn = ++newest;
      const answer = await ask('report', { number }).catch(() => null);
      // Answers may overtake each other: only the last question's counts.
      if (turn !== newest) return;
      if (answer?.ok) {
        setState({ step: 'ready', report: answer.value });
        return;
      }
      const message = answer?.error.message ?? t('worker.broken');
      setState({ step: 'failed', message, retry: () => void read() });
    };
    const stop = hear(({ tells }) => {
      if (tells === 'changed') void read();
    });
    void read();
    return () => {
      newest = Number.POSITIVE_INFINITY;
      stop();
    };
  }, [number]);
  return state;
}
