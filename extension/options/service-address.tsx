/** The address of the service: stored only once something there has answered as a Tuntas service does. */
import { useEffect, useState } from 'preact/hooks';
import { t, type WordKey } from '../i18n.ts';
import { ServiceOrigin, settings } from '../settings.ts';
import { requestSite } from './permission.ts';
import { testService } from './test-service.ts';

type Result = 'ok' | 'bad' | 'away' | 'denied' | 'testing';

const SAY = {
  ok: 'options.service_ok',
  bad: 'options.service_bad',
  away: 'options.service_away',
  denied: 'options.service_denied',
  testing: 'options.service_testing',
} as const satisfies Record<Result, WordKey>;

export function ServiceAddress() {
  const [stored, setStored] = useState('');
  const [result, setResult] = useState<Result | null>(null);
  useEffect(() => {
    void settings.serviceOrigin.get().then(setStored);
  }, []);

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const address = ServiceOrigin.safeParse(new FormData(event.currentTarget).get('address'));
    if (!address.success) return setResult('bad');
    if (!(await requestSite(`${address.data}/*`))) return setResult('denied');
    setResult('testing');
    if (!(await testService(address.data))) return setResult('away');
    await settings.serviceOrigin.set(address.data);
    setStored(address.data);
    setResult('ok');
  };

  return (
    <form onSubmit={submit}>
      <p class="soft">{t('options.service_hint')}</p>
      <div class="options-row">
        <input
          name="address"
          type="url"
          inputMode="url"
          spellcheck={false}
          aria-label={t('options.service')}
          defaultValue={stored}
          key={stored}
        />
        <button type="submit" class="button">
          {t('options.service_test')}
        </button>
      </div>
      <p class="options-said" role="status" data-good={result === 'ok'}>
        {result !== null && t(SAY[result])}
      </p>
    </form>
  );
}
