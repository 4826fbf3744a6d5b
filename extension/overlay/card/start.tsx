/** The card's page: shows nothing until the worker has taken its nonce. */
import { render } from 'preact';
import { language, onWordsChange, startWords, t } from '../../i18n.ts';
import { redeemNonce } from '../../redeem.ts';
import { startTheme } from '../../style/theme.ts';
import { Card } from './card.tsx';
import '#shared/style/tokens.css';
import '../../style/base.css';
import './card.css';

export async function startCard(): Promise<void> {
  const root = document.getElementById('app');
  if (!root) throw new Error('the card page has no #app');
  const [grant] = await Promise.all([
    redeemNonce(location.href),
    startTheme(document.documentElement),
    startWords(),
  ]);
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

/** Height and closing: all that the page's side needs to know, and all that it is told. */
function sayToPage(root: HTMLElement): void {
  new ResizeObserver(() => {
    parent.postMessage({ tuntas: 'height', height: root.offsetHeight + 2 }, '*');
  }).observe(root);
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape') parent.postMessage({ tuntas: 'close' }, '*');
  });
}
