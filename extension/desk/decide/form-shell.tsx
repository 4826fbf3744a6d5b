/** What every form of the bar is given, and its frame: title, what is still missing, send by Enter, close by Esc. */
import { type ComponentChildren, createContext } from 'preact';
import { useContext, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ActionBody } from '#shared/contract/action.ts';
import type { OfficerName } from '#shared/contract/roster.ts';
import type { Actor } from '#shared/contract/session.ts';
import type { Unit } from '#shared/contract/units.ts';
import { t } from '../../platform/i18n.ts';
import type { DecisionFiles } from '../../store/database.ts';
import { Button, Key } from '../../ui/button.tsx';
import type { Phrases } from '../phrases/phrases.ts';
import { useSeen, useSurroundings } from '../state/context.ts';
import type { DraftedForm } from '../state/drafts.ts';
import { rhythm } from '../state/typing.ts';

interface ShellProps {
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

export function FormShell({
  title,
  sendWords,
  problem,
  focus,
  onKey,
  onSend,
  onClose,
  children,
}: ShellProps) {
  // The form stands above the bar and must have been seen as well before a press on it counts. A key falls
  // through no cover, and the bar was seen when it opened the form: Enter need not wait.
  const { ref: form, seen } = useSeen<HTMLFormElement>();
  const blocked = useContext(BlockedContext);
  const { say } = useSurroundings();
  const [again, setAgain] = useState(false);
  // ms, as events are dated: when a letter was typed that chooses nothing here.
  const strayAt = useRef(Number.NEGATIVE_INFINITY);
  // What was just said has to be read before it is sent past: a thumb taps twice.
  const saidAt = useRef(Number.NEGATIVE_INFINITY);
  useLayoutEffect(() => {
    saidAt.current = problem === null ? Number.NEGATIVE_INFINITY : performance.now();
  }, [problem]);
  const send = (): void => {
    if (blocked !== null || performance.now() - saidAt.current < READ_MS) return;
    const strayed = performance.now() - strayAt.current < STRAY_MS;
    strayAt.current = Number.NEGATIVE_INFINITY;
    setAgain(strayed);
    if (!strayed) onSend();
  };
  // Before the next key press can arrive: whoever types `r 4` fast means the form's 4.
  useLayoutEffect(() => {
    const text = form.current?.querySelector<HTMLElement>('textarea, input[type=text]');
    if (focus === 'text' && text) text.focus();
    else form.current?.focus();
  }, []);

  // Letters typed here are no shortcuts of the desk, Tab and the like stay the browser's.
  const leave = (event: KeyboardEvent, inField: boolean): void => {
    event.stopPropagation();
    if (!isLetter(event.key)) return;
    if (rhythm.runsOnFromOpening() && focus === 'text') {
      // Written on at once, or the rest of a sentence typed into nothing: only its Enter is not believed.
      strayAt.current = event.timeStamp;
    } else if (rhythm.runsOnFromOpening()) {
      event.preventDefault();
      say(t('desk.keys.form_closed'));
      onClose();
    } else if (!inField) strayAt.current = event.timeStamp;
  };

  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLFormElement }): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const { target, key } = event;
    const inField = target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
    // What Enter does on a control of its own (press, choose, submit) is the browser's to do.
    const ownEnter = target instanceof Element && target.closest('button, input, summary') !== null;
    // Held down it would send past a warning that nobody has had the time to read.
    const held = key === 'Enter' && event.repeat;
    if (key === 'Escape') {
      if (inField && focus === 'form') event.currentTarget.focus();
      else onClose();
    } else if (key === 'Enter' && !event.shiftKey && !ownEnter && !held) send();
    else if (!held && (inField || !onKey?.(key))) {
      leave(event, inField);
      return;
    } else if (!held && !isLetter(key)) rhythm.meant();
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
          {blocked ?? (again ? t('desk.keys.enter_again') : problem)}
        </p>
        <Button onClick={onClose}>
          {t('common.cancel')} <Key>Esc</Key>
        </Button>
        <button type="submit" class="button button-main" disabled={!seen} aria-disabled={blocked !== null}>
          {sendWords} <Key>{t('desk.bar.send_enter')}</Key>
        </button>
      </div>
    </form>
  );
}

/** ms in which nobody has read a warning. */
const READ_MS = 400;
/** ms after a letter that chooses nothing here, in which Enter is taken for the end of the same sentence. */
const STRAY_MS = 1500;

function isLetter(key: string): boolean {
  return /^\p{L}$/u.test(key);
}

/** Why nothing can be sent from an open form just now, in the officer's words; null where it can. */
export const BlockedContext = createContext<string | null>(null);

/** What every form is given. */
export interface FormProps extends DraftedForm {
  /** Who decides. */
  actor: Actor;
  /** Every office; empty until the list was ever fetched. */
  units: readonly Unit[];
  /** Validators on duty now, as far as known; only who may propose learns of them. */
  onDuty: readonly OfficerName[];
  phrases: Phrases;
  onEditPhrases(): void;
  onSend(body: ActionBody, files?: DecisionFiles): void;
  onClose(): void;
}
