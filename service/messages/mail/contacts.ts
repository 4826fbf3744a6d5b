/** Where people can be reached: a reporter by what came with the report, an officer by what they entered. */
import { and, eq } from 'drizzle-orm';
import { Reporter } from '#shared/contract/ticket.ts';
import { officerContact } from '../../tables/notice.ts';
import { ticketText } from '../../tables/ticket.ts';
import type { MailDeps } from './deps.ts';
import type { Contact } from './senders/sender.ts';

/** The recipient who is no officer. */
export const REPORTER = '';

/** Looked up each time: what was erased or taken back in the meantime is not there any more. */
export async function contactOf(
  recipient: string,
  ticketId: number,
  { db }: Pick<MailDeps, 'db'>,
): Promise<Contact> {
  if (recipient !== REPORTER) {
    const [row] = await db.select().from(officerContact).where(eq(officerContact.officer, recipient));
    return row ?? {};
  }
  const [text] = await db
    .select({ body: ticketText.body })
    .from(ticketText)
    .where(and(eq(ticketText.ticketId, ticketId), eq(ticketText.kind, 'reporter')));
  return text ? Reporter.parse(JSON.parse(text.body)) : {};
}
