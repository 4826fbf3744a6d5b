/** What a sentence about a finding is made of, in whatever language. */
import type { FindingCode } from '../finding.ts';

export interface Said {
  /** What is, and by how much. */
  message: string;
  /** What the officer should do about it. */
  advice: string;
}

/** What a sentence is made of. Absent measures come out as empty text, so that old findings still read. */
export interface Told {
  /** "Foto", or "Foto 2" where there are several. */
  photo: string;
  /** Number of the other report, only where the reader may know it. */
  ref: string | undefined;
  has(key: string): boolean;
  metres(key: string): string;
  /** `76 menit`, `3 jam 17 menit`, `2 hari`. */
  span(key: string): string;
  date(key: string): string;
  number(key: string): number;
  percent(key: string): string;
  text(key: string): string;
  list(key: string): string[];
}

export type Sentences = Record<FindingCode, (told: Told) => Said>;
