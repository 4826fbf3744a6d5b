/** An office's follow-up: narrative and photos. What the check would find anyway is said before sending. */
import { useState } from 'preact/hooks';
import { MAX_AFTER_PHOTOS, MAX_BEFORE_PHOTOS } from '#shared/contract/evidence.ts';
import { MAX_TEXT } from '#shared/contract/primitives.ts';
import { t } from '../../i18n.ts';
import { tooManyOrLarge } from './files.ts';
import type { FormProps } from './form-props.ts';
import { FormShell } from './form-shell.tsx';
import { PhotoPicker } from './photo-picker.tsx';

interface Draft {
  /** The version it was sent on: once the report has moved on from there, the draft is done with. */
  sentOn: number | null;
  narrative: string;
  after: File[];
  before: File[];
  /** Scanned letters, where the work rests on one. */
  letter: File[];
}

const MOST_LETTERS = 3;

/**
 * Kept while the page is open: an undone follow-up, a newer version, or a glance at another report must not cost
 * the work. By account and number, as nobody else is to see it.
 */
const drafts = new Map<string, Draft>();

export function FollowUpForm({ ticket, actor, onSend, onClose }: FormProps) {
  const owner = `${actor.id} ${ticket.number}`;
  const [draft, setDraft] = useState<Draft>(() => draftFor(owner, ticket.item.version));
  const [warned, setWarned] = useState(false);
  const change = (part: Partial<Draft>): void => {
    const next = { ...draft, ...part };
    drafts.set(owner, next);
    setDraft(next);
    setWarned(false);
  };

  const obstacle = obstacleOf(draft);
  const warning = warningOf(draft);
  const send = (): void => {
    if (obstacle) return;
    if (warning && !warned) {
      setWarned(true);
      return;
    }
    drafts.set(owner, { ...draft, sentOn: ticket.item.version });
    onSend(
      { action: 'tindak_lanjut', narrative: draft.narrative.trim() },
      { after: draft.after, before: draft.before, letter: draft.letter },
    );
  };

  return (
    <FormShell
      title={t('desk.followup.title')}
      sendWords={t(warned ? 'desk.followup.send_anyway' : 'desk.followup.send')}
      problem={obstacle ?? (warned ? warning : null)}
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

function draftFor(owner: string, version: number): Draft {
  const kept = drafts.get(owner);
  if (kept && (kept.sentOn === null || kept.sentOn === version)) return { ...kept, sentOn: null };
  drafts.delete(owner);
  return { sentOn: null, narrative: '', after: [], before: [], letter: [] };
}

/** What the service would refuse. */
function obstacleOf({ after, before, letter }: Draft): string | null {
  return (
    tooManyOrLarge(before, MAX_BEFORE_PHOTOS) ??
    tooManyOrLarge(letter, MOST_LETTERS) ??
    tooManyOrLarge(after, MAX_AFTER_PHOTOS, [...before, ...letter])
  );
}

/** What the service takes but advises to return. */
function warningOf({ narrative, after }: Draft): string | null {
  if (narrative.trim() === '') return t('desk.followup.narrative_empty');
  return after.length === 0 ? t('desk.followup.after_empty') : null;
}
