/** Whether the phone keeps what is not sent yet when it runs full. Said, because only its owner can do something about it. */
import { useEffect, useState } from 'preact/hooks';
import { t } from '../platform/i18n.ts';
import { Button } from '../ui/button.tsx';

export function Kept() {
  const [isKept, setKept] = useState<boolean | null>(null);
  useEffect(() => {
    void isPersisted().then(setKept);
  }, []);
  if (isKept === null) return null;
  if (isKept) return <p class="soft">{t('field.kept.safe')}</p>;
  return (
    <div class="field-setting">
      <p>{t('field.kept.unsure')}</p>
      <Button onClick={() => void persist().then(setKept)}>{t('field.kept.ask')}</Button>
    </div>
  );
}

/** Browsers decide without a question, by how the app is used and whether it is installed; Firefox asks. */
async function persist(): Promise<boolean> {
  return (await navigator.storage?.persist?.()) ?? false;
}

async function isPersisted(): Promise<boolean> {
  return (await navigator.storage?.persisted?.()) ?? false;
}
