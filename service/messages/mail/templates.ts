/**
 * The words of messages: those in force, newer ones that a supervisor or an operator sets without a release, and a
 * message as it goes out, filled with what the public may know.
 */
import { and, desc, eq, lte } from 'drizzle-orm';
import type {
  GapValues,
  MessageKind,
  MessageTemplate,
  NewMessageTemplate,
} from '#shared/contract/messages.ts';
import { FORMATS, inEach, LOCALES, type Locale } from '#shared/words/locale.ts';
import { fill } from '#shared/words/phrase.ts';
import { speaker } from '#shared/words/speak.ts';
import { fullDate } from '#shared/words/time.ts';
import type { UnitDirectory } from '../../people/units/directory.ts';
import { invalid } from '../../platform/http/problem.ts';
import { messageTemplate } from '../../tables/message.ts';
import type { TicketRow } from '../../tables/ticket.ts';
import type { MailDeps } from './deps.ts';

type TemplateDeps = Pick<MailDeps, 'db' | 'clock'>;
export type TemplateRow = typeof messageTemplate.$inferSelect;

/** The words Tuntas starts with; from then on the database's count. */
export function firstTemplate(kind: MessageKind): MessageTemplate {
  return inEach((locale) => {
    const say = speaker(locale);
    return { subject: say(`messages.template.${kind}.subject`), body: say(`messages.template.${kind}.body`) };
  });
}

export async function templateOf(kind: MessageKind, { db, clock }: TemplateDeps): Promise<MessageTemplate> {
  const [row] = await db
    .select()
    .from(messageTemplate)
    .where(and(eq(messageTemplate.kind, kind), lte(messageTemplate.effectiveFrom, clock.now())))
    .orderBy(desc(messageTemplate.effectiveFrom), desc(messageTemplate.version))
    .limit(1);
  // A language that came later has the first words until somebody sets its own.
  return { ...firstTemplate(kind), ...row?.words };
}

/** Those set since the first, newest first; what is still to come stands before what is in force. */
export async function templateHistory(kind: MessageKind, { db }: TemplateDeps): Promise<TemplateRow[]> {
  return db
    .select()
    .from(messageTemplate)
    .where(eq(messageTemplate.kind, kind))
    .orderBy(desc(messageTemplate.effectiveFrom), desc(messageTemplate.version));
}

/** Throws 422 for an instant that has passed: what was sent was sent in the words of its time. */
export async function setTemplate(
  { kind, from, ...words }: NewMessageTemplate,
  by: string,
  { db, clock }: TemplateDeps,
): Promise<void> {
  const now = clock.now();
  const effectiveFrom = from === undefined ? now : Date.parse(from);
  if (effectiveFrom < now) {
    throw invalid('from', 'past', 'messages.refused.cannot_start_past_leave');
  }
  await db.insert(messageTemplate).values({ kind, effectiveFrom, words, setAt: now, setBy: by });
}

/** Stands where a report has nothing for a gap. */
const NONE = '–';

export interface Links {
  /** Where the report is followed. */
  track: string;
  /** Where messages to this address are ended. */
  unsubscribe: string;
}

export function render(
  template: MessageTemplate,
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
