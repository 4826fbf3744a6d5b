/**
 * The decisions of the bar: key, look and what must be asked first. A new decision is a row here and, where it
 * asks for something, a form in `forms.tsx`. What is not here is not offered, whatever the service allows.
 */
import type { QueueItem } from '#shared/contract/ticket.ts';
import type { Action } from '#shared/ticket/action.ts';

export interface Decision {
  action: Action & ('setujui' | 'kembalikan' | 'proses' | 'tindak_lanjut' | 'catat');
  /** The key it is born with; the officer may choose another (`../keys.ts`). */
  key: string;
  tone: 'pass' | 'fail' | 'plain';
  /** True where a form comes first. */
  asks(item: QueueItem): boolean;
}

const always = (): boolean => true;
const never = (): boolean => false;

export const DECISIONS: readonly Decision[] = [
  // A validator who decides against the advice says why; both stay on record.
  { action: 'setujui', key: 'a', tone: 'pass', asks: (item) => item.verdict?.verdict === 'fail' },
  { action: 'kembalikan', key: 'r', tone: 'fail', asks: always },
  { action: 'proses', key: 'p', tone: 'pass', asks: never },
  { action: 'tindak_lanjut', key: 'l', tone: 'plain', asks: always },
  { action: 'catat', key: 'c', tone: 'plain', asks: always },
];

/** The decision the evidence speaks for; where it says "look closely" it speaks for none. */
export function advisedAction(verdict: QueueItem['verdict']): Decision['action'] | null {
  if (verdict?.verdict === 'fail') return 'kembalikan';
  return verdict?.verdict === 'pass' ? 'setujui' : null;
}

/** What may be decided on this report now, in the order of the bar. */
export function decisionsFor(item: Pick<QueueItem, 'actions'>): Decision[] {
  return DECISIONS.filter((decision) => item.actions.includes(decision.action));
}
