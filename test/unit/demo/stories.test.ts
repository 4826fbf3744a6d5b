import { getVillages } from 'idn-area-data';
import { describe, expect, it } from 'vitest';
import { JAKARTA } from '#shared/city/packs.ts';
import { judgeNarrative } from '#shared/evidence/checks/narrative.ts';
import { FINDING_CODES } from '#shared/evidence/finding.ts';
import { EVIDENCE_POLICY } from '#shared/rules/evidence.ts';
import { STATUSES } from '#shared/ticket/status.ts';
import { BANGKA } from '../../../service/demo/places.ts';
import { inOrder, type PlannedReport } from '../../../service/demo/plan.ts';
import { tellStories } from '../../../service/demo/stories.ts';

const NOW = Date.parse('2026-04-20T14:05:00+07:00');
const kelurahan = (await getVillages()).filter(({ code }) => code.startsWith('31.'));
const reports = tellStories(NOW, kelurahan);

function followUps(report: PlannedReport) {
  return report.steps.flatMap((step) => (step.do === 'tindak_lanjut' ? [step] : []));
}

describe('the demo', () => {
  it('lies in Jakarta, which has 267 kelurahan with official codes', () => {
    expect(kelurahan).toHaveLength(267);
    for (const { point } of reports) {
      if (!point) continue;
      expect(point.lat).toBeGreaterThan(-6.38);
      expect(point.lat).toBeLessThan(-5.6);
      expect(point.lon).toBeGreaterThan(106.45);
      expect(point.lon).toBeLessThan(106.98);
    }
  });

  it('holds at least 200 reports in every status, several dozen of them for the validator', () => {
    const count = (status: string) => reports.filter((report) => report.ends === status).length;
    expect(reports.length).toBeGreaterThanOrEqual(200);
    for (const status of STATUSES) expect(count(status), status).toBeGreaterThan(1);
    expect(count('validasi')).toBeGreaterThan(36);
  });

  it('shows the validator every kind of finding', () => {
    const shown = new Set(
      reports.filter(({ ends }) => ends === 'validasi').flatMap(({ finds }) => finds ?? []),
    );
    // What waits to be read is read by the time anybody looks; no phone of the demo writes what nobody can decode, or
    // signs, what lies elsewhere comes with an import alone, and no painter's two pictures differ as a sensor's do.
    expect(FINDING_CODES.filter((code) => !shown.has(code)).sort()).toEqual([
      'PHOTO_ELSEWHERE',
      'PHOTO_PENDING',
      'PHOTO_UNCOMPARED',
      'SAME_VIEW',
      'SIGNATURE_BROKEN',
    ]);
  });

  it('gives Kelurahan Bangka and Dinas Bina Marga work in every status of an office', () => {
    const lastUnit = (report: PlannedReport) =>
      report.steps.reduce((unit, step) => ('to' in step ? step.to : unit), report.kelurahan);
    const at = (unit: string) => new Set(reports.filter((r) => lastUnit(r) === unit).map((r) => r.ends));
    const office = ['menunggu', 'koordinasi', 'disposisi', 'proses', 'tl_ditolak'];
    expect([...at(BANGKA)]).toEqual(expect.arrayContaining(office));
    expect([...at('dinas-bina-marga')]).toEqual(
      expect.arrayContaining(['koordinasi', 'proses', 'tl_ditolak']),
    );
    expect([...at('sudin-bina-marga-31.74'), ...reports.map((r) => lastUnit(r))]).toEqual(
      expect.arrayContaining([expect.stringMatching(/^sudin-bina-marga-/)]),
    );
  });

  it('is the same each time, but for its times', () => {
    const later = tellStories(NOW + 3_600_000, kelurahan);
    expect(tellStories(NOW, kelurahan)).toEqual(reports);
    expect(later.map((report) => report.description)).toEqual(reports.map((report) => report.description));
    expect(later.map((report) => report.filedAt - 3_600_000)).toEqual(
      reports.map((report) => report.filedAt),
    );
  });

  it('has happened: nothing lies in the future, and each step follows the one before', () => {
    for (const report of reports) {
      const times = [report.filedAt, ...report.steps.map((step) => step.at), NOW];
      expect(times, report.key).toEqual([...times].sort((a, b) => a - b));
    }
  });

  it('goes through the days in one order, each report filed before anything else happens to it', () => {
    const seen = new Set<string>();
    for (const { report, step } of inOrder(reports)) {
      if (step === null) seen.add(report.key);
      expect(seen.has(report.key)).toBe(true);
      if (step?.do === 'gabung') expect(seen.has(step.into)).toBe(true);
    }
  });

  it('uses only categories the service knows', () => {
    const names = JAKARTA.categories.map(({ name }) => name);
    for (const { category } of reports) expect(names).toContain(category);
  });

  it('writes narratives that are found wanting only where that is meant', () => {
    const wrong = reports.flatMap((report) => {
      const last = followUps(report).at(-1);
      if (!last || !report.finds) return [];
      const found = judgeNarrative(last.narrative, EVIDENCE_POLICY.narrative).map(({ code }) => code);
      const meant = report.finds.filter(
        (code) => code.startsWith('NARRATIVE_') && code !== 'NARRATIVE_DUPLICATE',
      );
      return found.join() === meant.join() ? [] : [`${last.narrative} → ${found} instead of ${meant}`];
    });
    expect(wrong).toEqual([]);
  });
});
