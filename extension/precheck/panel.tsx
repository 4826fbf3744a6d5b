/** What the officer sees of the pre-check: what was found and what to do, what is still missing, what was not judged. */
import { MAX_AFTER_PHOTOS, MAX_PIXELS, MAX_UPLOAD_BYTES } from '#shared/contract/evidence.ts';
import { type Finding, type FindingCode, verdictOf } from '#shared/evidence/finding.ts';
import { sayFinding } from '#shared/evidence/messages.ts';
import type { EvidenceBasis } from '../connection/messages.ts';
import { FindingItem, gravestFirst } from '../desk/ticket/findings.tsx';
import { speaker, t } from '../platform/i18n.ts';
import { VerdictSign } from '../ui/icon.tsx';
import type { PrecheckState } from './precheck.ts';

/** What is known of the report; without it no distance is judged. */
export type Known = EvidenceBasis | 'asking' | 'unknown' | 'signed-out' | 'away';

interface Props {
  number: string;
  state: PrecheckState;
  known: Known;
}

/** Of a form that is still being filled in they are no findings: said softly, among what is missing. */
const NOT_YET: readonly FindingCode[] = ['PHOTO_MISSING', 'NARRATIVE_MISSING'];

export function Panel({ number, state, known }: Props) {
  const findings = (state.findings ?? []).filter(({ code }) => !NOT_YET.includes(code));
  return (
    <main class="precheck">
      <header class="precheck-head">
        <h1>{t('precheck.title')}</h1>
        <span class="soft tabular">{number}</span>
      </header>
      <Summary state={state} findings={findings} />
      {findings.length > 0 && (
        <ul>
          {gravestFirst(findings).map((finding) => (
            <Found key={`${finding.code}-${finding.photo ?? ''}`} finding={finding} files={state.files} />
          ))}
        </ul>
      )}
      <ul class="precheck-notes soft">
        {notesOf(state, known).map((note) => (
          <li key={note}>{note}</li>
        ))}
        <li>{t('precheck.local')}</li>
      </ul>
    </main>
  );
}

function Summary({ state, findings }: { state: PrecheckState; findings: readonly Finding[] }) {
  const { files, narrative, broken } = state;
  if (broken) return <p role="alert">{t('precheck.broken')}</p>;
  if (files.length === 0 && narrative.trim() === '') return <p role="status">{t('precheck.empty')}</p>;
  if (state.findings === null) {
    return (
      <p role="status">
        {files.length > 0 ? t('precheck.judging', { count: files.length }) : t('precheck.judging_text')}
      </p>
    );
  }
  const verdict = verdictOf(findings);
  return (
    <p class={`precheck-sum sign-${verdict}`} role="status">
      <VerdictSign verdict={verdict} />
      {findings.length > 0 ? t('precheck.found', { count: findings.length }) : t('precheck.clean')}
    </p>
  );
}

function Found({ finding, files }: { finding: Finding; files: readonly File[] }) {
  const file = finding.photo === undefined ? undefined : files[finding.photo];
  return (
    <FindingItem severity={finding.severity} {...sayFinding(finding, speaker(), { photos: files.length })}>
      {file && files.length > 1 && <p class="soft precheck-file">{file.name}</p>}
    </FindingItem>
  );
}

function notesOf({ files, narrative, facts }: PrecheckState, known: Known): string[] {
  const notes: string[] = [];
  if (files.length === 0) notes.push(t('precheck.no_photo'));
  if (narrative.trim() === '') notes.push(t('precheck.no_narrative'));
  if (files.length > MAX_AFTER_PHOTOS) notes.push(t('precheck.too_many', { most: MAX_AFTER_PHOTOS }));
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  if (bytes > MAX_UPLOAD_BYTES) notes.push(t('precheck.too_large', { most: MAX_UPLOAD_BYTES / 1024 / 1024 }));
  for (const [index, { width, height }] of facts.entries()) {
    if ((width ?? 0) * (height ?? 0) > MAX_PIXELS)
      notes.push(t('precheck.too_many_pixels', { number: index + 1 }));
  }
  if (known === 'unknown') notes.push(t('precheck.unknown'));
  else if (known === 'signed-out') notes.push(t('precheck.signed_out'));
  else if (known === 'away') notes.push(t('precheck.away'));
  else if (known !== 'asking' && known.point === null) notes.push(t('precheck.no_point'));
  return notes;
}
