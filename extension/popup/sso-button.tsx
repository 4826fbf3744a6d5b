/** The other way in, where the service at this address has one. */
import { useEffect, useState } from 'preact/hooks';
import { ask, type Failure } from '../connection/messages.ts';
import { t } from '../platform/i18n.ts';
import { Button } from '../ui/button.tsx';

interface SsoButtonProps {
  /** Of the service; empty until it is known. */
  origin: string;
  /** Null: it begins anew. */
  onFailure: (failure: Failure | null) => void;
}

export function SsoButton({ origin, onFailure }: SsoButtonProps) {
  const [label, setLabel] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    setLabel(null);
    if (origin === '') return;
    let isCurrent = true;
    void ask('signInWays', { origin }).then((answer) => {
      if (isCurrent && answer.ok) setLabel(answer.value.sso?.label ?? null);
    });
    return () => {
      isCurrent = false;
    };
  }, [origin]);

  if (label === null) return null;
  const enter = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    onFailure(null);
    const answer = await ask('signInBySso', { origin });
    setBusy(false);
    if (!answer.ok) onFailure(answer.error);
  };
  return (
    <>
      <p class="sign-in-or soft">{t('popup.or')}</p>
      <Button aria-disabled={busy} onClick={enter}>
        {busy ? t('popup.sso_busy') : t('popup.sso', { name: label })}
      </Button>
    </>
  );
}
