/** Why: asked by most decisions, and missing only where sending was tried without it. */
import { t } from '../../../platform/i18n.ts';
import { TextField } from './text-field.tsx';

interface Props {
  value: string;
  tried: boolean;
  onText(text: string): void;
}

export function ReasonField({ value, tried, onText }: Props) {
  return (
    <TextField
      label={t('desk.bar.reason')}
      value={value}
      invalid={tried && value.trim() === ''}
      onText={onText}
    />
  );
}
