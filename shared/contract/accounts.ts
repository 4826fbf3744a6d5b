/** Accounts as the operator keeps them, and an officer's own password. */
import { z } from 'zod';
import { OFFICER_ROLES } from '../ticket/role.ts';
import { ApiKeyList, ApiKeyWithSecret, NewApiKey } from './api-keys.ts';
import type { Operation } from './operation.ts';
import { Code, Cursor, Instant, Limit, line } from './primitives.ts';
import { Grant } from './session.ts';

/** As it is typed at sign-in: small letters, digits, dot, dash, underscore. */
export const Username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{1,49}$/, 'is 2 to 50 small letters, digits, dots, dashes or underscores');

export const GrantInput = z.strictObject({
  role: z.enum(OFFICER_ROLES),
  unit: Code.nullable().default(null),
});

const Grants = z
  .array(GrantInput)
  .min(1)
  .max(20)
  .refine(
    (grants) => new Set(grants.map(({ role, unit }) => `${role} ${unit ?? ''}`)).size === grants.length,
    'names a role twice for the same unit',
  );

export const NewAccount = z.strictObject({
  username: Username,
  name: line(200).trim().min(1),
  /** The first one names them on a screen. A unit_admin's needs a unit; a field validator's is their area. */
  roles: Grants,
});
export type NewAccount = z.infer<typeof NewAccount>;

export const RolesInput = z.strictObject({ roles: Grants });
/** Null takes the link away. Either way sessions that are open end. */
export const SsoInput = z.strictObject({ identity: line(200).trim().min(1).nullable() });
export const StateInput = z.strictObject({ disabled: z.boolean() });

export const Account = z.object({
  username: z.string(),
  name: z.string(),
  roles: z.array(Grant),
  disabled: z.boolean(),
  /** True until the one-time password has been changed. */
  oneTimePassword: z.boolean(),
  /** Who they are to the province's SSO: the value of the claim it is set to go by. Null: no way in from there. */
  sso: z.string().nullable(),
  createdAt: Instant,
});
export type Account = z.infer<typeof Account>;

/** The password is shown this once: nobody can read it again. */
export const AccountWithPassword = z.object({ account: Account, password: z.string() });

export const AccountsQuery = z.object({
  text: line(100).trim().min(1).optional(),
  role: z.enum(OFFICER_ROLES).optional(),
  unit: Code.optional(),
  cursor: Cursor.optional(),
  limit: Limit.optional(),
});
export type AccountsQuery = z.infer<typeof AccountsQuery>;

export const AccountPage = z.object({ items: z.array(Account), next: z.string().nullable() });
export type AccountPage = z.infer<typeof AccountPage>;

export const ACCOUNT_EVENTS = [
  'created',
  'roles_changed',
  'disabled',
  'enabled',
  'password_reset',
  'password_changed',
  'sessions_revoked',
  'handed_over',
  'took_over',
  'sso_linked',
  'sso_unlinked',
] as const;
export type AccountEvent = (typeof ACCOUNT_EVENTS)[number];

export const AccountLogQuery = z.object({ cursor: Cursor.optional(), limit: Limit.optional() });
export const AccountLogPage = z.object({
  items: z.array(
    z.object({
      at: Instant,
      event: z.enum(ACCOUNT_EVENTS),
      /** Username, or null where the service did it itself. */
      by: z.string().nullable(),
      roles: z.array(z.object({ role: z.string(), unit: z.string().nullable() })).optional(),
      /** Number of the request on which the account was made. */
      request: z.number().int().optional(),
      /** Username of whoever took over, or was taken over from. */
      other: z.string().optional(),
    }),
  ),
  next: z.string().nullable(),
});
export type AccountLogPage = z.infer<typeof AccountLogPage>;

export const PasswordChange = z.strictObject({
  current: line(200).min(1),
  /** At least ten characters; see `shared/people/password.ts`. */
  next: line(200).min(1),
});

export const ACCOUNT_OPERATIONS = {
  listApiKeys: {
    method: 'GET',
    path: '/api-keys',
    summary: 'API keys, newest first, without their secrets (operator)',
    result: ApiKeyList,
    right: 'keys:manage',
  },
  createApiKey: {
    method: 'POST',
    path: '/api-keys',
    summary: 'Make an API key; it is answered this once (operator)',
    body: NewApiKey,
    status: 201,
    result: ApiKeyWithSecret,
    right: 'keys:manage',
  },
  revokeApiKey: {
    method: 'DELETE',
    path: '/api-keys/{id}',
    summary: 'Revoke an API key at once (operator)',
    status: 204,
    right: 'keys:manage',
  },
  changePassword: {
    method: 'PUT',
    path: '/session/password',
    summary: "Change one's own password; every other session of the account ends",
    body: PasswordChange,
    status: 204,
    right: 'password:change',
  },
  listAccounts: {
    method: 'GET',
    path: '/accounts',
    summary: 'Accounts by username (operator)',
    query: AccountsQuery,
    result: AccountPage,
    right: 'accounts:manage',
  },
  createAccount: {
    method: 'POST',
    path: '/accounts',
    summary: 'Create an account; its one-time password is answered this once (operator)',
    body: NewAccount,
    status: 201,
    result: AccountWithPassword,
    right: 'accounts:manage',
  },
  setAccountRoles: {
    method: 'PUT',
    path: '/accounts/{username}/roles',
    summary: 'Replace all roles of an account; holds at its next call (operator)',
    body: RolesInput,
    result: Account,
    right: 'accounts:manage',
  },
  setAccountState: {
    method: 'PUT',
    path: '/accounts/{username}/state',
    summary: 'Disable or enable an account; disabling ends its sessions (operator)',
    body: StateInput,
    result: Account,
    right: 'accounts:manage',
  },
  resetPassword: {
    method: 'POST',
    path: '/accounts/{username}/password',
    summary: 'Give a new one-time password, answered this once; ends its sessions (operator)',
    result: AccountWithPassword,
    right: 'accounts:manage',
  },
  revokeSessions: {
    method: 'DELETE',
    path: '/accounts/{username}/sessions',
    summary: 'End all sessions of an account at once (operator)',
    status: 204,
    right: 'accounts:manage',
  },
  accountLog: {
    method: 'GET',
    path: '/accounts/{username}/log',
    summary: 'What was done to an account, newest first (operator)',
    query: AccountLogQuery,
    result: AccountLogPage,
    right: 'accounts:manage',
  },
} as const satisfies Record<string, Operation>;
