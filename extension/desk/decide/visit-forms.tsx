/** Asking a field validator to look, by letter or in one's own words; and what they found on the spot, with photos of it. */
import { useContext } from 'preact/hooks';
import { MAX_FIELD_PHOTOS } from '#shared/contract/evidence.ts';
import { FIELD_FINDINGS } from '#shared/contract/ticket.ts';
import { t } from '../../platform/i18n.ts';
import { keepDrafts, useDraft } from '../state/drafts.ts';
import { CameraContext } from './camera.ts';
import { Choices, chooseByKey, numbered } from './fields/choices.tsx';
import { PhrasedField, phraseChoices, TextField } from './fields/text-fields.tsx';
import { type FormProps, FormShell } from './form-shell.tsx';
import { PhotoPicker, tooManyOrLarge } from './photo-picker.tsx';

const requests = keepDrafts<{ note: string }>();

export function VisitRequestForm({ phrases, onEditPhrases, onSend, onClose, ...form }: FormProps) {
  const { draft, change, lack, sendUnless } = useDraft(requests, form, { note: '' });
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

type Finding = (typeof FIELD_FINDINGS)[number];
interface Found {
  finding: Finding | null;
  note: string;
  photos: File[];
}

const results = keepDrafts<Found>();

export function VisitResultForm({ onSend, onClose, ...form }: FormProps) {
  const { ticket } = form;
  const camera = useContext(CameraContext);
  const { draft, change, lack, sendUnless } = useDraft(results, form, {
    finding: null,
    note: '',
    photos: [...(camera?.taken.field ?? [])],
  });
  const { finding, note, photos } = draft;
  const asked = 'events' in ticket.item ? ticket.item.events.findLast(isRequest)?.note : undefined;
  const findings = numbered(
    FIELD_FINDINGS,
    (each) => t(`common.field_finding.${each}`),
    (each) => each === finding,
  );
  const missing = (): string | null => {
    if (finding === null) return t('desk.visit.finding_lack');
    if (note.trim() === '') return t('desk.visit.note_lack');
    return tooManyOrLarge(photos, MAX_FIELD_PHOTOS);
  };
  const send = (): void => {
    if (finding === null) return;
    onSend({ action: 'hasil_lapangan', finding, note: note.trim() }, { field: photos });
  };
  return (
    <FormShell
      title={t('desk.visit.result_title')}
      sendWords={t('desk.visit.result_send')}
      problem={lack}
      focus="form"
      onKey={(key) => chooseByKey(findings, key, (each) => change({ finding: each }))}
      onSend={() => sendUnless(missing(), send)}
      onClose={onClose}
    >
      {asked && <p class="prose form-hint">{t('desk.visit.asked', { asked })}</p>}
      <Choices
        label={t('desk.visit.finding')}
        choices={findings}
        onChoose={(each) => change({ finding: each })}
      />
      <TextField
        label={t('desk.visit.note')}
        value={note}
        invalid={lack !== null && note.trim() === ''}
        onText={(text) => change({ note: text })}
      />
      <PhotoPicker
        label={t('desk.visit.photos')}
        side="field"
        files={photos}
        onFiles={(files) => change({ photos: files })}
      />
    </FormShell>
  );
}

function isRequest({ action }: { action: string }): boolean {
  return action === 'cek_lapangan';
}
