/** The worked cases and further ones, from committed photos through the real processes and a real database. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FINDING_CODES, type FindingCode, SEVERITY } from '#shared/evidence/finding.ts';
import { checkEvidence } from '../../../service/evidence/check.ts';
import { createPhotoReader, type PhotoReader } from '../../../service/evidence/reader.ts';
import { FIXTURES, fixture, openDesk } from './desk.ts';

const Cases = z.array(
  z.object({
    id: z.string(),
    photo: z.string().nullable(),
    report: z.object({
      lat: z.number(),
      lon: z.number(),
      accuracyM: z.number().optional(),
      reportedAt: z.string(),
    }),
    narrative: z.string(),
    submittedAt: z.string(),
    before: z.string().nullable(),
    others: z.array(
      z.object({ number: z.string(), photo: z.string(), narrative: z.string(), merged: z.boolean() }),
    ),
    /** Reasons as a set. */
    expect: z.array(z.enum(FINDING_CODES as [FindingCode, ...FindingCode[]])),
    verdict: z.string().optional(),
  }),
);

const load = (name: string) => Cases.parse(JSON.parse(readFileSync(join(FIXTURES, name), 'utf8')));
const worked = load('cases.json');
const further = load('further.json');
const OWN = 'JK2503080001';

describe('the evidence cases', () => {
  let reader: PhotoReader;
  beforeAll(() => {
    reader = createPhotoReader();
  });
  afterAll(() => reader.close());

  it('are all here', () => {
    expect(worked).toHaveLength(57);
    expect(further.length).toBeGreaterThan(60);
  });

  it.each([...worked, ...further])('$id: $expect', async ({ photo, before, report, others, ...given }) => {
    const desk = await openDesk(reader);
    await desk.report(OWN);
    for (const other of others) {
      const id = await desk.report(other.number, other.merged ? OWN : null);
      await desk.attach(id, fixture(other.photo));
      await desk.narrate(id, other.narrative);
    }
    const { reportedAt, ...point } = report;
    const result = await checkEvidence(
      {
        after: photo === null ? [] : [fixture(photo)],
        before: before === null ? [] : [fixture(before)],
        report: { point, reportedAt: Date.parse(reportedAt) },
        narrative: given.narrative,
        submittedAt: Date.parse(given.submittedAt),
        ticket: OWN,
      },
      desk.deps,
    );
    desk.close();
    if (result.kind !== 'checked') throw new Error('refused as too large');
    expect(result.findings.map(({ code }) => code).sort()).toEqual([...given.expect].sort());
    const graves = given.expect.map((code) => SEVERITY[code]);
    const verdict = given.verdict ?? (graves.includes('fail') ? 'fail' : graves.length > 0 ? 'warn' : 'pass');
    expect(result.verdict).toBe(verdict);
  });
});
