/** Where an officer wants messages. Whoever enters an address here wants them there, whatever was refused before. */
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { officerContact } from '../../tables/notice.ts';
import type { MailDeps } from './deps.ts';
import { mailboxOf, mobileOf } from './senders/addresses.ts';

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
