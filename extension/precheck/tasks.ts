/** What passes between the pre-check and its worker. */
import type { Evidence } from '#shared/evidence/checks/judge.ts';
import type { PhotoFacts } from '#shared/evidence/facts.ts';
import type { Finding } from '#shared/evidence/finding.ts';
import type { EvidencePolicy } from '#shared/rules/evidence.ts';

export type Task =
  | { kind: 'read'; photo: File; policy: EvidencePolicy }
  | { kind: 'judge'; evidence: Evidence; policy: EvidencePolicy };

export type Answer = { kind: 'facts'; facts: PhotoFacts } | { kind: 'findings'; findings: Finding[] };
