/**
 * The course of one pre-check, on a site's form and on the desk's: takes over what the form holds, reads each photo once,
 * judges anew whenever photos, narrative or what is known of the report change. Nothing leaves the machine, but where the
 * form belongs to the service itself: then the service is asked what only it knows, which photos and words were used before.
 */
import { MAX_AFTER_PHOTOS, MAX_BEFORE_PHOTOS, MAX_UPLOAD_BYTES } from '#shared/contract/evidence.ts';
import type { Report } from '#shared/contract/ticket.ts';
import { type PhotoFacts, unreadableFacts } from '#shared/evidence/facts.ts';
import type { Finding } from '#shared/evidence/finding.ts';
import { EVIDENCE_POLICY, type EvidencePolicy, evidencePolicyOf } from '#shared/rules/evidence.ts';
import type { EvidenceBasis, Failure, Handed, Outcome } from '../connection/messages.ts';
import type { Meta } from '../store/database.ts';
import type { Run } from './check-worker.ts';

/** A narrative is judged when its writer pauses. */
const PAUSE_MS = 300;
/** The service is asked when nothing has changed for so long: photos are large, and each asking sends them. */
const SETTLED_MS = 900;

export interface PrecheckState {
  files: readonly File[];
  narrative: string;
  /** Null while it is being judged, or where there is nothing to judge. */
  findings: readonly Finding[] | null;
  /** Of each file, in their order; null for one that is not read, or not yet. */
  facts: readonly (PhotoFacts | null)[];
  /** The judging itself failed: what was found before no longer counts. */
  broken: boolean;
  compared: Compared;
}

/** How far the service is with what only it can compare. `off`: nobody asks it, or there is nothing to ask about. */
export type Compared = { state: 'off' | 'asking' | 'done' } | { state: 'failed'; error: Failure };

/** What the service is asked: about photos, or about the words alone where its answer about the photos still holds. */
export interface Question {
  narrative: string;
  after: readonly File[];
  before: readonly File[];
}

interface Surroundings {
  run: Run;
  changed: (state: PrecheckState) => void;
  /** ms, this machine's clock. */
  now: () => number;
  /** Absent where nothing may leave the machine. */
  compare?: (question: Question) => Promise<Outcome<readonly Finding[]>>;
  /** Adds what was committed of a photo as it was taken; absent where no camera of ours takes any. */
  withCaptured?: (facts: PhotoFacts) => PhotoFacts;
}

/** What the service said, and of what. */
interface Comparison {
  photos: { after: readonly File[]; before: readonly File[]; findings: readonly Finding[] } | null;
  words: { narrative: string; findings: readonly Finding[] } | null;
}

export class Precheck {
  private readonly around: Surroundings;
  private files: readonly File[] = [];
  private before: readonly File[] = [];
  private narrative = '';
  private basis: EvidenceBasis | null = null;
  private readonly read = new Map<File, PhotoFacts>();
  private comparison: Comparison = { photos: null, words: null };
  private compared: Compared = { state: 'off' };
  /** What was begun before something changed does not count any more. */
  private turn = 0;
  private pause: ReturnType<typeof setTimeout> | undefined;
  /** One question at a time: what was sent already is not called back. */
  private asking: Promise<unknown> = Promise.resolve();

  constructor(around: Surroundings) {
    this.around = around;
  }

  hand({ chosen, dropped = [], narrative, before }: Handed & { before?: readonly File[] }): void {
    const onlyWords = chosen === undefined && dropped.length === 0;
    this.files = [...(chosen ?? this.files), ...dropped];
    this.before = before ?? this.before;
    this.narrative = narrative ?? this.narrative;
    for (const file of this.read.keys()) if (!this.files.includes(file)) this.read.delete(file);
    this.begin(onlyWords ? PAUSE_MS : 0);
  }

  /** Null: nothing is known of the report, and no distance is judged. */
  basedOn(basis: EvidenceBasis | null): void {
    // What the service said of the photos it said of them at the point that was.
    if (JSON.stringify(basis?.point) !== JSON.stringify(this.basis?.point)) this.comparison.photos = null;
    this.basis = basis;
    this.again();
  }

  /** Judges, and asks, once more: as when the service is back. */
  again(): void {
    if (this.files.length > 0 || this.narrative !== '') this.begin(0);
  }

  end(): void {
    this.turn += 1;
    clearTimeout(this.pause);
  }

