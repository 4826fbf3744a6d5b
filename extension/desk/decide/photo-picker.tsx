/** Chooses photos and shows which were chosen, names as text and never markup; too many or too large ones are told. */
import { useId } from 'preact/hooks';
import { MAX_UPLOAD_BYTES } from '#shared/contract/evidence.ts';
import { t } from '../../platform/i18n.ts';
import { IconButton } from '../../ui/button.tsx';

interface Props {
  label: string;
  files: readonly File[];
  onFiles(files: File[]): void;
}

export function PhotoPicker({ label, files, onFiles }: Props) {
  const id = useId();
  return (
    <div class="picker">
      <span id={id}>{label}</span>
      <label class="button picker-button">
        {t('desk.followup.choose')}
        <input
          class="unseen"
          aria-labelledby={id}
          type="file"
          accept="image/*,.heic,.heif"
          multiple
          onChange={(event) => {
            onFiles([...files, ...(event.currentTarget.files ?? [])]);
            // The same file may be chosen again after it was removed.
            event.currentTarget.value = '';
          }}
        />
      </label>
      <ul class="picked">
        {files.map((file, index) => (
          <li key={`${file.name}-${index}`}>
            <span>{file.name}</span>
            <IconButton
              icon="cross"
              size={14}
              label={t('desk.followup.remove', { name: file.name })}
              onClick={() => onFiles(files.filter((_, each) => each !== index))}
            />
          </li>
        ))}
      </ul>
    </div>
  );
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
