/** What this part of the service is opened with, and nothing beyond. */
import type { Checkpoints } from './checkpoints.ts';
import type { Verifier } from './verifier.ts';

export interface AuditDeps {
  checkpoints: Checkpoints;
  verifier: Verifier;
}
