/** What counts as the same photo or the same text as one handed in before, asked of a real database. */
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EVIDENCE_POLICY } from '#shared/rules/evidence.ts';
import { checkEvidence, checkStored } from '../../../service/evidence/check.ts';
import { createPhotoReader, type PhotoReader } from '../../../service/evidence/reader.ts';
import { narrativeHashes, prefixOf } from '../../../service/evidence/rows.ts';
import { PATIENT } from '../patient.mjs';
import { casePhoto, type Desk, openDesk } from './desk.ts';

const OWN = 'JK2602160001';
const GIVEN = {
  before: [],
  report: { point: { lat: -6.1275, lon: 106.7903 }, reportedAt: Date.parse('2026-02-15T23:10:00Z') },
  submittedAt: Date.parse('2026-02-17T09:30:00Z'),
  narrative:
    'Regu kelurahan mengeruk lumpur saluran di Gang Kenanga RT 07 samping masjid, aliran air lancar kembali.',
};

let reader: PhotoReader;
let desk: Desk;
beforeAll(() => {
  reader = createPhotoReader(PATIENT);
});
afterAll(() => reader.close());
beforeEach(async () => {
  desk = await openDesk(reader);
});
afterEach(() => desk.close());

async function codes(changes: Partial<Parameters<typeof checkEvidence>[0]> = {}): Promise<string[]> {
  const result = await checkEvidence(
    { ...GIVEN, after: [casePhoto('jpeg-good')], ticket: OWN, ...changes },
    desk.deps,
  );
  if (result.kind !== 'checked') throw new Error('too large');
  return result.findings.map((found) => found.code);
}

describe('photos of the report itself', () => {
  it('from an earlier follow-up are no reuse', async () => {
    const own = await desk.report(OWN);
    await desk.attach(own, casePhoto('jpeg-good'), 'after', 1);
    expect(await codes()).toEqual([]);
  });

  it.each(['report', 'before'] as const)(
    'stored as %s photo must not come back as after-photo',
    async (kind) => {
      const own = await desk.report(OWN);
      await desk.attach(own, casePhoto('jpeg-good'), kind, kind === 'report' ? null : 1);
      expect(await codes()).toEqual(['BEFORE_AS_AFTER']);
    },
  );

  it('before the work come first: the same photo elsewhere adds nothing', async () => {
    const own = await desk.report(OWN);
    await desk.attach(own, casePhoto('jpeg-good'), 'report', null);
    await desk.attach(await desk.report('JK2602100003'), casePhoto('jpeg-good'));
    expect(await codes()).toEqual(['BEFORE_AS_AFTER']);
  });
});

describe('photos of merged reports', () => {
  it('are no reuse along the whole chain of mergers, in either direction', async () => {
    await desk.report('JK2602100001');
    await desk.report(OWN, 'JK2602100001');
    await desk.attach(await desk.report('JK2602100002', OWN), casePhoto('jpeg-good'));
    await desk.attach(await desk.report('JK2602100003', 'JK2602100001'), casePhoto('jpeg-good'));
    expect(await codes()).toEqual([]);
    expect(await codes({ ticket: 'JK2602100001' })).toEqual([]);
  });

  it('are reuse for everybody else, and name the report', async () => {
    await desk.report(OWN);
    await desk.attach(await desk.report('JK2602100003'), casePhoto('jpeg-good'));
    const result = await checkEvidence({ ...GIVEN, after: [casePhoto('jpeg-good')], ticket: OWN }, desk.deps);
    expect(result).toMatchObject({ findings: [{ code: 'PHOTO_REUSED', photo: 0, ref: 'JK2602100003' }] });
    expect(await codes({ ticket: undefined })).toEqual(['PHOTO_REUSED']);
    expect(await codes({ ticket: 'JK2602100099' })).toEqual(['PHOTO_REUSED']);
  });
});

describe('copies among many', () => {
  it('are found by alignment, and letters are never compared', async () => {
    await desk.report(OWN);
    const source = casePhoto('similar-smaller-webp');
    for (let i = 10; i < 40; i++) {
      const noise = { type: 'gaussian', mean: 128, sigma: 30 + i } as const;
      const other = sharp({ create: { width: 32, height: 24, channels: 3, noise, background: '#000' } });
      await desk.attach(await desk.report(`JK26021000${i}`), await other.resize(320, 240).jpeg().toBuffer());
    }
    const letter = await desk.report('JK2602100090');
    await desk.attach(letter, source, 'letter');
    expect(await codes({ after: [source] })).toEqual([]);
    const smaller = await sharp(source).resize(200).linear(0.8, 10).jpeg({ quality: 55 }).toBuffer();
    await desk.attach(await desk.report('JK2602100091'), smaller);
    expect(await codes({ after: [source] })).toEqual(['PHOTO_SIMILAR']);
  });
});

