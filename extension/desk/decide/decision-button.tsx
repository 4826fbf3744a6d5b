/** A decision's button in a bar: its key, its name and, where several are decided at once, for how many it holds. */
import { t } from '../../platform/i18n.ts';
import { Key } from '../../ui/key.tsx';
import type { DeskDecision } from '../model/decisions.ts';
import { keyLabel } from '../model/keys.ts';
import { useKeyMap } from '../state/keyboard.ts';

interface Props {
  decision: DeskDecision;
  blocked: boolean;
  /** The evidence speaks for it. */
  advised?: boolean;
  count?: number;
  open: boolean;
  onPress(): void;
}

export function DecisionButton({ decision, blocked, advised = false, count, open, onPress }: Props) {
  const key = useKeyMap()[decision.action];
  return (
    <button
      type="button"
      class={`decision decision-${decision.tone}`}
      data-action={decision.action}
      data-advised={advised}
      {...(key === null ? {} : { 'aria-keyshortcuts': key })}
      aria-expanded={open}
      disabled={blocked}
      onClick={onPress}
    >
      {key !== null && <Key>{keyLabel(key)}</Key>}
      {t(`common.action.${decision.action}`)}
      {count !== undefined && ` ${count}`}
    </button>
  );
}
