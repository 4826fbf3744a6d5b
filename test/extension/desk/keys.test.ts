import { describe, expect, it } from 'vitest';
import { COMMANDS, choose, isChoosable, keyMapOf } from '../../../extension/desk/model/keys.ts';

const born = keyMapOf({});

describe('the keys of the desk', () => {
  it('are one for each command, and no two the same', () => {
    const keys = COMMANDS.map((command) => born[command]);
    expect(keys).not.toContain(null);
    expect(new Set(keys).size).toBe(COMMANDS.length);
  });

  it('can all be typed on one key that picks no return reason', () => {
    expect(COMMANDS.filter((command) => !isChoosable(born[command] ?? ''))).toEqual([]);
  });

  it('follow what the officer chose', () => {
    const choice = choose({}, 'setujui', '+');
    expect(choice).toEqual({ ok: true, chosen: { setujui: '+' } });
    expect(keyMapOf({ setujui: '+' })).toMatchObject({ setujui: '+', kembalikan: 'r' });
  });

  it('refuse a key that another command has, chosen or born with', () => {
    expect(choose({}, 'setujui', 'r')).toEqual({ ok: false, why: 'taken', by: 'kembalikan' });
    expect(choose({ undo: '+' }, 'setujui', '+')).toEqual({ ok: false, why: 'taken', by: 'undo' });
  });

  it('let a key go that its command no longer uses', () => {
    expect(choose({ setujui: '+' }, 'undo', 'a')).toEqual({ ok: true, chosen: { setujui: '+', undo: 'a' } });
  });

  it('forget a choice that is the command’s own key again', () => {
    expect(choose({ setujui: '+' }, 'setujui', 'a')).toEqual({ ok: true, chosen: {} });
  });

  it.each(['1', '0', '-', ' ', 'Enter', 'A', '', 'ab'])('refuse %j', (key) => {
    expect(choose({}, 'setujui', key)).toEqual({ ok: false, why: 'not-choosable' });
  });

  it('leave a command without a key rather than give two the same, as after an update that brought it', () => {
    expect(keyMapOf({ next: 'a' })).toMatchObject({ next: 'a', setujui: null });
    expect(keyMapOf({ next: '+', previous: '+' })).toMatchObject({ next: '+', previous: 'k' });
  });

  it('are not disturbed by stored nonsense', () => {
    expect(keyMapOf({ next: 'Enter', gone: '+', toString: 'q' })).toEqual(born);
  });
});