describe('a copy that was made to look like another photo', () => {
  const source = casePhoto('jpeg-good');
  const metadata = sharp(source).metadata();
  const reshaped: Record<string, () => Promise<Buffer>> = {
    async cropped() {
      const { width, height } = await metadata;
      const [left, top] = [Math.round(width * 0.03), Math.round(height * 0.05)];
      return sharp(source)
        .extract({ left, top, width: width - 2 * left, height: height - 2 * top })
        .jpeg({ quality: 80 })
        .toBuffer();
    },
    mirrored: () => sharp(source).flop().jpeg({ quality: 80 }).toBuffer(),
    'turned by a quarter': () => sharp(source).rotate(90).jpeg({ quality: 80 }).toBuffer(),
    'turned a little': () => sharp(source).rotate(2, { background: '#444' }).jpeg({ quality: 80 }).toBuffer(),
    framed: () =>
      sharp(source)
        .extend({ top: 60, bottom: 90, left: 40, right: 40, background: '#fff' })
        .jpeg({ quality: 80 })
        .toBuffer(),
  };
  /** A third of it covered by another picture. */
  const painted = async (): Promise<Buffer> => {
    const { width, height } = await metadata;
    const [w, h] = [Math.round(width * 0.55), Math.round(height * 0.55)];
    const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
    const patch = await sharp({ create: { width: 24, height: 16, channels: 3, noise, background: '#000' } })
      .resize(w, h, { fit: 'fill' })
      .png()
      .toBuffer();
    return sharp(source)
      .composite([{ input: patch, left: 20, top: 30 }])
      .jpeg({ quality: 80 })
      .toBuffer();
  };

  it.each(Object.entries(reshaped))('is found %s, as one of another report', async (_, make) => {
    await desk.report(OWN);
    await desk.attach(await desk.report('JK2602100003'), source);
    expect(await codes({ after: [await make()] })).toContain('PHOTO_REUSED');
  });

  it.each([...Object.entries(reshaped), ['painted over', painted] as const])(
    'is found %s, as the report’s own from before the work',
    async (_, make) => {
      await desk.attach(await desk.report(OWN), source, 'report', null);
      expect(await codes({ after: [await make()] })).toContain('BEFORE_AS_AFTER');
    },
  );

  it('is never more than a warning where the camera is left standing', async () => {
    await desk.attach(await desk.report(OWN), source, 'report', null);
    const policy = { ...EVIDENCE_POLICY, pictures: { standingCameras: { jalan: true } } };
    const given = { ...GIVEN, after: [await painted()], ticket: OWN };
    const report = { ...GIVEN.report, category: 'Jalan' };
    const result = await checkEvidence({ ...given, report }, { ...desk.deps, policy });
    if (result.kind !== 'checked') throw new Error('too large');
    expect(result.findings.map(({ code }) => code)).toContain('SAME_VIEW');
    expect(result.verdict).toBe('warn');
  });

  it('whose turn to be compared did not come is pending, and is not taken for honest', async () => {
    await desk.attach(await desk.report(OWN), source, 'report', null);
    const compare = async () => 'put_off' as const;
    const asked = { ...GIVEN, after: [await painted()], ticket: OWN };
    const result = await checkEvidence(asked, { ...desk.deps, reader: { ...reader, compare } });
    if (result.kind !== 'checked') throw new Error('too large');
    expect(result.findings.map(({ code }) => code)).toContain('PHOTO_PENDING');
    expect(result.after).toMatchObject([{ isUncompared: true }]);
  });
});

