/** Tells the keys on one sheet, as the officer has chosen them: in groups, and only those that their role has a use for. */
import { useEffect, useRef } from 'preact/hooks';
import type { OfficerAction } from '#shared/ticket/action.ts';
import type { CallerRole } from '#shared/ticket/role.ts';
import { RULES } from '#shared/ticket/transitions.ts';
import { type ScreenKey, t } from '../platform/i18n.ts';
import { BULK_ACTIONS } from './model/bulk.ts';
import { DECISIONS } from './model/decisions.ts';
import { type Command, type KeyMap, keyLabel, type Move } from './model/keys.ts';
import { useKeyMap } from './state/keyboard.ts';

/** Commands, whose keys are the officer's choice, alone or with Shift, or keys that are fixed. */
type Pressed = { command: Command } | { shifted: readonly Command[] } | { fixed: string };

interface Row {
  pressed: Pressed;
  words: ScreenKey;
  /** What one must be able to do for it to be of use; absent where everybody is. */
  with?: readonly OfficerAction[];
}

const move = (command: Move, of?: readonly OfficerAction[]): Row => ({
  pressed: { command },
  words: `desk.help.${command}`,
  ...(of ? { with: of } : {}),
});
const ANY = DECISIONS.map(({ action }) => action);

type Group = 'queue' | 'photos' | 'decide' | 'form' | 'general';

/** In the order of a working day; the decisions in that of the bar. */
const GROUPS: Readonly<Record<Group, readonly Row[]>> = {
  queue: [
    move('next'),
    move('previous'),
    move('search'),
    move('filter'),
    move('fold'),
    move('pick', BULK_ACTIONS),
    {
      pressed: { shifted: ['next', 'previous'] },
      words: 'desk.help_sheet.pick_extend',
      with: BULK_ACTIONS,
    },
    move('pick_all', BULK_ACTIONS),
  ],
  photos: [
    { pressed: { fixed: '← →' }, words: 'desk.help_sheet.photo' },
    move('zoom'),
    move('swipe'),
    move('divider_left'),
    move('divider_right'),
    move('difference'),
    move('compare'),
    move('fill'),
  ],
  decide: [
    ...DECISIONS.map(
      ({ action }): Row => ({ pressed: { command: action }, words: `common.key.${action}`, with: [action] }),
    ),
    move('more', ANY),
    move('undo', ANY),
  ],
  form: [
    { pressed: { fixed: '1–9 0 -' }, words: 'desk.help_sheet.reasons', with: ['kembalikan'] },
    { pressed: { fixed: 'A B C' }, words: 'desk.help_sheet.phrase', with: ANY },
    { pressed: { fixed: 'Enter' }, words: 'desk.help_sheet.send', with: ANY },
  ],
  general: [move('help'), { pressed: { fixed: 'Esc' }, words: 'desk.help_sheet.close' }],
};

interface Props {
  roles: readonly CallerRole[];
  onClose(): void;
}

export function Help({ roles, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const groups = Object.entries(GROUPS).flatMap(([group, rows]) => {
    const theirs = rows.filter((row) => !row.with || mayEver(roles, row.with));
    return theirs.length > 0 ? [{ group: group as Group, rows: theirs }] : [];
  });
  return (
    <dialog ref={dialog} class="help help-keys" aria-labelledby="help-title" onClose={onClose}>
      <h2 id="help-title">{t('desk.help_sheet.title')}</h2>
      <div class="help-groups">
        {groups.map(({ group, rows }) => (
          <KeyGroup key={group} group={group} rows={rows} />
        ))}
      </div>
      <form method="dialog">
        <button type="submit" class="button button-main">
          {t('common.close')}
        </button>
      </form>
    </dialog>
  );
}

function KeyGroup({ group, rows }: { group: Group; rows: readonly Row[] }) {
  const keyMap = useKeyMap();
  return (
    <section aria-labelledby={`help-${group}`}>
      <h3 id={`help-${group}`}>{t(`desk.help_groups.${group}`)}</h3>
      <dl>
        {rows.map(({ pressed, words }) => (
          <div key={words}>
            <dt>
              <kbd>{wordsFor(pressed, keyMap)}</kbd>
            </dt>
            <dd>{t(words)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** On some report, in some status: what is never theirs is only in the way. */
export function mayEver(roles: readonly CallerRole[], actions: readonly OfficerAction[]): boolean {
  return RULES.some(
    ({ action, role }) => actions.some((each) => each === action) && roles.some((each) => each === role),
  );
}

function wordsFor(keys: Pressed, keyMap: KeyMap): string {
  if ('fixed' in keys) return keys.fixed;
  if ('command' in keys) return keyLabel(keyMap[keys.command]);
  return ['Shift', ...keys.shifted.map((command) => keyLabel(keyMap[command]))].join(' ');
}
