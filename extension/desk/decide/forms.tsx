/** Gives each decision the form it asks with; one that asks nothing has none. */
import type { VNode } from 'preact';
import type { DeskDecision } from '../model/decisions.ts';
import { FollowUpForm } from './follow-up-form.tsx';
import type { FormProps } from './form-props.ts';
import { MergeForm } from './merge-form.tsx';
import { PassingForm } from './passing-form.tsx';
import { PointForm } from './point-form.tsx';
import { PostponeForm } from './postpone-form.tsx';
import { ProposeForm } from './propose-form.tsx';
import { RefuseForm } from './refuse-form.tsx';
import { ReturnForm } from './return-form.tsx';
import { TextForm } from './text-form.tsx';
import { VisitRequestForm } from './visit-request-form.tsx';
import { VisitResultForm } from './visit-result-form.tsx';

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
