/** What an office's follow-up would come to, said while it is being written: by the same check as on the site's own form. */
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { ADVISED_RETURN } from '#shared/evidence/advised-return.ts';
import { withCapture } from '#shared/evidence/checks/capture.ts';
import { type Finding, verdictOf } from '#shared/evidence/finding.ts';
import { RETURN_REASONS } from '#shared/ticket/reason.ts';
import { ask, type Outcome } from '../../connection/messages.ts';
import { t } from '../../platform/i18n.ts';
import { createCheckWorker } from '../../precheck/check-worker.ts';
import { FoundList, isFound, tooManyPixels } from '../../precheck/found.tsx';
import {
  basisOf,
  type Compared,
  Precheck,
  type PrecheckState,
  type Question,
} from '../../precheck/precheck.ts';
import type { Store, StoredTicket } from '../../store/database.ts';
import { isQuotaError, withRoom } from '../../store/photos.ts';
import { Button } from '../../ui/button.tsx';
import { useLive } from '../../ui/hooks.ts';
import { VerdictSign } from '../../ui/icon.tsx';
import { useSurroundings } from '../state/context.ts';
import { CameraContext } from './camera.ts';

interface Written {
  narrative: string;
  after: readonly File[];
  before: readonly File[];
}

export interface FollowUpCheck {
  /** Null before anything was there to be checked. */
  state: PrecheckState | null;
  /** True while it may still find more. */
  busy: boolean;
  again(): void;
}

export function useFollowUpCheck({ number, item }: StoredTicket, written: Written): FollowUpCheck {
  const { store } = useSurroundings();
  const [state, setState] = useState<PrecheckState | null>(null);
  const check = useRef<Precheck | null>(null);
  const pageCamera = useContext(CameraContext);
  const camera = useRef(pageCamera);
  camera.current = pageCamera;
  useEffect(() => {
    const worker = createCheckWorker();
    check.current = new Precheck({
      run: worker.run,
      now: Date.now,
      changed: setState,
      compare: (question) => compare(store, number, question),
      withCaptured: (facts) => withCapture(facts, camera.current?.captured(facts.sha256)),
    });
    return () => {
      check.current?.end();
      worker.end();
    };
  }, [number]);

  const { narrative, after, before } = written;
  useEffect(() => check.current?.hand({ chosen: [...after], before }), [after, before]);
  useEffect(() => check.current?.hand({ narrative }), [narrative]);

  const around = useLive(async () => {
    const meta = await store.meta.get('sync');
    const session = await store.session.get('session');
    return { meta, reached: meta?.offlineSince == null && session?.token != null };
  }, [store]);
  const { meta = null, reached = true } = around.state === 'ready' ? around.value : {};
  const basis = JSON.stringify(basisOf(item, meta));
  useEffect(() => {
    if (around.state === 'ready') check.current?.basedOn(basisOf(item, meta));
  }, [around.state, basis]);
  const again = (): void => check.current?.again();
  // What could not be compared while the service was away, or the session over, is compared once it can be.
  useEffect(() => {
    if (reached && state?.compared.state === 'failed') again();
  }, [reached]);

  const isEmpty = after.length === 0 && narrative.trim() === '';
  const busy = !isEmpty && !state?.broken && (state?.findings == null || state.compared.state === 'asking');
  return { state: isEmpty ? null : state, busy, again };
}

/** Messages carry no files: they go by way of the store, like those of a decision. */
async function compare(
  store: Store,
  number: string,
  { narrative, after, before }: Question,
): Promise<Outcome<readonly Finding[]>> {
  try {
    if (after.length + before.length === 0) return await ask('checkFollowUp', { number, narrative });
    const files = { after: [...after], before: [...before] };
    const attachments = Number(await withRoom(store, () => store.attachments.add({ at: Date.now(), files })));
    return await ask('checkFollowUp', { number, narrative, attachments });
  } catch (error) {
    const message = t(isQuotaError(error) ? 'worker.storage_full' : 'worker.broken');
    return { ok: false, error: { word: 'broken', message } };
  }
}

/** What will probably come back, and why; null where nothing of it advises a return. */
export function expectation(findings: readonly Finding[]): string | null {
  const advised = (graves: readonly Finding[]): string =>
    RETURN_REASONS.filter((reason) => graves.some(({ code }) => ADVISED_RETURN[code] === reason))
      .map((reason) => t(`common.return_reason.${reason}`))
      .join(', ');
  const grave = advised(findings.filter(({ severity }) => severity === 'fail'));
  if (grave !== '') return t('desk.followup.will_return', { reasons: grave });
  const slight = advised(findings);
  return slight === '' ? null : t('desk.followup.may_return', { reasons: slight });
}

export function CheckResult({ check }: { check: FollowUpCheck }) {
  const { state } = check;
  if (!state) return <p class="soft form-hint">{t('desk.followup.original_hint')}</p>;
  const found = (state.findings ?? []).filter(isFound);
  return (
    <section class="checked" aria-label={t('desk.followup.check')}>
      <Summary state={state} found={found} />
      {tooManyPixels(state.facts).map((words) => (
        <p key={words} class="checked-refused">
          {words}
        </p>
      ))}
      {found.length > 0 && <FoundList findings={found} files={state.files} />}
      <ComparedLine compared={state.compared} onAgain={check.again} />
    </section>
  );
}

function Summary({ state, found }: { state: PrecheckState; found: readonly Finding[] }) {
  const { files, findings, broken, compared } = state;
  if (broken) return <p role="alert">{t('precheck.broken')}</p>;
  if (findings === null) {
    return (
      <p class="checked-sum soft" role="status">
        {files.length > 0 ? t('precheck.judging', { count: files.length }) : t('precheck.judging_text')}
      </p>
    );
  }
  const isWhole = compared.state === 'done' && findings.every(isFound);
  const verdict = found.length === 0 && !isWhole ? null : verdictOf(found);
  return (
    <p class={`checked-sum sign-${verdict ?? 'none'}`} role="status">
      <VerdictSign verdict={verdict} />
      {verdict === null ? t('desk.followup.so_far') : t(`desk.followup.verdict.${verdict}`)}
    </p>
  );
}

/** What the service has not compared yet is no pass: it says so, and that sending need not wait for it. */
function ComparedLine({ compared, onAgain }: { compared: Compared; onAgain(): void }) {
  if (compared.state !== 'failed') {
    return compared.state === 'asking' ? <p class="soft form-hint">{t('desk.followup.comparing')}</p> : null;
  }
  const { word, message } = compared.error;
  const words =
    word === 'offline'
      ? t('desk.followup.waits_offline')
      : word === 'signed-out' || word === 'unauthenticated'
        ? t('desk.followup.waits_session')
        : null;
  return (
    <p class="soft form-hint" role="status">
      {words ?? t('desk.followup.not_compared', { why: message })}{' '}
      {words === null && (
        <Button look="link" onClick={onAgain}>
          {t('common.retry')}
        </Button>
      )}
    </p>
  );
}
