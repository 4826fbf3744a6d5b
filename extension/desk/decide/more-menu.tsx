/** The decisions that few reports need, behind one button: by arrows, by click, or at once by their keys. */
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import { Key } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { DeskDecision } from '../model/decisions.ts';
import { keyLabel } from '../model/keys.ts';
import { useKeyMap } from '../state/keyboard.ts';

interface Props {
  decisions: readonly DeskDecision[];
  blocked: boolean;
  open: boolean;
  onOpen(open: boolean): void;
  onPress(decision: DeskDecision, event: MouseEvent): void;
}

export function MoreMenu({ decisions, blocked, open, onOpen, onPress }: Props) {
  const keys = useKeyMap();
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const items = (): HTMLButtonElement[] => [...(menu.current?.querySelectorAll('button') ?? [])];
  useEffect(() => {
    if (!open) return;
    items()[0]?.focus();
    const onElsewhere = (event: Event): void => {
      const inside = event.target instanceof Node && menu.current?.parentElement?.contains(event.target);
      if (!inside) onOpen(false);
    };
    document.addEventListener('pointerdown', onElsewhere);
    return () => document.removeEventListener('pointerdown', onElsewhere);
  }, [open]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const all = items();
    const at = all.findIndex((item) => item.matches(':focus'));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === 'Escape' || event.key === 'Tab') {
      onOpen(false);
      button.current?.focus();
    } else if (to !== undefined) all.at(to % all.length)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const key = keys.more;
  return (
    <div class="more">
      <button
        ref={button}
        type="button"
        class="decision decision-plain"
        data-action="more"
        aria-haspopup="menu"
        aria-expanded={open}
        {...(key === null ? {} : { 'aria-keyshortcuts': key })}
        aria-disabled={blocked}
        aria-describedby={blocked ? 'bar-why' : undefined}
        onClick={() => blocked || onOpen(!open)}
      >
        {key !== null && <Key>{keyLabel(key)}</Key>}
        <span class="more-words">{t('desk.bar.more')}</span>
        <Icon name="up" size={14} />
      </button>
      <div
        ref={menu}
        class="menu"
        role="menu"
        aria-label={t('desk.bar.more')}
        hidden={!open}
        onKeyDown={onKeyDown}
      >
        {decisions.map((decision) => {
          const own = keys[decision.action];
          return (
            <button
              key={decision.action}
              type="button"
              role="menuitem"
              class={`decision menu-item decision-${decision.tone}`}
              data-action={decision.action}
              tabIndex={-1}
              {...(own === null ? {} : { 'aria-keyshortcuts': own })}
              aria-disabled={blocked}
              onClick={(event) => blocked || onPress(decision, event)}
            >
              {t(`common.action.${decision.action}`)}
              {own !== null && <Key>{keyLabel(own)}</Key>}
            </button>
          );
        })}
      </div>
    </div>
  );
}
