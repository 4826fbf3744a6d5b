/** Decisions that can still be taken back: also where the page that one was made beside took its card away. */
import { ask } from '../connection/messages.ts';
import { t } from '../platform/i18n.ts';
import type { OutboxEntry } from '../store/database.ts';
import { Button } from '../ui/button.tsx';
import { decidedWord, secondsLeft } from '../ui/decided.ts';
import { useNow } from '../ui/hooks.ts';

/** `entries`: of the signed-in account. */
export function Held({ entries }: { entries: readonly OutboxEntry[] }) {
  const now = useNow(0, 250);
  const held = entries.flatMap((entry) =>
    entry.id !== undefined && entry.state === 'held' && secondsLeft(entry, now) > 0
      ? [{ id: entry.id, entry }]
      : [],
  );
  if (held.length === 0) return null;
  return (
    <ul class="popup-held" aria-label={t('popup.held')}>
      {held.map(({ id, entry }) => (
        <li key={id}>
          <span>
            <span class="tabular">{entry.number}</span> <strong>{decidedWord(entry)}</strong>
          </span>
          <Button onClick={() => void ask('undo', { entry: id })}>
            {t('overlay.undo', { seconds: secondsLeft(entry, now) })}
          </Button>
        </li>
      ))}
    </ul>
  );
}
