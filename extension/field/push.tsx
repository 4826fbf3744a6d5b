/** Whether the phone tells of work while the app is closed, of what and when. Asked for on a press, after it was said what for. */
import { useContext, useEffect, useState } from 'preact/hooks';
import { NOTIFICATION_KINDS } from '#shared/contract/notification.ts';
import type { PushChoice } from '#shared/contract/push.ts';
import { call, type WorkerContext } from '../connection/service.ts';
import { beTold, beToldNoMore, findTold, type Told } from '../notifications/push.ts';
import { t } from '../platform/i18n.ts';
import type { StoredSession } from '../store/database.ts';
import { Button } from '../ui/button.tsx';
import { Check, Time } from '../ui/fields.tsx';
import { LoopContext } from './capture/means.ts';

export function Push({ session }: { session: StoredSession }) {
  const context = useContext(LoopContext);
  if (context === null || session.token === null) return null;
  return <Known key={session.token} context={context} account={session.actor.id} />;
}

function Known({ context, account }: { context: WorkerContext; account: string }) {
  const [told, setTold] = useState<Told | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    void findTold(context, account).then(setTold, () => setTold('unsupported'));
  }, []);
  if (told === null) return null;
  const change = (next: Promise<Told>): void => {
    setFailed(false);
    next.then(setTold, () => setFailed(true));
  };
  return (
    <section class="field-setting" aria-labelledby="push-title">
      <h2 id="push-title">{t('field.push.heading')}</h2>
      <p class="soft" role="status">
        {t(failed ? 'field.push.failed' : `field.push.state.${told}`)}
      </p>
      {(told === 'off' || told === 'lost') && (
        <Button onClick={() => change(beTold(context, account))}>{t('field.push.on')}</Button>
      )}
      {told === 'on' && (
        <>
          <Choice context={context} />
          <Button onClick={() => change(beToldNoMore(context).then(() => 'off'))}>
            {t('field.push.stop')}
          </Button>
        </>
      )}
    </section>
  );
}

/** Of what one is told, and when: the officer's, on all of their phones. */
function Choice({ context }: { context: WorkerContext }) {
  const [choice, setChoice] = useState<PushChoice | null>(null);
  const [isKept, setKept] = useState(true);
  useEffect(() => {
    void call(context, 'getPush', {}).then(
      ({ data }) => setChoice(data.choice),
      () => undefined,
    );
  }, []);
  if (choice === null) return null;
  const { kinds, hours } = choice;
  const change = (next: PushChoice): void => {
    setChoice(next);
    void call(context, 'setPushChoice', { body: next }).then(
      () => setKept(true),
      () => setKept(false),
    );
  };
  return (
    <>
      {NOTIFICATION_KINDS.map((kind) => (
        <Check
          key={kind}
          label={t(`field.push.kind.${kind}`)}
          checked={kinds.includes(kind)}
          onChange={(checked) =>
            change({ hours, kinds: checked ? [...kinds, kind] : kinds.filter((each) => each !== kind) })
          }
        />
      ))}
      <Check
        label={t('field.push.hours')}
        checked={hours !== null}
        onChange={(checked) => change({ kinds, hours: checked ? WORKING_HOURS : null })}
      />
      {hours !== null && (
        <p class="field-hours">
          {(['from', 'until'] as const).map((end) => (
            <Time
              key={end}
              label={t(`field.push.end.${end}`)}
              value={hours[end]}
              onChange={(time) => change({ kinds, hours: { ...hours, [end]: time } })}
            />
          ))}
        </p>
      )}
      {!isKept && <p role="alert">{t('field.push.unkept')}</p>}
    </>
  );
}

/** To begin with; on the city's clock. */
const WORKING_HOURS = { from: '06:00', until: '22:00' };
