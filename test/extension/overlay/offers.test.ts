import { describe, expect, it } from 'vitest';
import type { Reason, Verdict } from '#shared/contract/evidence.ts';
import type { LookupItem } from '#shared/contract/ticket.ts';
import { type FindingCode, SEVERITY, verdictOf } from '#shared/evidence/finding.ts';
import type { Action } from '#shared/ticket/action.ts';
import { offersOf } from '../../../extension/overlay/card/offers.ts';

const VALIDATOR: Action[] = ['setujui', 'kembalikan', 'catat'];

function found(...codes: FindingCode[]): Verdict {
  const reasons = codes.map(
    (code): Reason => ({ code, severity: SEVERITY[code], message: code, advice: code }),
  );
  return { verdict: verdictOf(reasons), reasons, checkedAt: '2025-03-10T10:00:00+07:00' };
}

type More = Partial<Pick<LookupItem, 'status' | 'proposedUnit' | 'sentBy'>>;

const offered = (actions: Action[], verdict: Verdict | null, more: More = {}) =>
  offersOf({ status: 'menunggu', actions, verdict, ...more }, 'bukan kewenangan kami').map(
    ({ body, advised }) => ({
      ...body,
      advised,
    }),
  );

describe('one press on a card', () => {
  it('approves what is found good', () => {
    expect(offered(VALIDATOR, found())).toEqual([{ action: 'setujui', advised: true }]);
  });

  it('returns with every reason the evidence advises, and does not approve against it', () => {
    expect(offered(VALIDATOR, found('NARRATIVE_MISSING', 'LOCATION_MISMATCH', 'GPS_STALE'))).toEqual([
      {
        action: 'kembalikan',
        reasonCodes: ['foto_tidak_sesuai_titik', 'narasi_tidak_ada'],
        advised: true,
      },
    ]);
  });

  it('approves what needs a look, but does not advise it', () => {
    expect(offered(VALIDATOR, found('GPS_MISSING'))).toEqual([{ action: 'setujui', advised: false }]);
  });

  it('approves nothing of which a photo waits to be read: that asks for a reason', () => {
    expect(offered(VALIDATOR, found('PHOTO_PENDING'))).toEqual([]);
  });

  it('returns nothing that needs a note of the officer', () => {
    expect(offered(VALIDATOR, found('TIME_IN_FUTURE'))).toEqual([]);
  });

  it('decides nothing that was not checked', () => {
    expect(offered(VALIDATOR, null)).toEqual([]);
  });

  it('takes a report in for the office that holds it', () => {
    expect(offered(['proses', 'koordinasi', 'catat'], null)).toEqual([{ action: 'proses', advised: true }]);
  });

  describe('for a report an office has not taken up', () => {
    const actions: Action[] = ['proses', 'koordinasi', 'catat'];
    const proposedUnit = { code: 'dinas-bina-marga', name: 'Dinas Bina Marga', why: '9 dari 10 laporan' };
    const sentBy = { code: '31.74.03.1002', name: 'Kelurahan Bangka' };

    it('passes it on to the office proposed, with the reason of the proposal, and advises that', () => {
      expect(offered(actions, null, { proposedUnit })).toEqual([
        { action: 'proses', advised: false },
        { action: 'koordinasi', to: 'dinas-bina-marga', reason: '9 dari 10 laporan', advised: true },
      ]);
    });

    it('advises no passing on of what the office has worked on already', () => {
      expect(offered(actions, null, { status: 'tl_ditolak', proposedUnit })).toMatchObject([
        { action: 'proses', advised: true },
        { action: 'koordinasi', advised: false },
      ]);
    });

    it('sends it back to whoever sent it', () => {
      expect(offered(actions, null, { sentBy })).toEqual([
        { action: 'proses', advised: true },
        { action: 'koordinasi', to: '31.74.03.1002', reason: 'bukan kewenangan kami', advised: false },
      ]);
    });

    it('names an office once, and none where it may not be passed on', () => {
      const same = { ...sentBy, why: 'titik laporan' };
      expect(offered(actions, null, { proposedUnit: same, sentBy })).toHaveLength(2);
      expect(offered(['proses', 'catat'], null, { proposedUnit, sentBy })).toEqual([
        { action: 'proses', advised: true },
      ]);
    });
  });

  it('leaves a report alone that the office has taken up', () => {
    const proposedUnit = { code: 'x', name: 'X', why: 'y' };
    expect(offered(['koordinasi', 'tindak_lanjut'], null, { proposedUnit })).toEqual([]);
  });

  it('offers nothing that the service does not offer', () => {
    expect(offered(['catat'], found())).toEqual([]);
    expect(offered(['kembalikan'], found())).toEqual([]);
  });
});
