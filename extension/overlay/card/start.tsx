/** The card's page: shows nothing until the worker has taken its nonce. */
import { render } from 'preact';
import { language, onWordsChange, startWords, t } from '../../i18n.ts';
import { ask, type FrameGrant } from '../../messages.ts';
import { startTheme } from '../../style/theme.ts';
import { Card } from './card.tsx';
import '#shared/style/tokens.css';
import '../../style/base.css';
import './card.css';

export async function startCard(): Promise<void> {
  const root = document.getElementById('app');
  if (!root) throw new Error('the card page has no #app');
  const nonce = new URL(location.href).searchParams.get('nonce');
  const [grant] = await Promise.all([redeem(nonce), startTheme(document.documentElement), startWords()]);
  // A page may frame an address it guessed: without the worker's word for it there is nothing to see.
  if (!grant) return;
  const draw = (): void => {
    document.documentElement.lang = language();
    document.title = t('overlay.card', grant.number);
    render(<Card grant={grant} />, root);
  };
  onWordsChange(draw);
  draw();
  sayToPage(root);
}

async function redeem(nonce: string | null): Promise<FrameGrant | null> {
  if (nonce === null) return null;
  const outcome = await ask('redeem', { nonce }).catch(() => null);
  return outcome?.ok ? outcome.value : null;
}

/** Height and closing: all that the page's side needs to know, and all that it is told. */
function sayToPage(root: HTMLElement): void {
  new ResizeObserver(() => {
    parent.postMessage({ tuntas: 'height', height: root.offsetHeight + 2 }, '*');
  }).observe(root);
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape') parent.postMessage({ tuntas: 'close' }, '*');
  });
}
