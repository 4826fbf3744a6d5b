/** Asking a field validator to look: what they are to find out, by letter or in one's own words. */
import { t } from '../../platform/i18n.ts';
import { keepDrafts } from '../state/drafts.ts';
import { chooseByKey } from './fields/choices.tsx';
import { PhrasedField, phraseChoices } from './fields/phrased-field.tsx';
import type { FormProps } from './form-props.ts';
import { FormShell } from './form-shell.tsx';
import { useDraft } from './use-draft.ts';

const drafts = keepDrafts<{ note: string }>();

export function VisitRequestForm({ phrases, onEditPhrases, onSend, onClose, ...form }: FormProps) {
  const { draft, change, lack, sendUnless } = useDraft(drafts, form, { note: '' });
  const note = draft.note.trim();
  const sentences = phraseChoices('cek_lapangan', phrases, draft.note);
  return (
    <FormShell
      title={t('desk.visit.ask_title')}
      sendWords={t('desk.visit.ask_send')}
      problem={lack}
      focus="form"
      onKey={(key) => chooseByKey(sentences, key, (text) => change({ note: text }))}
      onSend={() =>
        sendUnless(note === '' ? t('desk.visit.ask_lack') : null, () =>
          onSend({ action: 'cek_lapangan', note }),
        )
      }
      onClose={onClose}
    >
      <PhrasedField
        label={t('desk.visit.ask_note')}
        phrases={sentences}
        value={draft.note}
        invalid={lack !== null}
        onText={(text) => change({ note: text })}
        onEdit={onEditPhrases}
      />
    </FormShell>
  );
}
