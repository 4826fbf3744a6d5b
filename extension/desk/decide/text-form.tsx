/** A decision that asks for one text: why against the advice or ahead of it, why reopened, or an internal note. */
import type { ActionBody } from '#shared/contract/action.ts';
import { t } from '../../platform/i18n.ts';
import { type Drafts, keepDrafts, useDraft } from '../state/drafts.ts';
import { CriteriaField } from './fields/criteria-field.tsx';
import { TextField } from './fields/text-fields.tsx';
import { type FormProps, FormShell } from './form-shell.tsx';
import { reliance } from './refuse-form.tsx';

type Asks = 'setujui' | 'buka_kembali' | 'catat';

const WORDS = {
  setujui: {
    title: 'desk.bar.approve_reason',
    lack: 'desk.bar.reason_required',
    send: 'common.action.setujui',
  },
  buka_kembali: {
    title: 'desk.bar.reopen_reason',
    lack: 'desk.bar.reason_required',
    send: 'common.action.buka_kembali',
  },
  catat: { title: 'desk.bar.note_title', lack: 'desk.bar.note_empty', send: 'desk.bar.note_send' },
} as const;

interface Draft {
  text: string;
  criteria: readonly number[];
  asksSupervisor: boolean;
}

const NOTHING: Draft = { text: '', criteria: [], asksSupervisor: false };

const drafts: Record<Asks, Drafts<Draft>> = {
  setujui: keepDrafts(),
  buka_kembali: keepDrafts(),
  catat: keepDrafts(),
};

export function TextForm({ asks, onSend, onClose, ...form }: FormProps & { asks: Asks }) {
  const { draft, change, lack, sendUnless } = useDraft(drafts[asks], form, NOTHING, (before) =>
    // Why against the advice is about one follow-up.
    asks === 'setujui' ? NOTHING : before,
  );
  const text = draft.text.trim();
  const words = WORDS[asks];
  return (
    <FormShell
      title={t(isAheadOfCheck(asks, form.ticket) ? 'desk.bar.approve_pending' : words.title)}
      sendWords={t(words.send)}
      problem={lack}
      focus="text"
      onSend={() => sendUnless(text === '' ? t(words.lack) : null, () => onSend(bodyOf(asks, text, draft)))}
      onClose={onClose}
    >
      <TextField
        label={t(asks === 'catat' ? 'desk.bar.note_label' : 'desk.bar.reason')}
        rows={3}
        value={draft.text}
        invalid={lack !== null}
        onText={(written) => change({ text: written })}
      />
      {asks === 'setujui' && (
        <CriteriaField
          category={form.ticket.item.category}
          chosen={draft.criteria}
          onChoose={(criteria) => change({ criteria })}
        />
      )}
      {asks === 'catat' && (
        <label class="ask-supervisor">
          <input
            type="checkbox"
            checked={draft.asksSupervisor}
            onChange={(event) => change({ asksSupervisor: event.currentTarget.checked })}
          />
          {t('desk.bar.ask_supervisor')}
        </label>
      )}
    </FormShell>
  );
}

/** A photo waits to be read: the check has not said yet what it would advise. */
function isAheadOfCheck(asks: Asks, { item }: FormProps['ticket']): boolean {
  return asks === 'setujui' && item.verdict?.verdict !== 'fail';
}

function bodyOf(asks: Asks, text: string, { criteria, asksSupervisor }: Draft): ActionBody {
  switch (asks) {
    case 'setujui':
      return { action: 'setujui', reason: text, ...reliance(criteria) };
    case 'buka_kembali':
      return { action: 'buka_kembali', reason: text };
    case 'catat':
      return { action: 'catat', note: text, ...(asksSupervisor ? { asksSupervisor } : {}) };
  }
}
