/** The pre-check's page: shows nothing until the worker has taken its nonce, and hears of the form by one port only. */
import { ask, type Handed } from '../connection/messages.ts';
import { t } from '../platform/i18n.ts';
import { startFrame } from '../ui/page.tsx';
import { createCheckWorker } from './check-worker.ts';
import { type Known, Panel } from './panel.tsx';
import { Precheck, type PrecheckState } from './precheck.ts';
import './precheck.css';

export async function startPrecheck(): Promise<void> {
  const { page, grant, around } = await startFrame();
  const { number } = grant;

  let state: PrecheckState | null = null;
  let known: Known = 'asking';
  const draw = page.draw(
    () => t('precheck.title'),
    () => state && <Panel {...{ number, state, known }} />,
  );
  const check = new Precheck({
    run: createCheckWorker().run,
    now: Date.now,
    changed(next) {
      state = next;
      draw();
    },
  });

  around.onmessage = ({ data }: MessageEvent<Handed>) => check.hand(data);

  const basis = await ask('evidenceBasis', { number });
  known = basis.ok ? (basis.value ?? 'unknown') : basis.error.word === 'signed-out' ? 'signed-out' : 'away';
  check.basedOn(basis.ok ? basis.value : null);
  draw();
}
