/** What a field validator found on the spot, with photos of it. */
import { MAX_FIELD_PHOTOS } from '#shared/contract/evidence.ts';
import { FIELD_FINDINGS } from '#shared/contract/ticket.ts';
import { t } from '../../platform/i18n.ts';
import { keepDrafts } from '../state/drafts.ts';
import { Choices, chooseByKey, numbered } from './fields/choices.tsx';
import { TextField } from './fields/text-field.tsx';
import { tooManyOrLarge } from './files.ts';
import type { FormProps } from './form-props.ts';
import { FormShell } from './form-shell.tsx';
import { PhotoPicker } from './photo-picker.tsx';
import { useDraft } from './use-draft.ts';

type Finding = (typeof FIELD_FINDINGS)[number];
interface Found {
  finding: Finding | null;
  note: string;
  photos: File[];
}

const drafts = keepDrafts<Found>();

export function VisitResultForm({ onSend, onClose, ...form }: FormProps) {
  const { ticket } = form;
  const { draft, change, lack, sendUnless } = useDraft(drafts, form, { finding: null, note: '', photos: [] });
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
        files={photos}
        onFiles={(files) => change({ photos: files })}
      />
    </FormShell>
  );
}

function isRequest({ action }: { action: string }): boolean {
  return action === 'cek_lapangan';
}
