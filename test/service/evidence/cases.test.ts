/** The worked cases, from committed photos through the real processes and a real database. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkEvidence } from '../../../service/evidence/check.ts';
import { createPhotoReader, type PhotoReader } from '../../../service/evidence/reader.ts';
import { FIXTURES, fixture, openDesk } from './desk.ts';

const Cases = z.array(
  z.object({
    id: z.string(),
    description: z.string(),
    photo: z.string().nullable(),
    report: z.object({ lat: z.number(), lon: z.number(), createdAt: z.string() }),
    narrative: z.string(),
    context: z.object({
      submittedAt: z.string(),
      reportAccuracyM: z.number().optional(),
      beforePhoto: z.string().nullable(),
      otherTickets: z.array(
        z.object({
          id: z.string(),
          photo: z.string(),
          narrative: z.string(),
          relation: z.string().optional(),
        }),
      ),
    }),
    expect: z.object({ verdict: z.string(), reasons: z.array(z.string()) }),
  }),
);

const cases = Cases.parse(JSON.parse(readFileSync(join(FIXTURES, 'cases.json'), 'utf8')));
const OWN = 'JK2503080001';

describe('the worked cases', () => {
  let reader: PhotoReader;
  beforeAll(() => {
    reader = createPhotoReader();
  });
  afterAll(() => reader.close());

  it('are all here', () => {
    expect(cases).toHaveLength(57);
  });

  it.each(cases)('$id: $description', async ({ photo, report, narrative, context, expect: expected }) => {
    const desk = await openDesk(reader);
    await desk.report(OWN);
    for (const other of context.otherTickets) {
      const id = await desk.report(other.id, other.relation === 'duplicate-of-this' ? OWN : null);
      await desk.attach(id, fixture(other.photo));
      await desk.narrate(id, other.narrative);
    }
    const result = await checkEvidence(
      {
        after: photo === null ? [] : [fixture(photo)],
        before: context.beforePhoto === null ? [] : [fixture(context.beforePhoto)],
        report: {
          point: { lat: report.lat, lon: report.lon, accuracyM: context.reportAccuracyM },
          reportedAt: Date.parse(report.createdAt),
        },
        narrative,
        submittedAt: Date.parse(context.submittedAt),
        ticket: OWN,
      },
      desk.deps,
    );
    desk.close();
    if (result.kind !== 'checked') throw new Error('refused as too large');
    const reasons = result.findings.map((finding) => finding.code).sort();
    expect({ verdict: result.verdict, reasons }).toEqual({
      verdict: expected.verdict,
      reasons: [...expected.reasons].sort(),
    });
  });
});
