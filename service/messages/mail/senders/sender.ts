/** What carries messages out of the house. A further way (SMS, push) is one more of these, and its name in `SENDERS`. */
import { z } from 'zod';
import type { SenderName } from '#shared/contract/notification.ts';

/** As people or channels gave it: nothing in it has been checked. */
export interface Contact {
  email?: string | null | undefined;
  phone?: string | null | undefined;
}

interface Outgoing {
  /** The same however often this one is handed over, so that a receiver can tell. */
  id: string;
  /** As {@link Sender.addressOf} answered it. */
  to: string;
  subject: string;
  /** Plain text. */
  text: string;
  /** Ends all messages to this address by a POST, without a page (RFC 8058); none for what is not to be declined. */
  unsubscribe?: string;
}

/**
 * `later`: not taken, worth trying again · `refused`: not taken, for good · `unclear`: the connection ended before
 * the other side said whether it took it.
 */
export type SendOutcome = 'sent' | 'later' | 'refused' | 'unclear';

export interface Sender {
  name: SenderName;
  /** In one spelling; null where this sender cannot reach them. */
  addressOf(contact: Contact): string | null;
  /** Is the other side there at all? Asked before a round, so that an outage costs no message a try. */
  isReady(): Promise<boolean>;
  send(message: Outgoing): Promise<SendOutcome>;
}

/** One mailbox and nothing around it: neither a list nor a name nor a second line gets as far as a header. */
const Mailbox = z.email().max(254);

export function mailboxOf(text: string | null | undefined): string | null {
  const parsed = Mailbox.safeParse(text?.trim().toLowerCase());
  return parsed.success ? parsed.data : null;
}

/** `0812-3456 7890` and `+62 812…` → `+6281234567890` (E.164). Without a country it is Indonesia's. */
export function mobileOf(text: string | null | undefined): string | null {
  const digits = (text ?? '').replaceAll(/[\s().-]/g, '').replace(/^(?:\+?62|0)(?=8)/, '+62');
  return /^\+[1-9]\d{7,14}$/.test(digits) ? digits : null;
}
