/**
 * The course of one pre-check: takes over what the form holds, reads each photo once, judges anew whenever photos,
 * narrative or what is known of the report change. Nothing here leaves the machine.
 */
import { MAX_AFTER_PHOTOS } from '#shared/contract/evidence.ts';
import { type PhotoFacts, unreadableFacts } from '#shared/evidence/facts.ts';
import type { Finding } from '#shared/evidence/finding.ts';
import { EVIDENCE_POLICY, type EvidencePolicy, evidencePolicyOf } from '#shared/rules/evidence.ts';
import type { EvidenceBasis, Handed } from '../connection/messages.ts';
import type { Run } from './check-worker.ts';

/** A narrative is judged when its writer pauses. */
const PAUSE_MS = 300;

export interface PrecheckState {
  files: readonly File[];
  narrative: string;
  /** Null while it is being judged, or where there is nothing to judge. */
  findings: readonly Finding[] | null;
  /** Sizes of the photos that could be read, in their order. */
  facts: readonly PhotoFacts[];
  /** The judging itself failed: what was found before no longer counts. */
  broken: boolean;
}

interface Surroundings {
  run: Run;
  changed: (state: PrecheckState) => void;
  /** ms, this machine's clock. */
  now: () => number;
}

export class Precheck {
  private readonly around: Surroundings;
  private files: readonly File[] = [];
  private narrative = '';
  private basis: EvidenceBasis | null = null;
  private readonly read = new Map<File, PhotoFacts>();
  /** What was begun before something changed does not count any more. */
  private turn = 0;
  private pause: ReturnType<typeof setTimeout> | undefined;

  constructor(around: Surroundings) {
    this.around = around;
  }

  hand({ chosen, dropped = [], narrative }: Handed): void {
    const onlyWords = chosen === undefined && dropped.length === 0;
    this.files = [...(chosen ?? this.files), ...dropped];
    this.narrative = narrative ?? this.narrative;
    for (const file of this.read.keys()) if (!this.files.includes(file)) this.read.delete(file);
    this.begin(onlyWords ? PAUSE_MS : 0);
  }

  /** Null: nothing is known of the report, and no distance is judged. */
  basedOn(basis: EvidenceBasis | null): void {
    this.basis = basis;
    if (this.files.length > 0 || this.narrative !== '') this.begin(0);
  }

  private begin(afterMs: number): void {
    this.turn += 1;
    clearTimeout(this.pause);
    this.say(null);
    if (this.files.length === 0 && this.narrative.trim() === '') return;
    const turn = this.turn;
    this.pause = setTimeout(() => void this.check(turn), afterMs);
  }

  private async check(turn: number): Promise<void> {
    const policy = this.policy();
    for (const photo of this.files.slice(0, MAX_AFTER_PHOTOS)) {
      if (this.read.has(photo)) continue;
      const answer = await this.around.run({ kind: 'read', photo, policy });
      if (turn !== this.turn) return;
      this.read.set(photo, answer?.kind === 'facts' ? answer.facts : outOfTime(photo));
    }
    const evidence = {
      report: {
        point: this.basis?.point ?? null,
        // Of an unknown report no photo is too old.
        reportedAt: this.basis?.reportedAt ?? 0,
        category: this.basis?.category,
      },
      narrative: this.narrative,
      submittedAt: this.around.now() + (this.basis?.clockOffset ?? 0),
      photos: this.facts(),
    };
    const answer = await this.around.run({ kind: 'judge', evidence, policy });
    if (turn === this.turn) this.say(answer?.kind === 'findings' ? answer.findings : null, answer === null);
  }

  private policy(): EvidencePolicy {
    const thresholds = this.basis?.thresholds;
    return thresholds ? evidencePolicyOf(thresholds.set, thresholds.from) : EVIDENCE_POLICY;
  }

  private facts(): PhotoFacts[] {
    return this.files.flatMap((file) => this.read.get(file) ?? []);
  }

  private say(findings: readonly Finding[] | null, broken = false): void {
    const { files, narrative } = this;
    this.around.changed({ files, narrative, findings, facts: this.facts(), broken });
  }
}

function outOfTime(photo: File): PhotoFacts {
  return unreadableFacts({ sha256: '', bytes: photo.size, format: null }, 'pending');
}
