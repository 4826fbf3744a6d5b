/**
 * The demo as one list of things that happen to reports, in the order in which they happened. Pure: the same for
 * the same `now`, which only moves the times.
 */
import type { FindingCode } from '#shared/evidence/finding.ts';
import type { Channel } from '#shared/ticket/channel.ts';
import type { ReturnReason } from '#shared/ticket/reason.ts';
import type { Status } from '#shared/ticket/status.ts';
import type { PlannedPhoto } from './follow-ups.ts';

export interface PlannedReport {
  /** Names the report inside the plan; it gets its number when it is filed. */
  key: string;
  channel: Channel;
  category: string;
  description: string;
  private: boolean;
  point: { lat: number; lon: number; accuracyM?: number } | null;
  address: string;
  /** Null: no kelurahan named, so it lands in the channel admins' tray. */
  kelurahan: string | null;
  photos: PlannedPhoto[];
  filedAt: number;
  steps: PlannedStep[];
  /** Where the story leaves it. */
  ends: Status;
  /** What the check has to say of its last follow-up; absent where there is none. */
  finds?: FindingCode[];
}

/** `by` is the office that acts, or the validator. */
export type PlannedStep = { at: number } & (
  | { do: 'proses'; by: string }
  | { do: 'koordinasi' | 'disposisi'; by: string | null; to: string; reason: string }
  | { do: 'tolak'; by: string; reason: string }
  | { do: 'tindak_lanjut'; by: string; narrative: string; photos: PlannedPhoto[] }
  /** A follow-up as an import leaves it: handed in, not checked yet. */
  | { do: 'impor'; by: string; narrative: string }
  | { do: 'setujui'; reason: string | null }
  | { do: 'kembalikan'; reasonCodes: ReturnReason[]; note: string | null }
  | { do: 'gabung'; into: string; reason: string }
  /** By whoever filed it. */
  | { do: 'nilai'; stars: number; comment: string | null }
);

export interface Moment {
  at: number;
  report: PlannedReport;
  /** Null: the report is filed. */
  step: PlannedStep | null;
}

/** Every filing and step of all reports, oldest first. */
export function inOrder(reports: readonly PlannedReport[]): Moment[] {
  return reports
    .flatMap((report): Moment[] => [
      { at: report.filedAt, report, step: null },
      ...report.steps.map((step) => ({ at: step.at, report, step })),
    ])
    .sort((a, b) => a.at - b.at);
}

/** Every photo of the plan, each once: to be made ready before the load. */
export function photosOf(reports: readonly PlannedReport[]): PlannedPhoto[] {
  return reports.flatMap((report) => [
    ...report.photos,
    ...report.steps.flatMap((step) => (step.do === 'tindak_lanjut' ? step.photos : [])),
  ]);
}
