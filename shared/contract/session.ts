/** Signing in, and who one then is. */
import { z } from 'zod';
import { OFFICER_ROLES } from '../ticket/role.ts';
import { Instant, line, Named } from './primitives.ts';

export const SignIn = z.object({
  username: line(100).min(1),
  password: line(200).min(1),
});
export type SignIn = z.infer<typeof SignIn>;

export const Actor = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  role: z.enum(OFFICER_ROLES),
  unit: Named.nullable(),
});
export type Actor = z.infer<typeof Actor>;

export const SessionInfo = z.object({
  expiresAt: Instant,
  actor: Actor,
  /** Match patterns of the pages on which the extension may offer decisions. */
  sites: z.array(z.string()),
});
export type SessionInfo = z.infer<typeof SessionInfo>;

export const Session = SessionInfo.extend({ token: z.string() });
export type Session = z.infer<typeof Session>;
