/** The pre-check's page: shows nothing until the worker has taken its nonce, and hears of the form by one port only. */
import { render } from 'preact';
import { language, onWordsChange, startWords, t } from '../i18n.ts';
import { ask, type Handed, type PanelWish } from '../messages.ts';
import { redeemNonce } from '../redeem.ts';
import { startTheme } from '../style/theme.ts';
import { createCheckWorker } from './check-worker.ts';
import { type Known, Panel } from './panel.tsx';
import { Precheck, type PrecheckState } from './precheck.ts';
import '#shared/style/tokens.css';
import '../style/base.css';
import './precheck.css';

export async function startPrecheck(): Promise<void> {
  const root = document.getElementById('app');
  if (!root) throw new Error('the pre-check page has no #app');
  const handed = firstPort();
  const [grant] = await Promise.all([
    redeemNonce(location.href),
    startTheme(document.documentElement),
    startWords(),
  ]);
  if (!grant) return;
  const { number } = grant;

  let state: PrecheckState | null = null;
  let known: Known = 'asking';
  const draw = (): void => {
    document.documentElement.lang = language();
    document.title = t('precheck.title');
    if (state) render(<Panel {...{ number, state, known }} />, root);
  };
  const check = new Precheck({
    run: createCheckWorker(),
    now: Date.now,
    changed(next) {
      state = next;
      draw();
    },
  });
  onWordsChange(draw);

  const port = await handed;
  port.onmessage = ({ data }: MessageEvent<Handed>) => check.hand(data);
  new ResizeObserver(() => {
    port.postMessage({ height: root.offsetHeight + 2 } satisfies PanelWish);
  }).observe(root);

  const basis = await ask('evidenceBasis', { number });
  known = basis.ok ? (basis.value ?? 'unknown') : basis.error.word === 'signed-out' ? 'signed-out' : 'away';
  check.basedOn(basis.ok ? basis.value : null);
  draw();
}

/** The other end lies with our script in the page; whatever else a page says to this frame is not heard. */
function firstPort(): Promise<MessagePort> {
  return new Promise((resolve) => {
    addEventListener('message', function listen(event) {
      const [port] = event.ports;
      if (event.source !== parent || !port) return;
      removeEventListener('message', listen);
      resolve(port);
    });
  });
}
