/** A text that is mostly one of a few ready sentences: their keys are letters, the digits choose other things. */
import { t } from '../../../platform/i18n.ts';
import { Button } from '../../../ui/button.tsx';
import type { Phrased } from '../../phrases/slots.ts';
import { slotsOf } from '../../phrases/slots.ts';
import type { Phrases } from '../../phrases/use-phrases.ts';
import { type Choice, Choices } from './choices.tsx';
import { TextField } from './text-field.tsx';

interface Props {
  label: string;
  phrases: readonly Choice<string>[];
  value: string;
  invalid: boolean;
  onText(text: string): void;
  onEdit(): void;
}

export function PhrasedField({ label, phrases, value, invalid, onText, onEdit }: Props) {
  return (
    <>
      <TextField {...{ label, value, invalid, onText }} />
      {phrases.length > 0 && <Choices label={t('desk.phrases.title')} choices={phrases} onChoose={onText} />}
      <EditPhrases onEdit={onEdit} />
    </>
  );
}

export function EditPhrases({ onEdit }: { onEdit(): void }) {
  return (
    <p>
      <Button look="link" onClick={onEdit}>
        {t('desk.phrases.edit')}
      </Button>
    </p>
  );
}

/** The sentences of a form, those left empty by their officer aside. */
export function phraseChoices(form: Phrased, phrases: Phrases, chosen: string): Choice<string>[] {
  return slotsOf(form).flatMap((slot) => {
    const text = phrases.of(slot);
    return text === '' ? [] : [{ value: text, key: slot.slice(-1), words: text, chosen: text === chosen }];
  });
}
