/**
 * A camera that the page itself has, and what it took for the report so far: the desk has none, the page for phones
 * offers one beside the choosing of files.
 */
import { createContext } from 'preact';
import type { Captured } from '#shared/evidence/facts.ts';
import type { CaptureSide } from '../../store/database.ts';

export interface Camera {
  /** Null where nothing was taken. */
  take(side: CaptureSide): Promise<File | null>;
  /** For a form that is opened anew, in the order taken. */
  taken: Readonly<Record<CaptureSide, readonly File[]>>;
  /** What was committed of a photo as it was taken. */
  captured(sha256: string): Captured | undefined;
}

export const CameraContext = createContext<Camera | null>(null);
