/** The keys of the desk. They work wherever the keyboard is, except where somebody is writing. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { settings } from '../../platform/settings.ts';
import { type Command, commandOf, type FixedKey, type KeyMap, keyMapOf, plainKey } from '../model/keys.ts';

/** `shift`: the shift key was down; it makes no other command of a letter. */
export type Keys = Readonly<Partial<Record<Command | FixedKey, (shift: boolean) => void>>>;

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

export function useKeys(keys: Keys): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (isMeantElsewhere(event)) return;
      const key = plainKey(event.key);
      const command = isFixed(key) ? key : commandOf(keyMap, key);
      // A key held down must not decide a whole queue; walking through it is fine.
      if (command === null || (event.repeat && !REPEATABLE.has(command))) return;
      if (command !== 'Escape' && isFormOpen()) return;
      const run = current.current[command];
      if (!run) return;
      event.preventDefault();
      run(event.shiftKey);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

const REPEATABLE: ReadonlySet<Command | FixedKey> = new Set<Command>(['next', 'previous']);
const FIXED: readonly string[] = ['ArrowLeft', 'ArrowRight', 'Escape'] satisfies FixedKey[];

function isFixed(key: string): key is FixedKey {
  return FIXED.includes(key);
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
