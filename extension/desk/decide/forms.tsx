/** Which form a decision asks with. */
import type { Decision } from './decisions.ts';
import { FollowUpForm } from './follow-up-form.tsx';
import type { FormProps } from './form-props.ts';
import { ReturnForm } from './return-form.tsx';
import { TextForm } from './text-form.tsx';

export function DecisionForm({ decision, ...props }: FormProps & { decision: Decision }) {
  switch (decision.action) {
    case 'kembalikan':
      return <ReturnForm {...props} />;
    case 'tindak_lanjut':
      return <FollowUpForm {...props} />;
    case 'setujui':
      return <TextForm {...props} asked="reason" body={(reason) => ({ action: 'setujui', reason })} />;
    case 'catat':
      return <TextForm {...props} asked="note" body={(note) => ({ action: 'catat', note })} />;
    case 'proses':
      return null;
  }
}
