/** Addresses as people write them, in one spelling; null for what cannot be one. */
import { z } from 'zod';

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
