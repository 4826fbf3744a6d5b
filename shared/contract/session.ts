/** Signing in, and who one then is. */
import { z } from 'zod';
import { CALLER_ROLES, type CallerRole } from '../ticket/role.ts';
import { Instant, line, Named } from './primitives.ts';

export const SignIn = z.object({
  username: line(100).min(1),
  password: line(200).min(1),
});
export type SignIn = z.infer<typeof SignIn>;

/** A role, and the office it is bound to where it is bound to one. */
export const Grant = z.object({ role: z.enum(CALLER_ROLES), unit: Named.nullable() });
export type Grant = z.infer<typeof Grant>;

export const Actor = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  /** The first of `roles`, and its office: what a screen names them by. Rights follow from all of them. */
  role: z.enum(CALLER_ROLES),
  unit: Named.nullable(),
  /** Everything they are. Absent in sessions kept from before an officer could be several things. */
  roles: z.array(Grant).optional(),
});
export type Actor = z.infer<typeof Actor>;

export function grantsOf(actor: Actor): readonly Grant[] {
  return actor.roles ?? [{ role: actor.role, unit: actor.unit }];
}

export function rolesOf(actor: Actor): CallerRole[] {
  return [...new Set(grantsOf(actor).map(({ role }) => role))];
}

export function hasRole(actor: Actor, ...roles: readonly CallerRole[]): boolean {
  return grantsOf(actor).some(({ role }) => roles.includes(role));
}

/** The same person as one of the things they are. */
export function actingAs(actor: Actor, { role, unit }: Grant): Actor {
  return { ...actor, role, unit };
}

export const SessionInfo = z.object({
  expiresAt: Instant,
  actor: Actor,
  /** Match patterns of the pages on which the extension may offer decisions. */
  sites: z.array(z.string()),
  /** Until it is changed, nothing else is answered: see `PUT /session/password`. */
  mustChangePassword: z.literal(true).optional(),
});
export type SessionInfo = z.infer<typeof SessionInfo>;

export const Session = SessionInfo.extend({ token: z.string() });
export type Session = z.infer<typeof Session>;
