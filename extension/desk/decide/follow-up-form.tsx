/** An office's follow-up: narrative and photos, checked while they are written as the site's own form is. */
import { useContext } from 'preact/hooks';
import { MAX_AFTER_PHOTOS, MAX_BEFORE_PHOTOS, MAX_LETTERS } from '#shared/contract/evidence.ts';
import { MAX_TEXT } from '#shared/contract/primitives.ts';
import { isDoubt, type Severity } from '#shared/evidence/finding.ts';
import { t } from '../../platform/i18n.ts';
import { keepDrafts, useDraft } from '../state/drafts.ts';
import { CameraContext } from './camera.ts';
import { CheckResult, expectation, type FollowUpCheck, useFollowUpCheck } from './follow-up-check.tsx';
import { type FormProps, FormShell } from './form-shell.tsx';
import { PhotoPicker, tooManyOrLarge } from './photo-picker.tsx';

interface Draft {
  narrative: string;
  after: File[];
  before: File[];
  /** Scanned letters, where the work rests on one. */
  letter: File[];
}

const drafts = keepDrafts<Draft>();

export function FollowUpForm({ onSend, onClose, ...form }: FormProps) {
  const camera = useContext(CameraContext);
  const { draft, change, lack, sendUnless } = useDraft(drafts, form, {
    narrative: camera?.narrative ?? '',
    after: [...(camera?.taken.after ?? [])],
    before: [...(camera?.taken.before ?? [])],
    letter: [],
  });
  const { after, before } = draft;
  const check = useFollowUpCheck(form.ticket, draft);
  const obstacle = obstacleOf(draft);
  const warning = warningOf(draft, check);
  // The service takes it all the same: said once, it may be sent by pressing again.
  const warned = obstacle === null && warning !== null && lack === warning;
  const send = (): void => {
    const { narrative, letter } = draft;
    sendUnless(obstacle ?? (warned ? null : warning), () =>
      onSend({ action: 'tindak_lanjut', narrative: narrative.trim() }, { after, before, letter }),
    );
  };

  return (
    <FormShell
      title={t('desk.followup.title')}
      sendWords={t(warned ? 'desk.followup.send_anyway' : 'desk.followup.send')}
      // What was said of an earlier state of the check no longer holds.
      problem={obstacle ?? (warned ? lack : null)}
      focus="text"
      onSend={send}
      onClose={onClose}
    >
      <label class="field">
        <span>{t('desk.followup.narrative')}</span>
        <textarea
          rows={3}
          maxLength={MAX_TEXT}
          placeholder={t('desk.followup.narrative_hint')}
          value={draft.narrative}
          onInput={({ currentTarget: { value } }) => {
            change({ narrative: value });
            camera?.write(value);
          }}
        />
      </label>
      <PhotoPicker
        label={t('desk.followup.after')}
        side="after"
        files={after}
        onFiles={(files) => change({ after: files })}
        checked={{
          point: form.ticket.item.point,
          facts: check.state?.facts ?? [],
          worst: (index) => worstOf(check, index),
        }}
        other={{
          label: (name) => t('desk.followup.to_before', { name }),
          move: (file) => change({ after: after.filter((each) => each !== file), before: [...before, file] }),
        }}
      />
      {/* Beside what it speaks of: further down nobody with a small screen would see it. */}
      <CheckResult check={check} />
      <div class="pickers">
        <PhotoPicker
          label={t('desk.followup.before')}
          side="before"
          files={before}
          onFiles={(files) => change({ before: files })}
          other={{
            label: (name) => t('desk.followup.to_after', { name }),
            move: (file) =>
              change({ before: before.filter((each) => each !== file), after: [...after, file] }),
          }}
        />
        <PhotoPicker
          label={t('desk.followup.letter')}
          files={draft.letter}
          onFiles={(letter) => change({ letter })}
        />
      </div>
    </FormShell>
  );
}

function worstOf({ state }: FollowUpCheck, photo: number): Severity | null {
  const found = (state?.findings ?? []).filter((each) => each.photo === photo && isDoubt(each));
  if (found.some(({ severity }) => severity === 'fail')) return 'fail';
  return found.length > 0 ? 'warn' : null;
}

/** What the service would refuse. */
function obstacleOf({ after, before, letter }: Draft): string | null {
  return (
    tooManyOrLarge(before, MAX_BEFORE_PHOTOS) ??
    tooManyOrLarge(letter, MAX_LETTERS) ??
    tooManyOrLarge(after, MAX_AFTER_PHOTOS, [...before, ...letter])
  );
}

/** What the service takes but will probably send back; the verdict advises only. */
function warningOf({ narrative, after }: Draft, { state, busy }: FollowUpCheck): string | null {
  if (narrative.trim() === '') return t('desk.followup.narrative_empty');
  if (after.length === 0) return t('desk.followup.after_empty');
  if (busy) return t('desk.followup.still_checking');
  return expectation(state?.findings ?? []);
}
