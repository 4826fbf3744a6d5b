// @vitest-environment happy-dom
/** What is being written in a form of the bar, whatever happens to the report and the keyboard meanwhile. */
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Ticket } from '#shared/contract/ticket.ts';
import type { WorkerMessage } from '../../../extension/connection/messages.ts';
import { Desk } from '../../../extension/desk/desk.tsx';
import { dropDrafts } from '../../../extension/desk/state/drafts.ts';
import { Store } from '../../../extension/store/database.ts';
import { putDecision } from '../../../extension/store/outbox.ts';
import { rowOf } from '../../../extension/store/tickets.ts';
import { NOON, NUMBER, session, ticket } from '../fixtures.ts';

const OTHER = 'JK2503080008';
const SIGNED_IN = { ...session(), key: 'session' as const, origin: 'http://localhost:8787' };

let place: HTMLElement;
let databases = 0;
let store: Store;

/** ms, of the page: nobody here types fast, or decides on what they have not looked at. */
let clock = 0;

beforeEach(() => {
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
  place = document.createElement('div');
  document.body.append(place);
  store = new Store(`writing-${databases++}`);
});
afterEach(() => {
  vi.mocked(performance.now).mockRestore();
  render(null, place);
  dropDrafts();
  place.remove();
});

/** The desk of a validator with two reports, the first of them as it is now. */
async function draw(changes: Partial<Ticket> = {}): Promise<void> {
  await drawRows([ticket(changes), ticket({ number: OTHER })]);
}

async function drawRows(reports: Ticket[], compare = false): Promise<void> {
  const rows = reports.map((each) => rowOf(each, ['validator'], NOON));
  const tickets = new Map(rows.map((row) => [row.number, row]));
  const input = { store, session: SIGNED_IN, meta: null, tickets, views: [], start: NUMBER };
  await act(() => render(<Desk {...input} framed={false} allowed={true} compare={compare} />, place));
}

async function press(target: Element, key: string): Promise<void> {
  await act(() => {
    clock += 2_000;
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    Object.defineProperty(event, 'timeStamp', { value: clock });
    target.dispatchEvent(event);
  });
}

function find<E extends Element>(selector: string): E {
  const found = place.querySelector<E>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
}

