/** The statuses in words, and the status that a word means: CRM's own labels, however they are spelt. */
import { LOCALES } from '../words/locale.ts';
import { speaker } from '../words/speak.ts';
import { STATUSES, type Status } from './status.ts';

/** Other spellings of the same. "Ditolak" alone is the report's refusal: a follow-up's always says so. */
const ALSO: Partial<Record<Status, readonly string[]>> = {
  proses: ['diproses', 'dalam proses'],
  tindak_lanjut: ['ditindaklanjuti'],
  tl_ditolak: ['tindak lanjut ditolak'],
};

const BY_WORD = new Map(
  STATUSES.flatMap((status) =>
    [
      status,
      ...LOCALES.map((locale) => speaker(locale)(`common.status.${status}`)),
      ...(ALSO[status] ?? []),
    ].map((word) => [keyOf(word), status] as const),
  ),
);

export function statusNamed(text: string): Status | undefined {
  return BY_WORD.get(keyOf(text));
}

function keyOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ')
    .trim();
}
