/**
 * Where people can be reached: a reporter by what came with the report, an officer by what they entered. Whoever
 * enters an address wants messages there, whatever was refused before.
 */
import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { Reporter } from '#shared/contract/ticket.ts';
import { officerContact } from '../../tables/message.ts';
import { ticketText } from '../../tables/ticket.ts';
import type { MailDeps } from './deps.ts';
import { type Contact, mailboxOf, mobileOf } from './senders/sender.ts';

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

const orNull = <T>(read: (text: string) => T | null, message: string) =>
  z
    .string()
    .max(254)
    .optional()
    .transform((text, ctx) => {
      const address = text === undefined ? null : read(text);
      if (text !== undefined && address === null) ctx.addIssue({ code: 'custom', message });
      return address;
    });

export const OwnContact = z.strictObject({
  email: orNull(mailboxOf, 'is no e-mail address'),
  phone: orNull(mobileOf, 'is no mobile number'),
});
export type OwnContact = z.output<typeof OwnContact>;

export async function ownContact(
  officer: string,
  { db }: Pick<MailDeps, 'db'>,
): Promise<Partial<OwnContact>> {
  const [row] = await db.select().from(officerContact).where(eq(officerContact.officer, officer));
  return row ?? {};
}

export async function setOwnContact(
  officer: string,
  contact: OwnContact,
  { db, unsubscribes }: Pick<MailDeps, 'db' | 'unsubscribes'>,
): Promise<void> {
  await db
    .insert(officerContact)
    .values({ officer, ...contact })
    .onConflictDoUpdate({ target: officerContact.officer, set: contact });
  for (const address of [contact.email, contact.phone]) {
    if (address !== null) await unsubscribes.remove(unsubscribes.hashOf(address));
  }
}
