// @vitest-environment happy-dom
/** Who was told of a report, as a supervisor reads it beside the history. */
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import type { NotificationTrail } from '#shared/contract/notification.ts';
import { DeskContext } from '../../../extension/desk/state/context.ts';
import { Receipts } from '../../../extension/desk/ticket/receipts.tsx';
import { Store } from '../../../extension/store/database.ts';
import { NOON, NUMBER } from '../fixtures.ts';

const answer = vi.fn();
let place: HTMLElement;

beforeEach(async () => {
  place = document.createElement('div');
  document.body.append(place);
  answer.mockReset();
  vi.spyOn(browser.runtime, 'sendMessage').mockImplementation(answer);
  const surroundings = {
    store: new Store('told'),
    now: NOON,
    locale: 'id' as const,
    isWorkday: () => true,
    framed: false,
    say: () => undefined,
  };
  await act(() =>
    render(
      <DeskContext.Provider value={surroundings}>
        <Receipts number={NUMBER} />
      </DeskContext.Provider>,
      place,
    ),
  );
});
afterEach(() => {
  render(null, place);
  place.remove();
  vi.restoreAllMocks();
});

async function unfold(): Promise<void> {
  await act(async () => {
    const details = place.querySelector('details');
    if (!details) throw new Error('nothing to unfold');
    details.open = true;
    details.dispatchEvent(new Event('toggle'));
  });
}

const says = (words: string) => expect.poll(() => place.textContent).toContain(words);

it('asks the service only when it is unfolded, and says per officer what became of it', async () => {
  const at = '2025-03-10T09:00:00+07:00';
  const trail: NotificationTrail = {
    number: NUMBER,
    changes: [],
    notices: [],
    officers: [
      {
        username: 'admin',
        name: 'Dewi Lestari',
        receipts: [{ kind: 'arrived', sentAt: at, shownAt: at, heldBack: 'quiet_hours', recordedAt: at }],
      },
      { username: 'dua', name: 'Tono', receipts: [] },
    ],
  };
  answer.mockResolvedValue({ ok: true, value: trail });
  expect(answer).not.toHaveBeenCalled();
  await unfold();
  expect(answer).toHaveBeenCalledWith({ name: 'trail', ask: { number: NUMBER } });
  await says('Dewi Lestari');
  const [first, second] = place.querySelectorAll('li');
  expect(first?.textContent).toContain('ditahan jam tenang · ditampilkan');
  expect(first?.textContent).toContain('belum dibuka');
  expect(second?.textContent).toContain('tidak mencatat apa pun');
});

it('says why it cannot tell, and asks again on request', async () => {
  answer.mockResolvedValue({ ok: false, error: { word: 'offline', message: 'Layanan tidak menjawab.' } });
  await unfold();
  await says('Layanan tidak menjawab.');
  answer.mockResolvedValue({ ok: true, value: { number: NUMBER, changes: [], officers: [] } });
  await act(async () => place.querySelector('button')?.click());
  await says('Tidak ada petugas yang perlu diberi tahu');
});
