/** What the officer sees of the pre-check: what was found and what to do, what is still missing, what was not judged. */
import { MAX_AFTER_PHOTOS, MAX_UPLOAD_BYTES } from '#shared/contract/evidence.ts';
import { type Finding, verdictOf } from '#shared/evidence/finding.ts';
import type { EvidenceBasis } from '../connection/messages.ts';
import { t } from '../platform/i18n.ts';
import { VerdictSign } from '../ui/icon.tsx';
import { FoundList, isFound, tooManyPixels } from './found.tsx';
import type { PrecheckState } from './precheck.ts';

/** What is known of the report; without it no distance is judged. */
export type Known = EvidenceBasis | 'asking' | 'unknown' | 'signed-out' | 'away';

interface Props {
  number: string;
  state: PrecheckState;
  known: Known;
}

export function Panel({ number, state, known }: Props) {
  const findings = (state.findings ?? []).filter(isFound);
  return (
    <main class="precheck">
      <header class="precheck-head">
        <h1>{t('precheck.title')}</h1>
        <span class="soft tabular">{number}</span>
      </header>
      <Summary state={state} findings={findings} />
      {findings.length > 0 && <FoundList findings={findings} files={state.files} />}
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

function notesOf({ files, narrative, facts }: PrecheckState, known: Known): string[] {
  const notes: string[] = [];
  if (files.length === 0) notes.push(t('precheck.no_photo'));
  if (narrative.trim() === '') notes.push(t('precheck.no_narrative'));
  if (files.length > MAX_AFTER_PHOTOS) notes.push(t('precheck.too_many', { most: MAX_AFTER_PHOTOS }));
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  if (bytes > MAX_UPLOAD_BYTES) notes.push(t('precheck.too_large', { most: MAX_UPLOAD_BYTES / 1024 / 1024 }));
  notes.push(...tooManyPixels(facts));
  if (known === 'unknown') notes.push(t('precheck.unknown'));
  else if (known === 'signed-out') notes.push(t('precheck.signed_out'));
  else if (known === 'away') notes.push(t('precheck.away'));
  else if (known !== 'asking' && known.point === null) notes.push(t('precheck.no_point'));
  return notes;
}
