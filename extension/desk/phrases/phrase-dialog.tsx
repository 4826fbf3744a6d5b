/** Where an officer makes the ready sentences their own. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { MAX_TEXT } from '#shared/contract/primitives.ts';
import { t } from '../../platform/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { defaultPhrase, PHRASED, type Phrases, type Slot, slotName, slotsOf } from './phrases.ts';

const GROUPS = ['kembalikan', ...PHRASED] as const;

interface Props {
  phrases: Phrases;
  onClose(): void;
}

export function PhraseDialog({ phrases, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [changed, setChanged] = useState<ReadonlyMap<Slot, string>>(new Map());
  useEffect(() => dialog.current?.showModal(), []);
  const write = (slot: Slot, text: string): void => setChanged(new Map(changed).set(slot, text));
  const save = async (): Promise<void> => {
    await phrases.save(changed);
    dialog.current?.close();
  };
  return (
    <dialog
      ref={dialog}
      class="help phrases"
      aria-labelledby="phrases-title"
      onClose={onClose}
      // The form below has keys of its own.
      onKeyDown={(event) => event.stopPropagation()}
    >
      <h2 id="phrases-title">{t('desk.phrases.title')}</h2>
      <p class="soft">{t('desk.phrases.hint')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {GROUPS.map((group) => (
          <fieldset key={group} class="phrase-group">
            <legend>{t(`common.action.${group}`)}</legend>
            {slotsOf(group).map((slot) => (
              <PhraseField
                key={slot}
                slot={slot}
                text={changed.get(slot) ?? phrases.of(slot)}
                onText={(text) => write(slot, text)}
              />
            ))}
          </fieldset>
        ))}
        <div class="form-row phrases-end">
          <Button onClick={() => dialog.current?.close()}>{t('common.cancel')}</Button>
          <button type="submit" class="button button-main">
            {t('desk.phrases.save')}
          </button>
        </div>
      </form>
    </dialog>
  );
}

interface FieldProps {
  slot: Slot;
  text: string;
  onText(text: string): void;
}

function PhraseField({ slot, text, onText }: FieldProps) {
  const original = defaultPhrase(slot);
  return (
    <div class="phrase">
      <label class="field">
        <span>{slotName(slot)}</span>
        <textarea
          rows={1}
          maxLength={MAX_TEXT}
          value={text}
          onInput={(event) => onText(event.currentTarget.value)}
        />
      </label>
      <Button
        look="link"
        // Kept in place: a field must not move under the hand that writes in it.
        style={{ visibility: text === original ? 'hidden' : 'visible' }}
        aria-label={t('desk.phrases.reset_of', { name: slotName(slot) })}
        onClick={() => onText(original)}
      >
        {t('desk.phrases.reset')}
      </Button>
    </div>
  );
}
