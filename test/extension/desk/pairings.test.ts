import { describe, expect, it } from 'vitest';
import type { Reason } from '#shared/contract/evidence.ts';
import type { Photo } from '#shared/contract/ticket.ts';
import { candidatesOf, pairingsOf } from '../../../extension/desk/model/pairings.ts';

function photo(id: string, kind: Photo['kind'], followUp?: number): Photo {
  return { id, kind, ...(followUp === undefined ? {} : { followUp }) };
}

const PHOTOS = [
  photo('report', 'report'),
  photo('before', 'before'),
  photo('first', 'after', 1),
  photo('second', 'after', 2),
  photo('third', 'after', 2),
];

function reason(code: Reason['code'], more: Partial<Reason> = {}): Reason {
  return { code, severity: 'fail', photo: 0, message: '', advice: '', ...more };
}

function otherOf(found: Reason) {
  const [pairing] = pairingsOf({
    photos: PHOTOS,
    verdict: { verdict: 'fail', reasons: [found], checkedAt: '' },
  });
  return pairing?.other;
}

describe('the other photo of a finding', () => {
  it('is the one from before that it was laid over, the first where none is named', () => {
    expect(otherOf(reason('SAME_VIEW', { measure: { which: 2 } }))).toMatchObject({ of: 'own', first: 1 });
    expect(otherOf(reason('BEFORE_AS_AFTER'))).toMatchObject({ of: 'own', first: 0 });
    // More than there are, as where the citizen's photo is not shown to this officer.
    expect(otherOf(reason('SAME_VIEW', { measure: { which: 9 } }))).toMatchObject({ first: 1 });
  });

  it('is one that was returned, or one of the same follow-up', () => {
    const returned = otherOf(reason('PHOTO_RESUBMITTED', { otherPhoto: 'first' }));
    expect(returned).toEqual({ of: 'own', photos: [photo('first', 'after', 1)], first: 0 });
    expect(otherOf(reason('PHOTO_TWICE', { photo: 1, measure: { which: 1 } }))).toMatchObject({ first: 0 });
  });

  it('lies in another report, or is withheld where the service names none', () => {
    const other = { ref: 'JK2503070001', otherPhoto: 'x' };
    expect(otherOf(reason('PHOTO_REUSED', other))).toEqual({
      of: 'report',
      number: 'JK2503070001',
      photo: 'x',
    });
    expect(otherOf(reason('PHOTO_SIMILAR'))).toEqual({ of: 'withheld' });
  });

  it('is none of findings that speak of no photo, or of one that is not there', () => {
    expect(otherOf(reason('NARRATIVE_DUPLICATE', { ref: 'JK2503070001' }))).toBeUndefined();
    expect(otherOf(reason('PHOTO_REUSED', { photo: 7 }))).toBeUndefined();
  });

  it('comes for the gravest finding first', () => {
    const reasons = [reason('PHOTO_TWICE', { severity: 'warn', photo: 1 }), reason('PHOTO_REUSED')];
    const verdict = { verdict: 'fail', reasons, checkedAt: '' } as const;
    expect(pairingsOf({ photos: PHOTOS, verdict }).map(({ reason: { code } }) => code)).toEqual([
      'PHOTO_REUSED',
      'PHOTO_TWICE',
    ]);
  });
});

describe('photos of another report that may be meant', () => {
  it('are the one that is named and no other, none where it is gone', () => {
    expect(candidatesOf({ photos: PHOTOS }, 'third').map(({ id }) => id)).toEqual(['third']);
    expect(candidatesOf({ photos: PHOTOS }, 'erased')).toEqual([]);
  });

  it('are all of them where none is named, those of the work first and no letter', () => {
    const photos = [...PHOTOS, photo('letter', 'letter', 2)];
    expect(candidatesOf({ photos }, undefined).map(({ id }) => id)).toEqual([
      'first',
      'second',
      'third',
      'report',
      'before',
    ]);
  });
});
