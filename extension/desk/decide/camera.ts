/**
 * What the page for phones has beside the desk's choosing of files: a camera of its own, and what was taken, chosen and
 * written for the report so far, which outlives the page.
 */
import { createContext } from 'preact';
import type { Captured } from '#shared/evidence/facts.ts';
import type { CaptureSide } from '../../store/database.ts';

export interface Camera {
  /** Null where nothing was taken. */
  take(side: CaptureSide): Promise<File | null>;
  /** For a form that is opened anew, in the order taken. */
  taken: Readonly<Record<CaptureSide, readonly File[]>>;
  narrative: string;
  /** Keeps photos that were chosen from elsewhere as it keeps its own. */
  add(files: readonly File[], side: CaptureSide): void;
  /** As what the form holds a photo now; null: no more. */
  hold(file: File, side: CaptureSide | null): void;
  write(narrative: string): void;
  /** What was committed of a photo as it was taken. */
  captured(sha256: string): Captured | undefined;
}

export const CameraContext = createContext<Camera | null>(null);
