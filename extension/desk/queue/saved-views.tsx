/** The officer's views: opened by a press or a digit, saved, renamed, deleted, one of them the desk's first. */
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import { Button, IconButton, Key } from '../../ui/button.tsx';
import { FOR_ME, fits, isFiltering, sameFilter } from '../model/filter.ts';
import { useSurroundings } from '../state/context.ts';
import { MAX_NAME, type Opened, type View } from '../state/filtering.ts';
import type { DeskModel } from '../state/use-desk.ts';

interface Props {
  desk: DeskModel;
  /** Null is the whole queue. */
  onOpen(view: Opened | null): void;
}

/** The view that everybody has without saving it. */
function forMe(): Opened {
  return { id: null, name: t('desk.views.for_me'), filter: FOR_ME };
}

/** The view a digit opens; null is the whole queue, undefined no view. */
export function viewAt(views: readonly View[], key: string): Opened | null | undefined {
  if (key === '1') return null;
  if (key === '0') return forMe();
  return /^[2-9]$/.test(key) ? views[Number(key) - 2] : undefined;
}

export function SavedViews({ desk, onOpen }: Props) {
  const { filtering, queue } = desk;
  const { views, filter, opened, exact } = filtering;
  const { now } = useSurroundings();
  const counts = useMemo(
    () => views.map((view) => queue.waiting.filter(fits(view.filter, now)).length),
    [views, queue.waiting, now],
  );
  const mine = useMemo(() => queue.waiting.filter(fits(FOR_ME, now)).length, [queue.waiting, now]);
  const showsMine = sameFilter(filter, FOR_ME);
  const unsaved = isFiltering(filter) && exact === null;
  return (
    <section class="views" aria-labelledby="views-title">
      <h3 id="views-title">{t('desk.views.title')}</h3>
      <ul>
        <li class="view">
          <OpenView
            digit={1}
            name={t('desk.views.all')}
            count={queue.toDecide}
            current={!isFiltering(filter)}
            onOpen={() => onOpen(null)}
          />
        </li>
        {(mine > 0 || showsMine) && (
          <li class="view">
            <OpenView
              digit={0}
              name={t('desk.views.for_me')}
              count={mine}
              current={showsMine}
              onOpen={() => onOpen(forMe())}
            />
          </li>
        )}
        {views.map((view, index) => (
          <ViewRow
            key={view.id}
            view={view}
            digit={index + 2}
            count={counts[index] ?? 0}
            desk={desk}
            onOpen={() => onOpen(view)}
          />
        ))}
      </ul>
      {unsaved && opened && (
        <Button
          onClick={() => {
            void filtering.change(opened);
            desk.announce(t('desk.views.saved', { name: opened.name }));
          }}
        >
          {t('desk.views.change', { name: opened.name })}
        </Button>
      )}
      {unsaved ? (
        <NameForm
          label={t('desk.views.save_as')}
          send={t('desk.views.save')}
          onSend={async (name) => {
            const saved = await filtering.save(name);
            if (saved) desk.announce(t('desk.views.saved', { name }));
            return saved;
          }}
        />
      ) : (
        views.length === 0 && <p class="soft">{t('desk.views.none')}</p>
      )}
    </section>
  );
}

interface RowProps {
  view: View;
  digit: number;
  count: number;
  desk: DeskModel;
  onOpen(): void;
}

function ViewRow({ view, digit, count, desk, onOpen }: RowProps) {
  const { filtering } = desk;
  const [doing, setDoing] = useState<'rename' | 'remove' | null>(null);
  if (doing === 'rename') {
    return (
      <li>
        <NameForm
          label={t('desk.views.rename', { name: view.name })}
          send={t('desk.views.save')}
          start={view.name}
          onSend={async (name) => {
            const renamed = await filtering.rename(view, name);
            if (renamed) setDoing(null);
            return renamed;
          }}
          onCancel={() => setDoing(null)}
        />
      </li>
    );
  }
  if (doing === 'remove') {
    return (
      <li class="view-doubt">
        <span>{t('desk.views.remove_sure', { name: view.name })}</span>
        <FocusedButton
          words={t('desk.views.remove_yes')}
          onPress={() => {
            void filtering.remove(view);
            desk.announce(t('desk.views.removed', { name: view.name }));
          }}
        />
        <Button onClick={() => setDoing(null)}>{t('common.cancel')}</Button>
      </li>
    );
  }
  return (
    <li class="view">
      <OpenView
        digit={digit}
        name={view.name}
        count={count}
        current={filtering.exact?.id === view.id}
        onOpen={onOpen}
      />
      <IconButton
        icon="star"
        size={14}
        aria-pressed={view.preferred}
        label={t('desk.views.prefer', { name: view.name })}
        title={t('desk.views.prefer_hint')}
        onClick={() => void filtering.prefer(view.preferred ? null : view)}
      />
      <IconButton
        icon="rename"
        size={14}
        label={t('desk.views.rename', { name: view.name })}
        onClick={() => setDoing('rename')}
      />
      <IconButton
        icon="remove"
        size={14}
        label={t('desk.views.remove', { name: view.name })}
        onClick={() => setDoing('remove')}
      />
    </li>
  );
}

interface OpenProps {
  digit: number;
  name: string;
  count: number;
  current: boolean;
  onOpen(): void;
}

function OpenView({ digit, name, count, current, onOpen }: OpenProps) {
  return (
    <button type="button" class="view-open" aria-current={current} onClick={onOpen}>
      {digit <= 9 && <Key>{digit}</Key>}
      <span class="view-name">{name}</span>
      <span class="count soft">{count}</span>
    </button>
  );
}

interface NameProps {
  label: string;
  send: string;
  start?: string;
  /** False where the name is taken. */
  onSend(name: string): Promise<boolean>;
  onCancel?(): void;
}

function NameForm({ label, send, start = '', onSend, onCancel }: NameProps) {
  const [name, setName] = useState(start);
  const [problem, setProblem] = useState<string | null>(null);
  const box = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (onCancel) box.current?.select();
  }, []);
  const submit = async (): Promise<void> => {
    const wanted = name.trim();
    if (wanted === '') setProblem(t('desk.views.name_empty'));
    else if (await onSend(wanted)) setName('');
    else setProblem(t('desk.views.name_taken', { name: wanted }));
  };
  return (
    <form
      class="view-form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <label class="field">
        <span>{label}</span>
        <input
          ref={box}
          class="input"
          type="text"
          maxLength={MAX_NAME}
          value={name}
          aria-invalid={problem !== null}
          onInput={(event) => {
            setName(event.currentTarget.value);
            setProblem(null);
          }}
        />
      </label>
      <button type="submit" class="button">
        {send}
      </button>
      {onCancel && <Button onClick={onCancel}>{t('common.cancel')}</Button>}
      <p class="form-problem" role="alert">
        {problem}
      </p>
    </form>
  );
}

/** Takes the keyboard from the button it replaces, which is gone. */
function FocusedButton({ words, onPress }: { words: string; onPress(): void }) {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => button.current?.focus(), []);
  return (
    <button ref={button} type="button" class="button" onClick={onPress}>
      {words}
    </button>
  );
}
