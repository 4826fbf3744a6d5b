/** Chooses photos and shows which were chosen; names are text, never markup. */
import { useId } from 'preact/hooks';
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