describe('a photo that was returned', () => {
  const photo = casePhoto('jpeg-good');

  it.each([
    ['foto_tidak_jelas', ['PHOTO_RESUBMITTED']],
    // The office was asked for words: its photo may well come again.
    ['narasi_tidak_memadai', []],
  ] as const)('for %s, and comes again: %j', async (reason, found) => {
    const own = await desk.report(OWN);
    await desk.attach(own, photo, 'after', 1);
    await desk.handIn(own, 1);
    expect(await codes({ after: [photo] })).toEqual([]);
    await desk.giveBack(own, [reason]);
    expect(await codes({ after: [photo] })).toEqual(found);
    const smaller = await sharp(photo).resize(500).withExif({}).jpeg({ quality: 70 }).toBuffer();
    const again = await codes({ after: [smaller] });
    expect(again.includes('PHOTO_RESUBMITTED')).toBe(found.length > 0);
  });
});

describe('the same photo twice in one follow-up', () => {
  it('is named with the other, as a file and as a copy', async () => {
    await desk.report(OWN);
    const photo = casePhoto('jpeg-good');
    const mirrored = await sharp(photo).flop().jpeg({ quality: 80 }).toBuffer();
    const result = await checkEvidence({ ...GIVEN, after: [photo, photo, mirrored], ticket: OWN }, desk.deps);
    if (result.kind !== 'checked') throw new Error('too large');
    const twice = result.findings.filter(({ code }) => code === 'PHOTO_TWICE');
    expect(twice).toMatchObject([
      { photo: 1, severity: 'warn', measure: { which: 1, by: 'file' } },
      { photo: 2, measure: { which: 1, by: 'alignment' } },
    ]);
  });
});

describe('narratives', () => {
  it('of one report count once, however many follow-ups repeated them', async () => {
    await desk.report(OWN);
    const one = await desk.report('JK2602100001');
    for (const followUp of [1, 2, 3, 4]) await desk.narrate(one, GIVEN.narrative, followUp);
    expect(await codes()).toEqual([]);
    for (const n of [2, 3]) await desk.narrate(await desk.report(`JK260210000${n}`), GIVEN.narrative);
    expect(await codes()).toEqual(['NARRATIVE_DUPLICATE']);
  });

  it('of the report itself and of those merged with it do not count', async () => {
    await desk.narrate(await desk.report(OWN), GIVEN.narrative);
    for (const n of [1, 2, 3]) await desk.narrate(await desk.report(`JK260210000${n}`, OWN), GIVEN.narrative);
    expect(await codes()).toEqual([]);
  });

  it('are found among many that share some of their words', async () => {
    await desk.report(OWN);
    for (let i = 100; i < 350; i++) {
      const text = `Regu kelurahan mengeruk lumpur saluran di Gang Kenanga lalu regu ${'abcdefghij'[i % 10]} pulang`;
      await desk.narrate(await desk.report(`JK2602100${i}`), text);
    }
    expect(await codes()).toEqual([]);
    for (const n of [1, 2, 3]) {
      await desk.narrate(await desk.report(`JK260210000${n}`), GIVEN.narrative.replace('07', `${n}`));
    }
    expect(await codes()).toEqual(['NARRATIVE_DUPLICATE']);
  });

  it('lose no pair to the prefix filter', () => {
    const words = (n: number, from: number) =>
      Array.from({ length: n }, (_, i) => `kata${'abcdefghijklmnopqrstuvwxyz'[(i + from) % 26]}`);
    for (let length = 3; length < 30; length++) {
      const a = narrativeHashes(words(length, 0).join(' '));
      for (let changed = 0; changed <= length; changed++) {
        const b = narrativeHashes([...words(length - changed, 0), ...words(changed, 13)].join(' '));
        const both = b.filter((hash) => a.includes(hash)).length;
        const alike = a.length > 0 && both / (a.length + b.length - both) >= 0.8;
        const shared = prefixOf(b, 0.8).some((hash) => prefixOf(a, 0.8).includes(hash));
        if (alike) expect(shared).toBe(true);
      }
    }
  });
});

describe('a HEIC photo', () => {
  it('is compared with what came as a JPEG', async () => {
    await desk.attach(await desk.report('JK2602100004'), casePhoto('jpeg-good'));
    const findings = await codes({ after: [casePhoto('heic-good')] });
    expect(findings).toContain('PHOTO_SIMILAR');
    expect(findings).not.toContain('PHOTO_UNCOMPARED');
  });

  it('that nobody can decode leaves the check without a comparison, and it says so', async () => {
    const unknown = Buffer.from(
      casePhoto('heic-good').toString('latin1').replaceAll('hvc1', 'xyz1'),
      'latin1',
    );
    expect(await codes({ after: [unknown] })).toEqual(['PHOTO_UNCOMPARED']);
    const before = await codes({ after: [casePhoto('jpeg-good')], before: [unknown] });
    expect(before).toEqual(['PHOTO_UNCOMPARED']);
  });
});

