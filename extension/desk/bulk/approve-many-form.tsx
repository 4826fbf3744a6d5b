/** Asks once before several reports are approved: which they are stands here, though nobody opens each. */
import { t } from '../../platform/i18n.ts';
import type { StoredTicket } from '../../store/database.ts';
import { FormShell } from '../decide/form-shell.tsx';

/** Named one by one up to here; more would push the buttons out of sight. */
const NAMED = 12;

interface Props {
  tickets: readonly StoredTicket[];
  onSend(): void;
  onClose(): void;
}

export function ApproveManyForm({ tickets, onSend, onClose }: Props) {
  return (
    <FormShell
      title={t('desk.bulk.approve_title')}
      sendWords={t('common.action.setujui')}
      problem={null}
      focus="form"
      onSend={onSend}
      onClose={onClose}
    >
      <ul class="bulk-numbers tabular">
        {tickets.slice(0, NAMED).map(({ number, item }) => (
          <li key={number}>
            {number} <span class="soft">{item.category}</span>
          </li>
        ))}
        {tickets.length > NAMED && <li class="soft">{t('desk.bulk.more', tickets.length - NAMED)}</li>}
      </ul>
    </FormShell>
  );
}
