/** Gives each decision the form it asks with, and what forms are filled in with; one that asks nothing has none. */
import type { ComponentChild, VNode } from 'preact';
import { useState } from 'preact/hooks';
import { useLive } from '../../ui/hooks.ts';
import type { DeskDecision } from '../model/decisions.ts';
import { onDutyAt } from '../model/units.ts';
import { PhraseDialog } from '../phrases/phrase-dialog.tsx';
import { usePhrases } from '../phrases/phrases.ts';
import { useSurroundings } from '../state/context.ts';
import type { DeskModel } from '../state/use-desk.ts';
import { FollowUpForm } from './follow-up-form.tsx';
import type { FormProps } from './form-shell.tsx';
import { MergeForm } from './merge-form.tsx';
import { PassingForm } from './passing-form.tsx';
import { PointForm } from './point-form.tsx';
import { PostponeForm } from './postpone-form.tsx';
import { ProposeForm } from './propose-form.tsx';
import { RefuseForm } from './refuse-form.tsx';
import { ReturnForm } from './return-form.tsx';
import { TextForm } from './text-form.tsx';
import { VisitRequestForm, VisitResultForm } from './visit-forms.tsx';

export function DecisionForm({ decision, ...props }: FormProps & { decision: DeskDecision }): VNode | null {
  switch (decision.action) {
    case 'kembalikan':
      return <ReturnForm {...props} />;
    case 'tindak_lanjut':
      return <FollowUpForm {...props} />;
    case 'koordinasi':
    case 'disposisi':
    case 'disposisi_unit':
    case 'tiket':
      return <PassingForm {...props} passing={decision.action} />;
    case 'tolak':
      return <RefuseForm {...props} />;
    case 'tunda':
      return <PostponeForm {...props} />;
    case 'cek_lapangan':
      return <VisitRequestForm {...props} />;
    case 'hasil_lapangan':
      return <VisitResultForm {...props} />;
    case 'koreksi_titik':
      return <PointForm {...props} />;
    case 'gabung':
      return <MergeForm {...props} />;
    case 'usulkan':
      return <ProposeForm {...props} />;
    case 'setujui':
    case 'buka_kembali':
    case 'catat':
      return <TextForm {...props} asks={decision.action} />;
    case 'proses':
      return null;
  }
}

export interface FormMeans {
  means: Pick<FormProps, 'actor' | 'units' | 'onDuty' | 'phrases' | 'onEditPhrases'>;
  dialog: ComponentChild;
}

export function useFormMeans({ session: { actor } }: Pick<DeskModel, 'session'>): FormMeans {
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
