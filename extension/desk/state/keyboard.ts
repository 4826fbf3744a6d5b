/** The keys of the desk. They work wherever the keyboard is, except where somebody is writing. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { settings } from '../../platform/settings.ts';
import { DECISIONS } from '../model/decisions.ts';
import { type Command, commandOf, type FixedKey, type KeyMap, keyMapOf, plainKey } from '../model/keys.ts';
import { rhythm } from './typing.ts';

/** `shift`: the shift key was down; it makes no other command of a letter. */
export type Keys = Readonly<Partial<Record<Command | FixedKey, (shift: boolean) => void>>>;

/** What happens with keys that were not meant for the desk. */
export interface Mistyped {
  /** Decisions of several reports ask once more by a form: their keys may follow those that picked them. */
  asksAgain: boolean;
  /** A key was not acted on. */
  refused(): void;
  /** The decision before was followed by typing: it is taken back. */
  takenBack(): void;
}

let keyMap = keyMapOf({});
const listeners = new Set<(keys: KeyMap) => void>();

/** Loads the officer's keys and follows their changes; to be awaited once before the desk is drawn. */
export async function startKeys(): Promise<void> {
  keyMap = keyMapOf(await settings.keys.get());
  settings.keys.watch((chosen) => {
    keyMap = keyMapOf(chosen);
    for (const listener of listeners) listener(keyMap);
  });
}

export function useKeyMap(): KeyMap {
  const [keys, setKeys] = useState(keyMap);
  useEffect(() => {
    listeners.add(setKeys);
    return () => {
      listeners.delete(setKeys);
    };
  }, []);
  return keys;
}

export function useKeys(keys: Keys, mistyped: Mistyped): void {
  const current = useRef({ keys, mistyped });
  current.current = { keys, mistyped };
  useEffect(() => {
    // Of every key, wherever it goes: what begins in a field may go on where there is none.
    const onAnyKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const { timeStamp: at, repeat } = event;
      const key = event.isComposing ? 'Process' : event.key;
      const command = commandOf(keyMap, plainKey(key));
      if (rhythm.hear({ key, at, repeat, command })) current.current.mistyped.takenBack();
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      const command = commandFor(event);
      const run = command && current.current.keys[command];
      if (!run) return;
      event.preventDefault();
      const { mistyped } = current.current;
      if (DELIBERATE.has(command) && rhythm.isTyping() && !(mistyped.asksAgain && command !== 'undo')) {
        mistyped.refused();
        return;
      }
      run(event.shiftKey);
      if (command === 'undo') rhythm.did('undone');
    };
    document.addEventListener('keydown', onAnyKey, { capture: true });
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('keydown', onAnyKey, { capture: true });
      document.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}

/** The key of what only shows something; null where there is nothing to show. */
export function useLookKey(command: Command, look: (() => void) | null): void {
  const current = useRef(look);
  current.current = look;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!current.current || commandFor(event) !== command) return;
      event.preventDefault();
      current.current();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [command]);
}

/** What changes something, or leads straight to it; walking, looking and searching do no harm. */
const DELIBERATE: ReadonlySet<Command | FixedKey> = new Set<Command>([
  ...DECISIONS.map(({ action }) => action),
  'more',
  'undo',
  'pick_all',
]);
const REPEATABLE: ReadonlySet<Command | FixedKey> = new Set<Command>(['next', 'previous']);
const FIXED: readonly string[] = ['ArrowLeft', 'ArrowRight', 'Escape'] satisfies FixedKey[];

function isFixed(key: string): key is FixedKey {
  return FIXED.includes(key);
}

/** What the key asks of the desk here and now; null where it is meant for something else. */
function commandFor(event: KeyboardEvent): Command | FixedKey | null {
  if (isMeantElsewhere(event)) return null;
  const key = plainKey(event.key);
  const command = isFixed(key) ? key : commandOf(keyMap, key);
  // A key held down must not decide a whole queue; walking through it is fine.
  if (command === null || (event.repeat && !REPEATABLE.has(command))) return null;
  return command !== 'Escape' && isFormOpen() ? null : command;
}

/** It was taken already, belongs to the browser, writes a text, or is pressed where no report can be seen. */
function isMeantElsewhere(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
    return true;
  return isWriting(event.target) || isBehindDialog();
}

/** A report behind the help cannot be seen well enough to decide it, and Escape is the dialog's own. */
function isBehindDialog(): boolean {
  return document.querySelector('dialog[open]') !== null;
}

/** Whoever writes and has lost the keyboard to the page goes on typing: that must not walk on or decide. */
function isFormOpen(): boolean {
  return document.querySelector('.bar form') !== null;
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select') !== null;
}