  private begin(afterMs: number): void {
    this.turn += 1;
    clearTimeout(this.pause);
    this.compared = { state: 'off' };
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
      const facts = answer?.kind === 'facts' ? answer.facts : outOfTime(photo);
      this.read.set(photo, this.around.withCaptured?.(facts) ?? facts);
      this.say(null);
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
      photos: this.files.flatMap((file) => this.read.get(file) ?? []),
    };
    const answer = await this.around.run({ kind: 'judge', evidence, policy });
    if (turn !== this.turn) return;
    const found = answer?.kind === 'findings' ? answer.findings : null;
    const question = found && this.openQuestion();
    if (question) this.compared = { state: 'asking' };
    else if (this.around.compare && this.comparison.words?.narrative === this.narrative)
      this.compared = { state: 'done' };
    this.say(found, answer === null);
    if (found && question)
      this.pause = setTimeout(() => void this.compare(turn, question, found), SETTLED_MS);
  }

  private async compare(turn: number, question: Question, found: readonly Finding[]): Promise<void> {
    const { compare } = this.around;
    if (!compare) return;
    await this.asking;
    if (turn !== this.turn) return;
    const asked = compare(question);
    this.asking = asked.catch(() => undefined);
    const outcome = await asked;
    if (outcome.ok) this.keep(question, outcome.value);
    if (turn !== this.turn) return;
    this.compared = outcome.ok ? { state: 'done' } : { state: 'failed', error: outcome.error };
    this.say(found);
  }

  private keep({ narrative, after, before }: Question, findings: readonly Finding[]): void {
    if (after.length > 0) this.comparison.photos = { after, before, findings: findings.filter(isOfPhotos) };
    const words = findings.filter(({ code }) => code === 'NARRATIVE_DUPLICATE');
    this.comparison.words = { narrative, findings: words };
  }

  /** Null where the service has answered it, may not be asked, or would refuse what is handed in. */
  private openQuestion(): Question | null {
    if (!this.around.compare) return null;
    const { files: after, before, narrative } = this;
    const bytes = [...after, ...before].reduce((sum, file) => sum + file.size, 0);
    if (after.length > MAX_AFTER_PHOTOS || before.length > MAX_BEFORE_PHOTOS || bytes > MAX_UPLOAD_BYTES)
      return null;
    if (after.length > 0 && !this.answeredPhotos()) return { narrative, after, before };
    const known = this.comparison.words?.narrative === narrative || narrative.trim() === '';
    return known ? null : { narrative, after: [], before: [] };
  }

  private answeredPhotos(): readonly Finding[] | null {
    const { photos } = this.comparison;
    const same = photos && isSame(photos.after, this.files) && isSame(photos.before, this.before);
    return same ? photos.findings : null;
  }

  /** The service has looked at the pixels too: of photos it has answered for, its findings are the better ones. */
  private merged(found: readonly Finding[]): Finding[] {
    const photos = this.answeredPhotos() ?? found.filter(isOfPhotos);
    const { words } = this.comparison;
    const used = words?.narrative === this.narrative ? words.findings : [];
    return [...photos, ...found.filter((each) => !isOfPhotos(each)), ...used];
  }

  private policy(): EvidencePolicy {
    const thresholds = this.basis?.thresholds;
    return thresholds ? evidencePolicyOf(thresholds.set, thresholds.from) : EVIDENCE_POLICY;
  }

  private say(found: readonly Finding[] | null, broken = false): void {
    const { files, narrative, compared } = this;
    const facts = files.map((file) => this.read.get(file) ?? null);
    this.around.changed({
      files,
      narrative,
      findings: found && this.merged(found),
      facts,
      broken,
      compared,
    });
  }
}

/** What a follow-up to this report is judged by, as far as the copy on this machine knows. */
export function basisOf(
  { point, reportedAt, category }: Pick<Report, 'point' | 'reportedAt' | 'category'>,
  meta: Pick<Meta, 'thresholds' | 'clockOffset'> | null | undefined,
): EvidenceBasis {
  return {
    point: point ?? null,
    reportedAt: Date.parse(reportedAt),
    category,
    thresholds: meta?.thresholds ?? null,
    clockOffset: meta?.clockOffset ?? 0,
  };
}

function isOfPhotos({ code }: Finding): boolean {
  return !code.startsWith('NARRATIVE_');
}

function isSame(some: readonly File[], others: readonly File[]): boolean {
  return some.length === others.length && some.every((file, i) => file === others[i]);
}

function outOfTime(photo: File): PhotoFacts {
  return unreadableFacts({ sha256: '', bytes: photo.size, format: null }, 'pending');
}
