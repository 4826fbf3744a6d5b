/** Chooses photos and shows which were chosen: small, in their order, with what the check reads from each. */
import { useContext, useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { MAX_UPLOAD_BYTES } from '#shared/contract/evidence.ts';
import type { Point } from '#shared/contract/primitives.ts';
import { isSpoilt, type PhotoFacts } from '#shared/evidence/facts.ts';
import type { Severity } from '#shared/evidence/finding.ts';
import { distanceM } from '#shared/evidence/geodesic.ts';
import { distance } from '#shared/words/number.ts';
import { shortDate } from '#shared/words/time.ts';
import { t } from '../../platform/i18n.ts';
import type { CaptureSide } from '../../store/database.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { useSurroundings } from '../state/context.ts';
import { CameraContext } from './camera.ts';
import './photo-picker.css';

interface Props {
  label: string;
  files: readonly File[];
  onFiles(files: File[]): void;
  /** Takes one of them to the other side, as a photo from before the work that was chosen among those after it. */
  other?: { label(name: string): string; move(file: File): void };
  /** What the page's own camera takes them as; absent where it takes none of these. */
  side?: CaptureSide;
  /** What the check knows of each; absent where nothing is checked. */
  checked?: Checked;
}

interface Checked {
  point: Point | undefined;
  /** In the order of the files; null while one is being read. */
  facts: readonly (PhotoFacts | null)[];
  /** The gravest that was found about each. */
  worst(index: number): Severity | null;
}

export function PhotoPicker({ label, files, side, onFiles, checked, other: across }: Props) {
  const id = useId();
  const camera = useContext(CameraContext);
  const take = async (): Promise<void> => {
    const file = side && (await camera?.take(side));
    if (file) onFiles([...files, file]);
  };
  const add = (chosen: Iterable<File>): void => {
    const more = [...chosen];
    if (side) camera?.add(more, side);
    onFiles([...files, ...more]);
  };
  const other = across && {
    ...across,
    move(file: File): void {
      if (side) camera?.hold(file, side === 'after' ? 'before' : 'after');
      across.move(file);
    },
  };
  const [over, setOver] = useState(false);
  const { list, keepFocus } = useKeptFocus();
  const move = (from: number, by: -1 | 1): void => {
    const moved = [...files];
    const [file] = moved.splice(from, 1);
    if (file) onFiles(moved.toSpliced(from + by, 0, file));
  };
  return (
    <fieldset
      class="picker"
      data-over={over}
      aria-labelledby={id}
      onDragOver={(event) => {
        if (!event.dataTransfer?.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        add(event.dataTransfer?.files ?? []);
      }}
    >
      <span id={id}>{label}</span>
      {camera && side && (
        <Button look="button button-main" aria-describedby={id} onClick={() => void take()}>
          <Icon name="camera" /> {t('field.camera.open')}
        </Button>
      )}
      <label class="button picker-button">
        {t('desk.followup.choose')}
        <input
          class="unseen"
          aria-labelledby={id}
          type="file"
          accept="image/*,.heic,.heif"
          multiple
          onChange={(event) => {
            add(event.currentTarget.files ?? []);
            // The same file may be chosen again after it was removed.
            event.currentTarget.value = '';
          }}
        />
      </label>
      <ul class="picked" ref={list}>
        {files.map((file, index) => (
          <PickedPhoto
            key={keyOf(file)}
            {...{ file, index, of: files.length, keepFocus, checked, other }}
            onMove={(by) => move(index, by)}
            onRemove={() => {
              camera?.hold(file, null);
              onFiles(files.filter((_, each) => each !== index));
            }}
          />
        ))}
      </ul>
    </fieldset>
  );
}

interface PickedProps {
  other: Props['other'] | undefined;
  checked: Checked | undefined;
  file: File;
  index: number;
  of: number;
  keepFocus(at: number, does: string): void;
  onMove(by: -1 | 1): void;
  onRemove(): void;
}

function PickedPhoto({ file, index, of, other, checked, keepFocus, onMove, onRemove }: PickedProps) {
  const { name } = file;
  const tool = (
    does: string,
    icon: IconName,
    label: string,
    act: () => void,
    landing: number | null = index,
  ) => (
    <IconButton
      icon={icon}
      size={14}
      data-does={does}
      title={label}
      label={label}
      aria-disabled={landing === null}
      onClick={() => {
        if (landing === null) return;
        keepFocus(landing, does);
        act();
      }}
    />
  );
  const last = of - 1;
  return (
    <li class="picked-photo">
      <Thumb file={file} />
      <span class="picked-name">{name}</span>
      {checked && <Read checked={checked} index={index} />}
      <span class="picked-tools">
        {of > 1 &&
          tool(
            'earlier',
            'previous',
            t('desk.followup.earlier', { name }),
            () => onMove(-1),
            index === 0 ? null : index - 1,
          )}
        {of > 1 &&
          tool(
            'later',
            'next',
            t('desk.followup.later', { name }),
            () => onMove(1),
            index === last ? null : index + 1,
          )}
        {other && tool('other', 'exchange', other.label(name), () => other.move(file))}
        {tool('remove', 'cross', t('desk.followup.remove', { name }), onRemove)}
      </span>
    </li>
  );
}

/** After a photo was moved or removed the keyboard stands on the same tool of what is there now, or on the choosing. */
function useKeptFocus() {
  const list = useRef<HTMLUListElement>(null);
  const wanted = useRef<{ at: number; does: string } | null>(null);
  useLayoutEffect(() => {
    if (!wanted.current || !list.current) return;
    const { at, does } = wanted.current;
    wanted.current = null;
    const items = [...list.current.querySelectorAll('li')];
    const item = items[Math.min(at, items.length - 1)];
    const tool = item?.querySelector<HTMLElement>(`[data-does="${does}"]`);
    const choosing = list.current.parentElement?.querySelector<HTMLElement>('input[type=file]');
    (tool ?? choosing)?.focus();
  });
  return {
    list,
    keepFocus(at: number, does: string): void {
      wanted.current = { at, does };
    },
  };
}

/** A photo, or in its place the sign that this browser draws none of its kind: it is sent and checked all the same. */
function Thumb({ file }: { file: File }) {
  const [url, setUrl] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  if (failed || url === null) {
    return (
      <span class="picked-thumb picked-none" {...(failed ? { title: t('desk.followup.no_preview') } : {})}>
        {failed && <Icon name="noImage" size={20} />}
      </span>
    );
  }
  return <img class="picked-thumb" src={url} alt="" decoding="async" onError={() => setFailed(true)} />;
}

/** Where and when it was taken, as far as its file says: what a return is most often about. */
function Read({ checked: { point, facts, worst }, index }: { checked: Checked; index: number }) {
  const { locale, now } = useSurroundings();
  const read = facts[index] ?? null;
  if (read === null) return <span class="picked-read soft">{t('desk.followup.reading')}</span>;
  if (isSpoilt(read)) {
    return (
      <span class="picked-read sign-fail">
        <Icon name="fail" size={14} /> {t('desk.followup.unreadable')}
      </span>
    );
  }
  const severity = worst(index);
  // Of the page's own camera also where the service has not heard of it yet.
  const takenAt = read.takenAt ?? read.captured?.committedAt;
  const away = point && read.position ? distanceM(point, read.position) : null;
  const place =
    away === null
      ? read.position === null && t('desk.photos.no_position')
      : t('desk.photos.from_point', { distance: distance(away, locale) });
  return (
    <>
      <span class={`picked-sign sign-${severity ?? 'pass'}`}>
        <Icon name={severity ?? 'pass'} size={14} />
      </span>
      <span class="picked-read">{place}</span>
      <span class="picked-read soft">
        {takenAt === undefined ? t('desk.photos.no_time') : shortDate(Date.parse(takenAt), now, locale)}
      </span>
    </>
  );
}

const keys = new WeakMap<File, number>();
let lastKey = 0;

/** The same file may be chosen twice, and names are not unique. */
function keyOf(file: File): number {
  const key = keys.get(file) ?? ++lastKey;
  keys.set(file, key);
  return key;
}

/** Null where it may be sent. The limit of size is that of all files of the call together. */
export function tooManyOrLarge(
  files: readonly File[],
  most: number,
  others: readonly File[] = [],
): string | null {
  if (files.length > most) return t('desk.followup.too_many', { most });
  const bytes = [...files, ...others].reduce((sum, file) => sum + file.size, 0);
  if (bytes <= MAX_UPLOAD_BYTES) return null;
  return t('desk.followup.too_large', { size: megabytes(bytes), most: megabytes(MAX_UPLOAD_BYTES) });
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1024 / 1024);
}
