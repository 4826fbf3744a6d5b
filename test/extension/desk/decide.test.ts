import { describe, expect, it } from 'vitest';
import type { Verdict } from '#shared/contract/evidence.ts';
import type { FindingCode } from '#shared/evidence/finding.ts';
import { ACTIONS, type Action } from '#shared/ticket/action.ts';
import type { ReturnReason } from '#shared/ticket/reason.ts';
import { keepShown, lastEvent } from '../../../extension/desk/model/changed.ts';
import { advisedAction, DECISIONS, decisionsFor, inPlaces } from '../../../extension/desk/model/decisions.ts';
import { keyMapOf } from '../../../extension/desk/model/keys.ts';
import { lackOf, proposeReturn, toggleReason } from '../../../extension/desk/model/return.ts';
import type { StoredTicket } from '../../../extension/store/database.ts';
import { ticket } from '../fixtures.ts';

const canned = (reason: ReturnReason): string => `Kalimat ${reason}.`;

function verdict(...codes: [FindingCode, 'fail' | 'warn'][]): Verdict {
  const reasons = codes.map(([code, severity]) => ({
    code,
    severity,
    message: `Temuan ${code}.`,
    advice: '',
  }));
  return { verdict: 'fail', reasons, checkedAt: '2025-03-10T08:00:00+07:00' };
}

describe('the proposed return', () => {
  it('has the reasons of grave findings only, in the order of their keys, each once', () => {
    const found = verdict(
      ['NARRATIVE_MISSING', 'fail'],
      ['LOCATION_MISMATCH', 'fail'],
      ['PHOTO_SIMILAR', 'warn'],
      ['NARRATIVE_MISSING', 'fail'],
    );
    expect(proposeReturn(found, canned).reasons).toEqual(['foto_tidak_sesuai_titik', 'narasi_tidak_ada']);
  });

  it('has no reason where nothing advises one', () => {
    expect(proposeReturn(null, canned)).toEqual({ reasons: [], note: '', edited: false });
  });

  it('explains "lainnya" by the finding that advised it', () => {
    const found = verdict(['TIME_IN_FUTURE', 'fail']);
    const draft = proposeReturn(found, canned);
    expect(draft.note).toBe('Temuan TIME_IN_FUTURE.');
    expect(lackOf(draft, found)).toBeNull();
  });

  it('follows the chosen reasons with its note until the officer writes', () => {
    const draft = toggleReason(proposeReturn(null, canned), 'foto_lama', null, canned);
    expect(draft.note).toBe('Kalimat foto_lama.');
    const own = { ...draft, note: 'Tolong foto dari sisi utara.', edited: true };
    expect(toggleReason(own, 'belum_selesai', null, canned)).toMatchObject({
      reasons: ['foto_lama', 'belum_selesai'],
      note: 'Tolong foto dari sisi utara.',
    });
  });

  it('lets a reason go again', () => {
    const once = toggleReason(proposeReturn(null, canned), 'foto_lama', null, canned);
    expect(toggleReason(once, 'foto_lama', null, canned)).toMatchObject({ reasons: [], note: '' });
  });
});

describe('what a return still lacks', () => {
  const chosen = (...reasons: ReturnReason[]) =>
    reasons.reduce((draft, reason) => toggleReason(draft, reason, null, canned), proposeReturn(null, canned));

  it('is a reason', () => {
    expect(lackOf(chosen(), null)).toBe('reason');
  });

  it('is a note with "lainnya", which the sentences of other reasons do not stand in for', () => {
    expect(lackOf(chosen('lainnya'), null)).toBe('note');
    expect(lackOf(chosen('lainnya', 'foto_lama'), null)).toBe('note');
  });

  it('is a note also where it holds spaces only', () => {
    expect(lackOf({ ...chosen('lainnya'), note: '  \n ', edited: true }, null)).toBe('note');
  });

  it('is nothing once that is written', () => {
    expect(lackOf({ ...chosen('lainnya'), note: 'Titik salah.', edited: true }, null)).toBeNull();
    expect(lackOf(chosen('foto_lama'), null)).toBeNull();
  });
});

