/** A message as it goes out: the words in force, filled with what the public may know, and how to get no more. */
import type { GapValues, NoticeTemplate } from '#shared/contract/messages.ts';
import { FORMATS, LOCALES, type Locale } from '#shared/words/locale.ts';
import { fill } from '#shared/words/phrase.ts';
import { speaker } from '#shared/words/speak.ts';
import { fullDate } from '#shared/words/time.ts';
import type { UnitDirectory } from '../../people/units/directory.ts';
import type { TicketRow } from '../../tables/ticket.ts';

/** Stands where a report has nothing for a gap. */
const NONE = '–';

export interface Links {
  /** Where the report is followed. */
  track: string;
  /** Where messages to this address are ended. */
  unsubscribe: string;
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
  const part = (language: Locale): string => {
    const say = speaker(language);
    const body = fill(template[language].body, values(language));
    // Added by us and not by a template: no change of words can take the way out away.
    return `${body}\n\n${say('messages.no_more')} ${links.unsubscribe}`;
  };
  const [first, ...others] = LOCALES;
  const more = others.map((other) => `— ${FORMATS[other].name} —\n\n${part(other)}`);
  return {
    subject: fill(template[first].subject, values(first)),
    text: `${[part(first), ...more].join('\n\n')}\n`,
  };
}
