/** The card's page: shows nothing until the worker has taken its nonce. */
import { t } from '../../platform/i18n.ts';
import { startFrame } from '../../ui/page.tsx';
import { Card } from './card.tsx';
import './card.css';

export async function startCard(): Promise<void> {
  const frame = await startFrame();
  if (!frame) return;
  const { page, grant } = frame;
  page.draw(
    () => t('overlay.card', { number: grant.number }),
    () => <Card grant={grant} />,
  );
  sayToPage(page.root);
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
