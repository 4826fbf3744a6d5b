/** An office's follow-up: narrative and photos. What the check would find anyway is said before sending. */
import { MAX_AFTER_PHOTOS, MAX_BEFORE_PHOTOS, MAX_LETTERS } from '#shared/contract/evidence.ts';
import { MAX_TEXT } from '#shared/contract/primitives.ts';
import { t } from '../../platform/i18n.ts';
import { keepDrafts, useDraft } from '../state/drafts.ts';
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
  const { draft, change, lack, sendUnless } = useDraft(drafts, form, {
    narrative: '',
    after: [],
    before: [],
    letter: [],
  });
  const obstacle = obstacleOf(draft);
  const warning = warningOf(draft);
  // The service takes it all the same: said once, it may be sent by pressing again.
  const warned = obstacle === null && warning !== null && lack === warning;
  const send = (): void => {
    const { narrative, after, before, letter } = draft;
    sendUnless(obstacle ?? (warned ? null : warning), () =>
      onSend({ action: 'tindak_lanjut', narrative: narrative.trim() }, { after, before, letter }),
    );
  };

  return (
    <FormShell
      title={t('desk.followup.title')}
      sendWords={t(warned ? 'desk.followup.send_anyway' : 'desk.followup.send')}
      problem={obstacle ?? lack}
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
          onInput={(event) => change({ narrative: event.currentTarget.value })}
        />
      </label>
      <div class="pickers">
        <PhotoPicker
          label={t('desk.followup.after')}
          files={draft.after}
          onFiles={(after) => change({ after })}
        />
        <PhotoPicker
          label={t('desk.followup.before')}
          files={draft.before}
          onFiles={(before) => change({ before })}
        />
        <PhotoPicker
          label={t('desk.followup.letter')}
          files={draft.letter}
          onFiles={(letter) => change({ letter })}
        />
      </div>
      <p class="soft form-hint">{t('desk.followup.original_hint')}</p>
    </FormShell>
  );
}

/** What the service would refuse. */
function obstacleOf({ after, before, letter }: Draft): string | null {
  return (
    tooManyOrLarge(before, MAX_BEFORE_PHOTOS) ??
    tooManyOrLarge(letter, MAX_LETTERS) ??
    tooManyOrLarge(after, MAX_AFTER_PHOTOS, [...before, ...letter])
  );
}

/** What the service takes but advises to return. */
function warningOf({ narrative, after }: Draft): string | null {
  if (narrative.trim() === '') return t('desk.followup.narrative_empty');
  return after.length === 0 ? t('desk.followup.after_empty') : null;
}
