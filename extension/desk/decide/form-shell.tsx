/** The frame of every form in the bar: title, what is still missing, send by Enter, close by Esc. */
import { type ComponentChildren, createContext } from 'preact';
import { useContext, useLayoutEffect } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Key } from '../../ui/key.tsx';
import { useSeen } from '../state/use-seen.ts';

interface Props {
  title: string;
  sendWords: string;
  problem: string | null;
  /** What has the keyboard at first: the form itself, so that number keys choose, or its text field. */
  focus: 'form' | 'text';
  /** Keys the form itself understands while no text field has the keyboard. True when it took the key. */
  onKey?(key: string): boolean;
  onSend(): void;
  onClose(): void;
  children: ComponentChildren;
}

export function FormShell({ title, sendWords, problem, focus, onKey, onSend, onClose, children }: Props) {
  // The form stands above the bar and must have been seen as well before a press on it counts. A key falls
  // through no cover, and the bar was seen when it opened the form: Enter need not wait.
  const { ref: form, seen } = useSeen<HTMLFormElement>();
  const blocked = useContext(BlockedContext);
  const send = (): void => {
    if (blocked === null) onSend();
  };
  // Before the next key press can arrive: whoever types `r 4` fast means the form's 4.
  useLayoutEffect(() => {
    const text = form.current?.querySelector<HTMLElement>('textarea, input[type=text]');
    if (focus === 'text' && text) text.focus();
    else form.current?.focus();
  }, []);

  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLFormElement }): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const { target } = event;
    const inField = target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
    // What Enter does on a control of its own (press, choose, submit) is the browser's to do.
    const ownEnter = target instanceof Element && target.closest('button, input, summary') !== null;
    // Held down it would send past a warning that nobody has had the time to read.
    const held = event.key === 'Enter' && event.repeat;
    if (event.key === 'Escape') {
      if (inField && focus === 'form') event.currentTarget.focus();
      else onClose();
    } else if (event.key === 'Enter' && !event.shiftKey && !ownEnter && !held) send();
    else if (!held && (inField || !onKey?.(event.key))) {
      // Letters typed here are no shortcuts of the desk, Tab and the like stay the browser's.
      event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <form
      ref={form}
      class="form"
      data-seen={seen}
      tabIndex={-1}
      aria-label={title}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        if (seen) send();
      }}
    >
      <h2>{title}</h2>
      {children}
      <div class="form-row form-end">
        <p class="form-problem" role="alert">
          {blocked ?? problem}
        </p>
        <Button onClick={onClose}>
          {t('common.cancel')} <Key>Esc</Key>
        </Button>
        <button type="submit" class="button button-main" disabled={!seen || blocked !== null}>
          {sendWords} <Key>{t('desk.bar.send_enter')}</Key>
        </button>
      </div>
    </form>
  );
}

/** Why nothing can be sent from an open form just now, in the officer's words; null where it can. */
export const BlockedContext = createContext<string | null>(null);
