/** What the service takes no more of; the words say what to do. */
import { MAX_UPLOAD_BYTES } from '#shared/contract/evidence.ts';
import { t } from '../../platform/i18n.ts';

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
