/**
 * Which key does what on the desk: every command by name with the key it is born with, and the officer's own
 * choice over it. Decisions bring their keys from their table (`./decisions.ts`). Pure.
 */
import { DECISIONS, type DeskDecision } from './decisions.ts';

const MOVES = {
  next: 'j',
  previous: 'k',
  undo: 'u',
  search: '/',
  filter: 'w',
  fold: '[',
  pick: 'x',
  pick_all: '*',
  zoom: 'z',
  swipe: 's',
  divider_left: ',',
  divider_right: '.',
  difference: ';',
  fill: 'v',
  compare: 'y',
  more: 'm',
  help: '?',
} as const;

export type Move = keyof typeof MOVES;
export type Command = Move | DeskDecision['action'];

/** Keys that mean the same on every desk; nobody can choose them. The return form has the digits and `-`. */
export type FixedKey = 'ArrowLeft' | 'ArrowRight' | 'Escape';

/** What the officer chose, by command; what is not in it keeps its own key. */
export type Bindings = Readonly<Record<string, string>>;
/** `null`: an older choice of the officer's took the key that this command was born with. */
export type KeyMap = Readonly<Record<Command, string | null>>;

const MOVE_COMMANDS = Object.keys(MOVES) as Move[];
export const COMMANDS: readonly Command[] = [...MOVE_COMMANDS, ...DECISIONS.map(({ action }) => action)];

const BORN_WITH: Readonly<Record<Command, string>> = {
  ...MOVES,
  ...(Object.fromEntries(DECISIONS.map(({ action, key }) => [action, key])) as Record<
    DeskDecision['action'],
    string
  >),
};

export function isMove(command: Command): command is Move {
  return Object.hasOwn(MOVES, command);
}

export function keyMapOf(chosen: Bindings): KeyMap {
  const taken = new Map<string, Command>();
  for (const command of COMMANDS) {
    const key = chosen[command];
    // Whoever comes first keeps it: stored by an older version, two may hold the same.
    if (key !== undefined && isChoosable(key) && !taken.has(key)) taken.set(key, command);
  }
  const keys = new Map([...taken].map(([key, command]) => [command, key]));
  for (const command of COMMANDS) {
    const own = BORN_WITH[command];
    if (keys.has(command) || taken.has(own)) continue;
    keys.set(command, own);
    taken.set(own, command);
  }
  return Object.fromEntries(COMMANDS.map((command) => [command, keys.get(command) ?? null])) as KeyMap;
}

/** A key as it is stored and compared, from `KeyboardEvent.key`: the shift key makes no other letter of it. */
export function plainKey(key: string): string {
  return key.length === 1 ? key.toLowerCase() : key;
}

/** One printable character, but none the return form picks reasons with, and no space: it presses buttons. */
export function isChoosable(key: string): boolean {
  return /^[^\s\d-]$/u.test(key) && key === plainKey(key);
}

export type Choice =
  | { ok: true; chosen: Bindings }
  | { ok: false; why: 'not-choosable' | 'taken'; by?: Command };

/** The officer's bindings with `key` for `command`; refused where another command has it. */
export function choose(chosen: Bindings, command: Command, key: string): Choice {
  if (!isChoosable(key)) return { ok: false, why: 'not-choosable' };
  const by = commandOf(keyMapOf(chosen), key);
  if (by !== null && by !== command) return { ok: false, why: 'taken', by };
  const { [command]: _, ...others } = chosen;
  return { ok: true, chosen: key === BORN_WITH[command] ? others : { ...others, [command]: key } };
}

export function commandOf(keys: KeyMap, key: string): Command | null {
  return COMMANDS.find((command) => keys[command] === key) ?? null;
}

/** As it is printed on a keyboard; a dash for none. */
export function keyLabel(key: string | null): string {
  return key?.toUpperCase() ?? '–';
}
