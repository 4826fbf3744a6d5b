/** A form of the bar by itself, filled in by keyboard. */
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach } from 'vitest';
import type { ActionBody } from '#shared/contract/action.ts';
import type { OfficerName } from '#shared/contract/roster.ts';
import type { Ticket } from '#shared/contract/ticket.ts';
import type { Unit } from '#shared/contract/units.ts';
import type { OfficerAction } from '#shared/ticket/action.ts';
import { DecisionForm } from '../../../extension/desk/decide/forms.tsx';
import { DECISIONS } from '../../../extension/desk/model/decisions.ts';
import { phrasesOf } from '../../../extension/desk/phrases/phrases.ts';
import { DeskContext } from '../../../extension/desk/state/context.ts';
import { type OwnPhrase, Store } from '../../../extension/store/database.ts';
import { rowOf } from '../../../extension/store/tickets.ts';
import { NOON, session, ticket } from '../fixtures.ts';

const OFFICES: Unit[] = [
  { code: 'dishub', name: 'Dinas Perhubungan', kind: 'dinas', parent: '31', closed: false },
  { code: 'satpol-pp', name: 'Satpol PP', kind: 'dinas', parent: '31', closed: false },
];

interface FormBench {
  place: HTMLElement;
  sent: ActionBody[];
  onDuty: OfficerName[];
  /** Whether one like the form's decision is on its way already. */
  another: boolean;
}

let databases = 0;
let reports = 0;

/** Made anew for each test. */
export const bench: FormBench = {
  place: document.createElement('div'),
  sent: [],
  onDuty: [],
  another: false,
};

export function useFormBench(): void {
  beforeEach(() => {
    Object.assign(bench, {
      place: document.createElement('div'),
      sent: [],
      onDuty: [],
      another: false,
    } satisfies FormBench);
    document.body.append(bench.place);
  });
  afterEach(() => {
    render(null, bench.place);
    bench.place.remove();
  });
}

/** A report that nothing was written about yet. */
export const newNumber = (): string => `JK250308${1000 + reports++}`;

export async function open(
  action: OfficerAction,
  changes: Partial<Ticket> = {},
  own: OwnPhrase[] = [],
  account = 'v1',
): Promise<void> {
  const decision = DECISIONS.find((each) => each.action === action);
  if (!decision) throw new Error(`${action} has no row`);
  const store = new Store(`forms-${databases++}`);
  const item = ticket({ number: newNumber(), ...changes });
  const surroundings = {
    store,
    now: NOON,
    locale: 'id' as const,
    isWorkday: () => true,
    framed: false,
    say: () => undefined,
  };
  await act(() =>
    render(
      <DeskContext.Provider value={surroundings}>
        <DecisionForm
          owner={`${account} ${item.number}`}
          decision={decision}
          ticket={rowOf(item, ['validator'], NOON)}
          another={bench.another}
          actor={session({ id: account }).actor}
          units={OFFICES}
          onDuty={bench.onDuty}
          phrases={phrasesOf(store, 'v1', own)}
          onEditPhrases={() => undefined}
          onSend={(body) => bench.sent.push(body)}
          onClose={() => undefined}
        />
      </DeskContext.Provider>,
      bench.place,
    ),
  );
}

/** Where the keyboard is, as a person would press it. */
export async function press(...keys: string[]): Promise<void> {
  for (const key of keys) {
    await act(() => {
      const target = document.activeElement ?? document.body;
      target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    });
  }
}

export async function write(label: string, text: string): Promise<void> {
  const field = [...bench.place.querySelectorAll('label')].find((each) =>
    each.textContent?.startsWith(label),
  );
  const input = field?.querySelector<HTMLInputElement | HTMLTextAreaElement>('input, textarea');
  if (!input) throw new Error(`no field ${label}`);
  await act(() => {
    input.focus();
    input.value = text;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
}
