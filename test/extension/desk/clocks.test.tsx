// @vitest-environment happy-dom
/** The clocks beside a report: what is late is told in its colour, a missed target is not. */
import { render } from 'preact';
import { expect, it } from 'vitest';
import type { TicketClock } from '#shared/contract/ticket.ts';
import { DeskContext } from '../../../extension/desk/state/context.ts';
import { Clocks } from '../../../extension/desk/ticket/clocks.tsx';
import { Store } from '../../../extension/store/database.ts';

const NOW = Date.parse('2025-03-12T09:00:00+07:00');

it('colours a limit that passed, and never the same-day target', () => {
  const late = (clock: TicketClock['clock']): TicketClock => ({
    clock,
    since: '2025-03-10T09:00:00+07:00',
    dueAt: '2025-03-11T00:00:00+07:00',
    late: true,
    assumed: false,
  });
  const place = document.createElement('div');
  const surroundings = {
    store: new Store('clocks'),
    now: NOW,
    locale: 'id' as const,
    isWorkday: () => true,
    framed: false,
    say: () => undefined,
  };
  render(
    <DeskContext.Provider value={surroundings}>
      <Clocks clocks={[late('validation'), late('same_day')]} />
    </DeskContext.Provider>,
    place,
  );
  const [validation, target] = place.querySelectorAll('.due');
  expect(validation?.classList.contains('due-overdue')).toBe(true);
  expect(target?.textContent).not.toBe('');
  expect(target?.classList.contains('due-overdue')).toBe(false);
});
