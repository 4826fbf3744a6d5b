/** The way out. Decisions not yet sent are never dropped without being asked about. */
import { useState } from 'preact/hooks';
import { ask, type Failure, type MessageMap } from '../connection/messages.ts';
import { t } from '../platform/i18n.ts';
import { Button } from '../ui/button.tsx';
import { openDeskTab } from './open-desk-tab.ts';

type State = { step: 'idle' | 'busy' } | { step: 'asking'; failure: Failure };

export function SignOut() {
  const [state, setState] = useState<State>({ step: 'idle' });
  const leave = async (wish: MessageMap['signOut']['ask']): Promise<void> => {
    setState({ step: 'busy' });
    const answer = await ask('signOut', wish);
    setState(answer.ok ? { step: 'idle' } : { step: 'asking', failure: answer.error });
  };
  if (state.step !== 'asking') {
    return (
      <Button look="link" onClick={() => void leave({})}>
        {state.step === 'busy' ? t('popup.signing_out') : t('popup.sign_out')}
      </Button>
    );
  }
  const { word, message, entries = [] } = state.failure;
  return (
    <div class="sign-out" role="alertdialog" aria-labelledby="unsent-title" aria-describedby="unsent-text">
      <h2 id="unsent-title">{message}</h2>
      <p id="unsent-text">{t(WHAT_TO_DO[word] ?? 'popup.unsent_text')}</p>
      <FirstWay word={word} onSend={() => void leave({ unsent: 'send' })} />
      <Button
        // Where nothing leads on from here, the keyboard lands on what does no harm.
        autofocus={word === 'expired'}
        onClick={() => setState({ step: 'idle' })}
      >
        {t(word === 'expired' ? 'popup.expired_stay' : 'popup.unsent_stay')}
      </Button>
      <button
        type="button"
        class="button button-grave"
        onClick={() => void leave({ unsent: { discard: entries } })}
      >
        {t('popup.unsent_discard')}
      </button>
    </div>
  );
}

const WHAT_TO_DO: Record<string, 'popup.unsent_text' | 'popup.untaken_text' | 'popup.expired_text'> = {
  unsent: 'popup.unsent_text',
  untaken: 'popup.untaken_text',
  expired: 'popup.expired_text',
};

/** What leads on: sending, comparing what cannot be sent, or, with the session over, signing in above. */
function FirstWay({ word, onSend }: { word: string; onSend(): void }) {
  if (word === 'expired') return null;
  const compares = word === 'untaken';
  return (
    <Button
      look="button button-main"
      autofocus
      onClick={compares ? () => void openDeskTab({ compare: true }) : onSend}
    >
      {t(compares ? 'popup.compare' : 'popup.unsent_send')}
    </Button>
  );
}