describe('several photos', () => {
  it('are each judged, and the good one heals nothing', async () => {
    await desk.report(OWN);
    const result = await checkEvidence(
      { ...GIVEN, after: ['jpeg-good', 'border-102m', 'heic-bare'].map(casePhoto), ticket: OWN },
      desk.deps,
    );
    expect(result).toMatchObject({
      verdict: 'fail',
      findings: [
        { code: 'LOCATION_MISMATCH', photo: 1, measure: { good: ['1'] } },
        // The same picture under other metadata.
        { code: 'PHOTO_TWICE', photo: 1, measure: { which: 1, by: 'pixels' } },
        { code: 'GPS_MISSING', photo: 2 },
        { code: 'TIME_MISSING', photo: 2 },
        { code: 'PHOTO_TWICE', photo: 2, measure: { which: 1, by: 'alignment' } },
      ],
    });
  });
});

describe('a stored follow-up', () => {
  it('is judged again by a corrected point without reading a photo', async () => {
    const own = await desk.report(OWN);
    await desk.attach(own, casePhoto('border-102m'), 'after', 1);
    const request = { ...GIVEN, ticket: OWN, followUp: 1, findings: [] };
    const before = await checkStored(request, desk.deps);
    expect(before.findings.map(({ code }) => code)).toEqual(['LOCATION_MISMATCH']);
    const point = { lat: -6.1275 + 100 / 110_574, lon: 106.7903 };
    const after = await checkStored({ ...request, report: { ...GIVEN.report, point } }, desk.deps);
    expect(after).toMatchObject({ verdict: 'pass', findings: [] });
  });

  it('does not answer for those who used its photo and its words after it', async () => {
    const own = await desk.report(OWN);
    await desk.attach(own, casePhoto('jpeg-good'), 'after', 1);
    for (const n of [1, 2, 3]) {
      const later = await desk.report(`JK260210000${n}`);
      await desk.attach(later, casePhoto('jpeg-good'));
      await desk.narrate(later, GIVEN.narrative);
    }
    const request = { ...GIVEN, ticket: OWN, followUp: 1, findings: [] };
    // Photos here are created at 1, 2, 3 …
    const { findings } = await checkStored({ ...request, submittedAt: 1 }, desk.deps);
    expect(findings.map(({ code }) => code)).not.toContain('PHOTO_REUSED');
    expect(findings.map(({ code }) => code)).not.toContain('NARRATIVE_DUPLICATE');
  });
});

describe('a photo whose turn does not come in time', () => {
  const over = AbortSignal.abort();

  it('is pending, and the check ends without it', async () => {
    const asked = { ...GIVEN, after: [casePhoto('jpeg-good')], ticket: OWN };
    const result = await checkEvidence(asked, desk.deps, over);
    expect(result).toMatchObject({ verdict: 'warn', findings: [{ code: 'PHOTO_PENDING', photo: 0 }] });
  });

  it('from before the work leaves the check unfinished', async () => {
    const waits = await createPhotoReader({ line: 0 }).read(casePhoto('similar-smaller-webp'));
    if (waits.kind !== 'photo') throw new Error('too large');
    const own = await desk.report(OWN);
    await desk.attachRead(own, waits, 'report', null);
    const result = await checkEvidence({ ...GIVEN, after: [casePhoto('jpeg-good')], ticket: OWN }, desk.deps);
    expect(result).toMatchObject({
      verdict: 'warn',
      findings: [{ code: 'PHOTO_PENDING', measure: { before: 1 } }],
    });
  });
});

describe('a photo over 50 megapixels', () => {
  it('refuses the call and says which', async () => {
    const huge = sharp({ create: { width: 10_000, height: 5_001, channels: 3, background: '#000' } });
    const bytes = await huge.png({ compressionLevel: 9, palette: true }).toBuffer();
    const result = await checkEvidence({ ...GIVEN, after: [casePhoto('jpeg-good'), bytes] }, desk.deps);
    expect(result).toEqual({ kind: 'too_large', part: 'after', index: 1, width: 10_000, height: 5_001 });
  });
});
