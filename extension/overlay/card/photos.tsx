/** Before beside after: a validator decides from a card only once each photo stood there long enough to be looked at. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { ask, type CardPhotos } from '../../connection/messages.ts';
import { t } from '../../platform/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { onceSeen } from '../../ui/visibility.ts';

type Side = 'before' | 'after';

interface PhotosProps {
  photos: CardPhotos;
  seen: ReadonlySet<string>;
  onSeen: (id: string) => void;
}

export function Photos({ photos, seen, onSeen }: PhotosProps) {
  return (
    <div class="card-photos">
      <Pane side="before" ids={photos.before} seen={seen} onSeen={onSeen} />
      <Pane side="after" ids={photos.after} seen={seen} onSeen={onSeen} />
    </div>
  );
}

export function unseenOf({ before, after }: CardPhotos, seen: ReadonlySet<string>): number {
  return [...before, ...after].filter((id) => !seen.has(id)).length;
}

function Pane({ side, ids, seen, onSeen }: Omit<PhotosProps, 'photos'> & { side: Side; ids: string[] }) {
  const [at, setAt] = useState(0);
  const shown = Math.min(at, ids.length - 1);
  const id = ids[shown];
  const kind = t(`overlay.side.${side}`);
  return (
    <figure class="card-pane">
      <figcaption>{kind}</figcaption>
      {id === undefined ? (
        <p class="card-photo soft">{t(`overlay.no_photo.${side}`)}</p>
      ) : (
        <Shown
          key={id}
          id={id}
          alt={t('overlay.photo_shown', { kind, number: shown + 1, all: ids.length })}
          onSeen={() => onSeen(id)}
        />
      )}
      {ids.length > 1 && (
        <div class="card-strip">
          {ids.map((each, index) => (
            <button
              key={each}
              type="button"
              class="tabular"
              data-photo-seen={seen.has(each)}
              aria-pressed={index === shown}
              aria-label={
                seen.has(each)
                  ? t('overlay.photo_choose_seen', { kind, number: index + 1 })
                  : t('overlay.photo_choose', { kind, number: index + 1 })
              }
              onClick={() => setAt(index)}
            >
              {index + 1}
            </button>
          ))}
        </div>
      )}
    </figure>
  );
}

type State = { url: string } | { why: string } | null;

/** One photo, or why it cannot be shown. */
function Shown({ id, alt, onSeen }: { id: string; alt: string; onSeen: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<State>(null);
  const [attempt, setAttempt] = useState(0);
  const [drawn, setDrawn] = useState(false);
  const stands = drawn || (state !== null && 'why' in state);
  useEffect(() => {
    let gone = false;
    const show = (next: State): void => {
      if (!gone) setState(next);
    };
    void ask('cardPhoto', { id }).then(
      (answer) => show(answer.ok ? answer.value : { why: answer.error.message }),
      () => show({ why: t('worker.broken') }),
    );
    return () => {
      gone = true;
    };
  }, [id, attempt]);
  useEffect(() => {
    return stands && box.current ? onceSeen(box.current, onSeen) : undefined;
  }, [stands]);
  return (
    <div class="card-photo" ref={box} aria-busy={state === null}>
      {state === null && <span class="unseen">{t('overlay.photo_loading')}</span>}
      {state && 'url' in state && (
        <img
          src={state.url}
          alt={alt}
          draggable={false}
          onLoad={() => setDrawn(true)}
          onError={() => setState({ why: t('overlay.photo_unreadable') })}
        />
      )}
      {state && 'why' in state && (
        <>
          <Icon name="noImage" size={20} />
          <p>{state.why}</p>
          <Button look="link" onClick={() => setAttempt((count) => count + 1)}>
            {t('common.retry')}
          </Button>
        </>
      )}
    </div>
  );
}
