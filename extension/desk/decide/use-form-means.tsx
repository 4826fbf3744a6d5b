/** What forms are filled in with: offices, the officer's own sentences, and the dialog that edits these. */
import type { ComponentChild } from 'preact';
import { useState } from 'preact/hooks';
import { useLive } from '../../ui/use-live.ts';
import { onDutyAt } from '../model/roster.ts';
import { PhraseDialog } from '../phrases/phrase-dialog.tsx';
import { usePhrases } from '../phrases/use-phrases.ts';
import { useSurroundings } from '../state/context.ts';
import type { DeskModel } from '../state/use-desk.ts';
import type { FormProps } from './form-props.ts';

export interface FormMeans {
  means: Pick<FormProps, 'actor' | 'units' | 'onDuty' | 'phrases' | 'onEditPhrases'>;
  dialog: ComponentChild;
}

export function useFormMeans({ session: { actor } }: DeskModel): FormMeans {
  const { store, now } = useSurroundings();
  // Read before any form asks for them: a form that fills in afterwards would take the keyboard to the wrong place.
  const phrases = usePhrases(store, actor.id);
  const units = useLive(() => store.units.toArray(), [store]);
  const duty = useLive(() => store.duty.toArray(), [store]);
  const [editing, setEditing] = useState(false);
  return {
    means: {
      actor,
      units: units.state === 'ready' ? units.value : [],
      onDuty: duty.state === 'ready' ? onDutyAt(duty.value, now) : [],
      phrases,
      onEditPhrases: () => setEditing(true),
    },
    dialog: editing && <PhraseDialog phrases={phrases} onClose={() => setEditing(false)} />,
  };
}
