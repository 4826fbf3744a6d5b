/** A notice as it goes out: the words in force, filled with what the public may know, and how to get no more. */
import { fill, type GapValues, type NoticeTemplate } from '#shared/messages/template.ts';
import type { Locale } from '#shared/words/locale.ts';
import { fullDate } from '#shared/words/time.ts';
import type { UnitDirectory } from '../../people/units/directory.ts';
import type { Said } from '../../platform/http/language.ts';
import type { TicketRow } from '../../tables/ticket.ts';

/** Stands where a report has nothing for a gap. */
const NONE = '–';

/** Added by us and not by a template: no change of words can take the way out away. */
const REFUSE: Said = {
  id: 'Tidak ingin menerima pemberitahuan lagi?',
  en: 'You want no more of these?',
};
const ENGLISH = '— English —';

export interface Links {
  /** Where the report is followed. */
  track: string;
  /** Where notices to this address are ended. */
  refuse: string;
}

export function render(
  template: NoticeTemplate,
  row: Pick<TicketRow, 'number' | 'category' | 'kelurahan' | 'mergedInto' | 'nextDueAt'>,
  links: Links,
  units: UnitDirectory,
): { subject: string; text: string } {
  const values = (language: Locale): GapValues => ({
    nomor: row.number,
    kategori: row.category,
    kelurahan: row.kelurahan === null ? NONE : units.named(row.kelurahan).name,
    tautan: links.track,
    nomor_lain: row.mergedInto ?? NONE,
    batas: row.nextDueAt === null ? NONE : fullDate(row.nextDueAt, language),
  });
  const part = (language: Locale): string =>
    `${fill(template[language].body, values(language))}\n\n${REFUSE[language]} ${links.refuse}`;
  return {
    subject: fill(template.id.subject, values('id')),
    text: `${part('id')}\n\n${ENGLISH}\n\n${part('en')}\n`,
  };
}
