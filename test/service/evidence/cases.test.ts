/** The worked cases and further ones, from committed photos through the real processes and a real database. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SEVERITY } from '#shared/evidence/finding.ts';
import { checkEvidence } from '../../../service/evidence/check.ts';
import { createPhotoReader, type PhotoReader } from '../../../service/evidence/reader.ts';
import { PATIENT } from '../patient.mjs';
import { fixture, openDesk, readCases } from './desk.ts';

const worked = readCases('cases.json');
const further = readCases('further.json');
const OWN = 'JK2503080001';

describe('the evidence cases', () => {
  let reader: PhotoReader;
  beforeAll(() => {
    reader = createPhotoReader(PATIENT);
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
