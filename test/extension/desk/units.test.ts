import { describe, expect, it } from 'vitest';
import type { Actor } from '#shared/contract/session.ts';
import type { Unit } from '#shared/contract/units.ts';
import { findUnits, suggestedUnits, unitsFor } from '../../../extension/desk/model/units.ts';
import { session } from '../fixtures.ts';

const unit = (
  code: string,
  name: string,
  kind: Unit['kind'],
  parent: string | null,
  closed = false,
): Unit => ({
  code,
  name,
  kind,
  parent,
  closed,
});

const UNITS: Unit[] = [
  unit('31', 'Provinsi DKI Jakarta', 'province', null),
  unit('31.74', 'Kota Administrasi Jakarta Selatan', 'city', '31'),
  unit('31.74.03', 'Kecamatan Mampang Prapatan', 'kecamatan', '31.74'),
  unit('31.74.03.1002', 'Kelurahan Bangka', 'kelurahan', '31.74.03'),
  unit('31.74.03.1001', 'Kelurahan Pela Mampang', 'kelurahan', '31.74.03'),
  unit('dishub', 'Dinas Perhubungan', 'dinas', '31'),
  unit('sudinhub-selatan', 'Suku Dinas Perhubungan Jakarta Selatan', 'suku_dinas', 'dishub'),
  unit('sudinhub-lama', 'Suku Dinas Perhubungan Lama', 'suku_dinas', 'dishub', true),
];
const BANGKA = { code: '31.74.03.1002', name: 'Kelurahan Bangka' };
const DISHUB = { code: 'dishub', name: 'Dinas Perhubungan' };

const admin = (of: { code: string; name: string }): Actor => session({ role: 'unit_admin', unit: of }).actor;
const codes = (units: readonly Unit[]): string[] => units.map(({ code }) => code);

describe('where a report can go', () => {
  it('across: anywhere but where it lies, and to no closed office', () => {
    const found = codes(unitsFor('koordinasi', UNITS, admin(BANGKA), { unit: BANGKA }));
    expect(found).toContain('dishub');
    expect(found).not.toContain(BANGKA.code);
    expect(found).not.toContain('sudinhub-lama');
  });

  it('down: only below one’s own office', () => {
    expect(codes(unitsFor('disposisi', UNITS, admin(DISHUB), { unit: DISHUB }))).toEqual([
      'sudinhub-selatan',
    ]);
    expect(unitsFor('disposisi', UNITS, admin(BANGKA), { unit: BANGKA })).toEqual([]);
  });

  it('inside: one’s own office counts', () => {
    expect(codes(unitsFor('disposisi_unit', UNITS, admin(BANGKA), { unit: BANGKA }))).toEqual([BANGKA.code]);
  });

  it('by work ticket: kecamatan, city or province', () => {
    expect(codes(unitsFor('tiket', UNITS, admin(BANGKA), { unit: BANGKA }))).toEqual([
      '31',
      '31.74',
      '31.74.03',
    ]);
  });

  it('goes by every office of somebody who holds several, and by none they hold in another role', () => {
    const actor: Actor = {
      ...admin(BANGKA),
      roles: [
        { role: 'unit_admin', unit: BANGKA },
        { role: 'unit_admin', unit: { code: '31.74.03', name: 'Kecamatan' } },
        { role: 'field_validator', unit: DISHUB },
      ],
    };
    expect(codes(unitsFor('disposisi', UNITS, actor, { unit: BANGKA }))).toEqual(['31.74.03.1001']);
  });
});

describe('what comes to mind first', () => {
  it('is the office proposed, with why, then whoever sent it, each once', () => {
    const proposedUnit = { ...DISHUB, why: 'biasanya' };
    expect(
      suggestedUnits('koordinasi', UNITS, admin(BANGKA), { unit: BANGKA, proposedUnit, sentBy: DISHUB }),
    ).toEqual([{ unit: UNITS[5], why: 'biasanya' }]);
    const sentBy = { code: '31.74.03', name: 'Kecamatan' };
    const both = suggestedUnits('koordinasi', UNITS, admin(BANGKA), { unit: BANGKA, proposedUnit, sentBy });
    expect(both.map((each) => each.unit.code)).toEqual(['dishub', '31.74.03']);
  });

  it('is for a work ticket the way up, nearest first', () => {
    const way = suggestedUnits('tiket', UNITS, admin(BANGKA), { unit: BANGKA });
    expect(way.map((each) => each.unit.code)).toEqual(['31.74.03', '31.74', '31']);
  });
});

describe('an office is found', () => {
  it('by any words of its name or its code, in any order, what begins so first', () => {
    expect(codes(findUnits(UNITS, 'selatan PERHUB'))).toEqual(['sudinhub-selatan']);
    expect(codes(findUnits(UNITS, 'kelurahan'))).toEqual([BANGKA.code, '31.74.03.1001']);
    expect(codes(findUnits(UNITS, 'mampang'))[0]).toBe('31.74.03');
    expect(codes(findUnits(UNITS, '31.74.03.1002'))).toEqual([BANGKA.code]);
  });

  it('by nothing, not at all', () => {
    expect(findUnits(UNITS, '  ')).toEqual([]);
  });

  it('also where the data go in a circle', () => {
    const circle = [unit('a', 'A', 'dinas', 'b'), unit('b', 'B', 'dinas', 'a')];
    const own = { code: 'b', name: 'B' };
    expect(codes(unitsFor('disposisi', circle, admin(own), { unit: own }))).toEqual(['a']);
  });
});
