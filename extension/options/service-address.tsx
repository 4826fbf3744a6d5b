/** The address of the service: stored only once something there has answered as a Tuntas service does. */
import { useState } from 'preact/hooks';
import { timeLeft } from '#shared/words/time.ts';
import { language, t } from '../platform/i18n.ts';
import { isUnprotected, ServiceOrigin, settings } from '../platform/settings.ts';
import { useSetting } from '../ui/hooks.ts';
import { requestService } from './permission.ts';
import { type Finding, testService } from './test-service.ts';

type State = { step: 'idle' } | { step: 'testing' } | { step: 'said'; good: boolean; text: string };

/** `usedBy`: the address at which the officer is signed in; null where they are not. */
export function ServiceAddress({ usedBy }: { usedBy: string | null }) {
  const [stored, store] = useSetting(settings.serviceOrigin);
  // What was typed outlives the stored address, which may be read only after it.
  const [typed, setTyped] = useState<string | null>(null);
  const [state, setState] = useState<State>({ step: 'idle' });
  const fail = (text: string): void => setState({ step: 'said', good: false, text });

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const written = new FormData(event.currentTarget).get('address');
    const address = ServiceOrigin.safeParse(written);
    if (!address.success) {
      return fail(t(isUnprotected(written) ? 'options.service_unprotected' : 'options.service_bad'));
    }
    if (!(await requestService(address.data))) return fail(t('options.service_denied'));
    setState({ step: 'testing' });
    const finding = await testService(address.data);
    if (finding.found !== 'service') return fail(explain(finding, address.data));
    store(address.data);
    setTyped(null);
    setState({ step: 'said', good: true, text: confirm(finding, address.data, usedBy) });
  };

  return (
    <form noValidate onSubmit={submit}>
      <p class="soft">{t('options.service_hint')}</p>
      <div class="options-row">
        <input
          name="address"
          type="url"
          inputMode="url"
          spellcheck={false}
          aria-label={t('options.service')}
          value={typed ?? stored ?? ''}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button type="submit" class="button" aria-disabled={state.step === 'testing'}>
          {t('options.service_test')}
        </button>
      </div>
      <p class="options-said" role="status" data-good={state.step !== 'said' || state.good}>
        {state.step === 'testing' && t('options.service_testing')}
        {state.step === 'said' && state.text}
      </p>
    </form>
  );
}

type Found<F extends Finding['found']> = Extract<Finding, { found: F }>;

function confirm({ signIn, clockOff }: Found<'service'>, origin: string, usedBy: string | null): string {
  const elsewhere = usedBy !== null && usedBy !== origin;
  return [
    t('options.service_ok'),
    ...(clockOff === null ? [] : [clockWords(clockOff)]),
    ...(elsewhere ? [t('options.service_elsewhere', { origin: usedBy })] : []),
    ...(signIn && usedBy === null ? [t('options.service_sign_in')] : []),
  ].join(' ');
}

function clockWords(off: number): string {
  const size = timeLeft(Math.abs(off), language());
  return off > 0 ? t('options.clock_ahead', { size }) : t('options.clock_behind', { size });
}

function explain(finding: Exclude<Finding, Found<'service'>>, origin: string): string {
  switch (finding.found) {
    case 'starting':
      return t('options.found_starting');
    case 'other-version':
      return t('options.found_version', { version: finding.version });
    case 'something-else':
      return t('options.found_else', { status: finding.status });
    case 'nothing':
      return t(`options.fault_${finding.fault}`, { host: new URL(origin).host });
  }
}
