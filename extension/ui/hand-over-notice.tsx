/** Says that a decision did not reach the outbox, on whatever page it was made. */
import { t } from '../platform/i18n.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

interface Props {
  fault: { number: string; message: string };
  onClose(): void;
}

export function HandOverNotice({ fault: { number, message }, onClose }: Props) {
  return (
    <div class="notice notice-fail" role="alert">
      <Icon name="fail" />
      <p>
        {number}: {t('desk.error.decision', { problem: message })}
      </p>
      <Button onClick={onClose}>{t('common.close')}</Button>
    </div>
  );
}
