/**
 * The header in which a caller carries along how far the service's log had come with the last answer: with it what was
 * written is read back, whichever of several processes answers. Only those that read from a copy send it.
 */
export const POSITION = 'Tuntas-Position';

/** What one caller carries; shared by clients of the same service. */
export interface Carried {
  position?: string;
}
