/** Messages as mail: plain text, handed to one mail server (RFC 5321). */
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { isLoopback, type SmtpSettings } from '../../../platform/settings.ts';
import { mailboxOf, type Sender, type SendOutcome } from './sender.ts';

/** ms; a server that is there answers within seconds. */
const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

export function smtpSender({ url, from, host }: SmtpSettings): Sender {
  const transport = createTransport({
    url,
    // The letter names a person: only a server on this machine gets it in the clear.
    requireTLS: !isLoopback(url),
    disableFileAccess: true,
    disableUrlAccess: true,
    ...PATIENCE,
  });
  return {
    name: 'smtp',
    addressOf: ({ email }) => mailboxOf(email),
    async isReady() {
      try {
        return await transport.verify();
      } catch {
        return false;
      }
    },
    async send({ id, to, subject, text, unsubscribe }) {
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: to },
          subject,
          text,
          messageId: `<${id}@${host}>`,
          headers: {
            'Auto-Submitted': 'auto-generated',
            ...(unsubscribe !== undefined && {
              'List-Unsubscribe': `<${unsubscribe}>`,
              'List-Unsubscribe-Mailer': 'List-Unsubscribe=One-Click',
            }),
          },
        });
        return 'sent';
      } catch (error) {
        return outcomeOf(error);
      }
    },
  };
}

const SmtpError = z.object({
  code: z.string().optional(),
  /** What the server said, where it said anything (RFC 5321, 4.2.1: 4yz for now, 5yz for good). */
  responseCode: z.number().optional(),
  /** The system call that failed: only `connect` is sure to have come before the letter. */
  syscall: z.string().optional(),
});

/** Codes of nodemailer under which a connection ended while a letter may have been on its way. */
const BROKEN = ['ECONNECTION', 'ETIMEDOUT', 'ESOCKET'];

function outcomeOf(error: unknown): SendOutcome {
  const { code = '', responseCode, syscall } = SmtpError.catch({}).parse(error);
  if (responseCode !== undefined) return responseCode >= 500 ? 'refused' : 'later';
  if (BROKEN.includes(code) && syscall !== 'connect') return 'unclear';
  return 'later';
}