describe('the decisions of the bar', () => {
  it('are those the service allows, in the bar’s order', () => {
    const actions = ['catat', 'tunda', 'cek_lapangan', 'kembalikan', 'setujui'] as const;
    expect(decisionsFor({ actions: [...actions] }).map((each) => each.action)).toEqual([
      'setujui',
      'kembalikan',
      'tunda',
      'cek_lapangan',
      'catat',
    ]);
  });

  it('are all that an officer may do', () => {
    expect(DECISIONS.map(({ action }) => action).sort()).toEqual(
      ACTIONS.filter((action) => action !== 'nilai').sort(),
    );
  });

  it('have a key each, and none that walks, undoes, zooms or opens the menu', () => {
    const keys = Object.values(keyMapOf({}));
    expect(keys).not.toContain(null);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('stand behind "more" where few reports need them, but not one alone', () => {
    const names = (actions: Action[], room = actions.length) => {
      const { bar, more } = inPlaces(decisionsFor({ actions }), room);
      return [bar.map(({ action }) => action), more.map(({ action }) => action)];
    };
    expect(names(['setujui', 'kembalikan', 'koreksi_titik', 'gabung', 'catat'])).toEqual([
      ['setujui', 'kembalikan'],
      ['koreksi_titik', 'gabung', 'catat'],
    ]);
    expect(names(['buka_kembali', 'catat'])).toEqual([['buka_kembali', 'catat'], []]);
    // On a narrow screen, where two fit beside the menu.
    expect(names(['setujui', 'kembalikan', 'tunda', 'catat'], 2)).toEqual([
      ['setujui', 'kembalikan'],
      ['tunda', 'catat'],
    ]);
    expect(names(['setujui', 'kembalikan', 'catat'], 2)).toEqual([['setujui', 'kembalikan'], ['catat']]);
    expect(names(['hasil_lapangan', 'catat'], 2)).toEqual([['hasil_lapangan', 'catat'], []]);
  });

  it('ask a reason of whoever approves against the advice', () => {
    const [approve] = decisionsFor({ actions: ['setujui'] });
    expect(approve?.asks(ticket({ verdict: verdict() }))).toBe(true);
    expect(approve?.asks(ticket())).toBe(false);
    expect(approve?.asks(ticket({ verdict: null }))).toBe(false);
  });

  it('ask a reason of whoever approves while a photo waits to be read', () => {
    const [approve] = decisionsFor({ actions: ['setujui'] });
    const warned = (code: FindingCode) =>
      ticket({ verdict: { ...verdict([code, 'warn']), verdict: 'warn' } });
    expect(approve?.asks(warned('PHOTO_PENDING'))).toBe(true);
    expect(approve?.asks(warned('GPS_MISSING'))).toBe(false);
  });

  it('are advised by pass and fail, never by "look closely"', () => {
    expect(advisedAction({ ...verdict(), verdict: 'warn' })).toBeNull();
    expect(advisedAction(verdict())).toBe('kembalikan');
    expect(advisedAction(null)).toBeNull();
  });
});

describe('a report that changes while it is read', () => {
  const row = (version: number, changes: Partial<StoredTicket['item']> = {}): StoredTicket => {
    const item = ticket({ version, ...changes });
    return { number: item.number, inQueue: true, nextDueAt: 0, item, syncedAt: 0 };
  };
  const opened = { ticket: row(4), newer: null };

  it('stays as it was opened, and says that there is a newer one', () => {
    const newer = row(5, { status: 'selesai' });
    expect(keepShown(opened, newer, false)).toEqual({ ticket: opened.ticket, newer });
  });

  it('takes its events in without a word: they change nothing that one decides on', () => {
    const withEvents = row(4, { description: 'Seluruh isi' });
    expect(keepShown(opened, withEvents, false)).toEqual({ ticket: withEvents, newer: null });
  });

  it('shows one’s own decision at once', () => {
    const mine = row(5);
    expect(keepShown(opened, mine, true)).toEqual({ ticket: mine, newer: null });
  });

  it('shows any change at once where nothing could be decided wrongly', () => {
    const reading = { ticket: row(4, { actions: ['catat'] }), newer: null };
    const newer = row(5);
    expect(keepShown(reading, newer, false)).toEqual({ ticket: newer, newer: null });
  });

  it('is another report once another one is opened', () => {
    const other = { ...row(9), number: 'JK2503080009' };
    expect(keepShown(opened, other, false)).toEqual({ ticket: other, newer: null });
  });

  it('has no last event before its events are there', () => {
    const { events: _, ...item } = ticket();
    expect(lastEvent({ ...row(4), item })).toBeNull();
  });
});
