/** The way out. Decisions not yet sent are never dropped without being asked about. */
import { useState } from 'preact/hooks';
import { t } from '../../i18n.ts';
import { ask } from '../../messages.ts';

type State = { step: 'idle' | 'busy' } | { step: 'asking'; message: string };

export function SignOut() {
  const [state, setState] = useState<State>({ step: 'idle' });
  const leave = async (unsent?: 'send' | 'discard'): Promise<void> => {
    setState({ step: 'busy' });
    const answer = await ask('signOut', unsent === undefined ? {} : { unsent });
    setState(answer.ok ? { step: 'idle' } : { step: 'asking', message: answer.error.message });
  };
  if (state.step !== 'asking') {
    return (
      <button type="button" class="link" onClick={() => void leave()}>
        {state.step === 'busy' ? t('popup.signing_out') : t('popup.sign_out')}
      </button>
    );
  }
  return (
    <div class="sign-out" role="alertdialog" aria-labelledby="unsent-title" aria-describedby="unsent-text">
      <h2 id="unsent-title">{state.message}</h2>
      <p id="unsent-text">{t('popup.unsent_text')}</p>
      <button type="button" class="button button-main" autofocus onClick={() => void leave('send')}>
        {t('popup.unsent_send')}
      </button>
      <button type="button" class="button" onClick={() => setState({ step: 'idle' })}>
        {t('popup.unsent_stay')}
      </button>
      <button type="button" class="button button-grave" onClick={() => void leave('discard')}>
        {t('popup.unsent_discard')}
      </button>
    </div>
  );
}