async function write(text: string): Promise<void> {
  await act(() => {
    const field = find<HTMLTextAreaElement>('.bar textarea');
    field.focus();
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

const chosenReasons = (): string[] =>
  [...place.querySelectorAll('.reason[aria-pressed="true"]')].map((reason) => reason.textContent ?? '');

const shownNumber = (): string | undefined =>
  place.querySelector('#ticket')?.textContent?.match(/JK\d{10}/)?.[0];

describe('a form being written in', () => {
  it('stays when a newer version arrives, and says why it cannot be sent until that was looked at', async () => {
    await draw();
    await press(document.body, 'r');
    await write('Foto dari lokasi lain');
    await draw({ version: 5 });
    const field = find<HTMLTextAreaElement>('.bar textarea');
    expect(field.value).toBe('Foto dari lokasi lain');
    expect(document.activeElement).toBe(field);
    expect(find('.form-problem').textContent).toContain('berubah sejak Anda membukanya');
    expect(find('.form [type=submit]').getAttribute('aria-disabled')).toBe('true');
    await press(field, 'Enter');
    expect(place.querySelector('.bar form')).not.toBeNull();

    await act(() => find<HTMLButtonElement>('.notice-warn button').click());
    expect(find<HTMLTextAreaElement>('.bar textarea').value).toBe('Foto dari lokasi lain');
    expect(find('.form-problem').textContent).toBe('');
    expect(find('.form [type=submit]').getAttribute('aria-disabled')).toBe('false');
  });

  it('stays when its report leaves this machine, and says so; it goes on once the report is back', async () => {
    await draw();
    await press(document.body, 'r');
    await write('Foto dari gang sebelah');
    await drawRows([ticket({ number: OTHER })]);
    expect(place.textContent).not.toContain('Jalan berlubang');
    expect(find<HTMLTextAreaElement>('.bar textarea').value).toBe('Foto dari gang sebelah');
    expect(find('.form-problem').textContent).toContain('tidak lagi ada di perangkat ini');
    expect(find('.form [type=submit]').getAttribute('aria-disabled')).toBe('true');
    await draw();
    expect(find<HTMLTextAreaElement>('.bar textarea').value).toBe('Foto dari gang sebelah');
    expect(find('.form [type=submit]').getAttribute('aria-disabled')).toBe('false');
  });

  it('is there again after another report was looked at', async () => {
    await draw();
    await press(document.body, 'r');
    await write('Foto dari gang sebelah');
    await tell({ tells: 'open', number: OTHER });
    await press(document.body, 'r');
    expect(find<HTMLTextAreaElement>('.bar textarea').value).not.toContain('gang sebelah');
    await tell({ tells: 'open', number: NUMBER });
    await press(document.body, 'r');
    expect(find<HTMLTextAreaElement>('.bar textarea').value).toBe('Foto dari gang sebelah');
  });

  it('takes its reasons anew from another follow-up, and keeps what was written by hand', async () => {
    await draw({ narrative: 'Lubang ditambal' });
    await press(document.body, 'r');
    const advised = chosenReasons();
    await press(find('.bar form'), '1');
    expect(chosenReasons()).not.toEqual(advised);
    await write('Foto masih dari gang sebelah');
    await press(find('.bar form'), 'Escape');
    await draw({ version: 6, narrative: 'Lubang ditambal lagi' });
    await act(() => find<HTMLButtonElement>('.notice-warn button').click());
    await press(document.body, 'r');
    expect(chosenReasons()).toEqual(advised);
    expect(find<HTMLTextAreaElement>('.bar textarea').value).toBe('Foto masih dari gang sebelah');
  });

  it('cannot send a decision that the newer version no longer offers', async () => {
    await draw();
    await press(document.body, 'r');
    await draw({ version: 5, actions: ['setujui', 'catat'] });
    await act(() => find<HTMLButtonElement>('.notice-warn button').click());
    expect(find('.form-problem').textContent).toContain('tidak lagi tersedia');
  });

  it('takes no letter for a command where the keyboard has gone to the page; Escape closes it', async () => {
    await draw();
    await press(document.body, 'r');
    expect(shownNumber()).toBe(NUMBER);
    await press(document.body, 'j');
    await press(document.body, 'a');
    expect(shownNumber()).toBe(NUMBER);
    expect(find('.bar form').getAttribute('aria-label')).toBe('Alasan pengembalian');
    await press(document.body, 'Escape');
    expect(place.querySelector('.bar form')).toBeNull();
    await press(document.body, 'j');
    expect(shownNumber()).toBe(OTHER);
  });
});

async function tell(message: WorkerMessage): Promise<void> {
  await act(async () => {
    await fakeBrowser.runtime.sendMessage(message);
  });
}

describe('a report asked for from outside', () => {
  it('is shown by the desk that is open, and a half-written follow-up is there on the way back', async () => {
    const actions: Ticket['actions'] = ['tindak_lanjut', 'catat'];
    await draw({ status: 'menunggu', actions });
    await press(document.body, 'l');
    await write('Lubang ditambal');
    await tell({ tells: 'open', number: OTHER });
    expect(shownNumber()).toBe(OTHER);
    await tell({ tells: 'open', number: NUMBER });
    await press(document.body, 'l');
    expect(find<HTMLTextAreaElement>('.bar textarea').value).toBe('Lubang ditambal');
  });
});

describe('the comparison of what was not taken', () => {
  const dialog = () => place.querySelector('dialog.conflicts');
  const refuse = async (number: string): Promise<number> => {
    const id = await putDecision(store, { number, version: 4, body: { action: 'setujui' } }, NOON);
    await store.outbox.update(id, { state: 'refused' });
    return id;
  };

  it('does not come back by itself once nothing was left of it', async () => {
    // The report is read anew for the comparison.
    const worker = vi
      .spyOn(fakeBrowser.runtime, 'sendMessage')
      .mockImplementation(async () => ({ ok: true, value: null }));
    await store.session.put(SIGNED_IN);
    const first = await refuse(NUMBER);
    await drawRows([ticket(), ticket({ number: OTHER })], true);
    await expect.poll(dialog).not.toBeNull();
    await store.outbox.delete(first);
    await expect.poll(dialog).toBeNull();
    await expect.poll(() => document.activeElement?.tagName).toBe('H1');
    await refuse(OTHER);
    await expect.poll(() => place.querySelector('.notice')?.textContent).toContain(OTHER);
    expect(dialog()).toBeNull();
    worker.mockRestore();
  });
});
