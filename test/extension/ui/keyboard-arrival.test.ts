// @vitest-environment happy-dom
/** A page that gives the drawer the keyboard in the middle of a word. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { guardKeyboard } from '../../../extension/ui/keyboard-arrival.ts';

let now: number;
let heard: string[];
let end: () => void;

const hear = (event: KeyboardEvent): void => void heard.push(event.key);

beforeEach(() => {
  now = 0;
  heard = [];
  end = guardKeyboard(window, () => now);
  document.addEventListener('keydown', hear);
});
afterEach(() => {
  end();
  document.removeEventListener('keydown', hear);
});

function press(...keys: string[]): void {
  for (const key of keys)
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
}
const arrive = (): unknown => window.dispatchEvent(new FocusEvent('focus'));

it('keys count once the keyboard has been here for half a second', () => {
  now = 499;
  press('a');
  now += 499;
  press('r');
  now += 500;
  press('a');
  expect(heard).toEqual(['a']);
});

it('a word that goes on after the keyboard was stolen decides nothing, however long it is', () => {
  now = 10_000;
  arrive();
  for (const letter of 'saya setuju') {
    now += 120;
    press(letter);
  }
  expect(heard).toEqual([]);
});

it('Tab and Escape work at once, and so does every key after a press in the drawer', () => {
  press('Tab', 'Escape');
  now = 10_000;
  document.body.dispatchEvent(new MouseEvent('pointerdown', { bubbles: true }));
  now += 5;
  arrive();
  press('a');
  expect(heard).toEqual(['Tab', 'Escape', 'a']);
});
