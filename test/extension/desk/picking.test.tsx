// @vitest-environment happy-dom
/** Picking over a list that others change meanwhile. */
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Picking, usePicking } from '../../../extension/desk/state/use-picking.ts';
import type { StoredTicket } from '../../../extension/store/database.ts';
import { rowOf } from '../../../extension/store/tickets.ts';
import { NOON, ticket } from '../fixtures.ts';

const row = (number: string, version = 4): StoredTicket =>
  rowOf(ticket({ number, version }), ['validator'], NOON);
const [ONE, TWO] = [row('JK2503080001'), row('JK2503080002')];
const NEWER = row(ONE.number, 5);

let place: HTMLElement;
let picking: Picking;

beforeEach(() => {
  place = document.createElement('div');
});
afterEach(() => render(null, place));

function Probe({ order }: { order: readonly StoredTicket[] }) {
  picking = usePicking(order);
  return null;
}

async function list(...order: StoredTicket[]): Promise<void> {
  await act(() => render(<Probe order={order} />, place));
}

const picked = (): string[] => picking.tickets.map(({ number }) => number);
const changed = (): string[] => picking.tickets.filter(picking.isChanged).map(({ number }) => number);

describe('what is picked', () => {
  it('is picked no more once it has left the list, though it comes back', async () => {
    await list(ONE, TWO);
    await act(() => picking.all());
    await list(TWO);
    await list(ONE, TWO);
    expect(picked()).toEqual([TWO.number]);
  });

  it('is held to have changed from the version on that it was not picked on', async () => {
    await list(ONE, TWO);
    await act(() => picking.toggle(ONE.number));
    await list(NEWER, TWO);
    await act(() => picking.toggle(TWO.number));
    expect(changed()).toEqual([ONE.number]);
    await act(() => picking.toggle(ONE.number));
    await act(() => picking.toggle(ONE.number));
    expect(changed()).toEqual([]);
  });

  it('is picked again as it was seen before, though it is not back in the list yet', async () => {
    await list(ONE, TWO);
    await act(() => picking.all());
    await act(() => picking.clear());
    await list();
    await act(() => picking.pick([{ number: ONE.number }, { number: TWO.number }]));
    await list(NEWER, TWO);
    expect(picked()).toEqual([ONE.number, TWO.number]);
    expect(changed()).toEqual([ONE.number]);
  });

  it('is held to have changed since it was decided on, also where the page was loaded anew before the undoing', async () => {
    await list(NEWER, TWO);
    await act(() => picking.pick([ONE, TWO].map(({ number, item }) => ({ number, version: item.version }))));
    expect(changed()).toEqual([ONE.number]);
  });
});
