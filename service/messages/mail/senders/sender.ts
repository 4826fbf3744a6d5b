/** What carries messages out of the house. A further way (SMS, push) is one more of these, and its name in `SENDERS`. */
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
  /** Ends all messages to this address by a POST, without a page (RFC 8058). */
  unsubscribe: string;
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
