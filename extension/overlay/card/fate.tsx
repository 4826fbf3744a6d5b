/** What became of the decision just made: held and still to be undone, on its way, or not taken. */
import { ask, type CardReport } from '../../connection/messages.ts';
import { t } from '../../platform/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { useNow } from '../../ui/use-now.ts';
import { OpenDesk } from './open-desk.tsx';

type Entry = NonNullable<CardReport['entry']>;

export function Fate({ number, entry }: { number: string; entry: Entry }) {
  const now = useNow(0, 250);
  const id = entry.id;
  if (id === undefined) return null;
  // Dropping it drops its photos and words too: that is asked at the desk, where both can be seen.
  if (entry.state === 'conflict' || entry.state === 'refused') {
    return (
      <div class="card-fate" role="alert">
        <p>
          <strong>{t(`overlay.fate.${entry.state}`)}</strong> {entry.problem}
        </p>
        <OpenDesk number={number} class="button" />
      </div>
    );
  }
  const seconds = Math.max(0, Math.ceil((entry.sendAfter - now) / 1000));
  return (
    <div class="card-fate" role="status">
      <p>
        <strong>{word(entry)}</strong> {entry.state === 'queued' && t('overlay.queued')}
        {entry.state === 'sending' && t('overlay.sending')}
      </p>
      {entry.state === 'held' && (
        <Button onClick={() => void ask('undo', { entry: id })}>{t('overlay.undo', { seconds })}</Button>
      )}
    </div>
  );
}

function word({ body }: Entry): string {
  if (body.action === 'setujui') return t('overlay.held_setujui');
  if (body.action === 'kembalikan') return t('overlay.held_kembalikan');
  if (body.action === 'koordinasi') return t('overlay.held_koordinasi');
  return body.action === 'proses' ? t('overlay.held_proses') : t('overlay.held_other');
}
