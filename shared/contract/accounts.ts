/** Accounts as the operator keeps them, and an officer's own password. */
import { z } from 'zod';
import { OFFICER_ROLES } from '../ticket/role.ts';
import { ApiKeyList, ApiKeyWithSecret, NewApiKey } from './api-keys.ts';
import { del, get, post, put } from './operation.ts';
import { Code, Instant, line, Paging, pageOf, paging } from './primitives.ts';
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
  /** Whether a code is asked for beside the password. */
  secondFactor: z.boolean(),
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
  ...paging,
});
export type AccountsQuery = z.infer<typeof AccountsQuery>;

export const AccountPage = pageOf(Account);
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
  'factor_set',
  'factor_removed',
  'factor_reset',
  'recovery_code_used',
  'recovery_codes_renewed',
] as const;
export type AccountEvent = (typeof ACCOUNT_EVENTS)[number];

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
  listApiKeys: get('/api-keys', 'keys:manage', { result: ApiKeyList }),
  createApiKey: post('/api-keys', 'keys:manage', { body: NewApiKey, status: 201, result: ApiKeyWithSecret }),
  revokeApiKey: del('/api-keys/{id}', 'keys:manage', { status: 204 }),
  changePassword: put('/session/password', 'password:change', { body: PasswordChange, status: 204 }),
  listAccounts: get('/accounts', 'accounts:manage', { query: AccountsQuery, result: AccountPage }),
  createAccount: post('/accounts', 'accounts:manage', {
    body: NewAccount,
    status: 201,
    result: AccountWithPassword,
  }),
  setAccountRoles: put('/accounts/{username}/roles', 'accounts:manage', {
    body: RolesInput,
    result: Account,
  }),
  setAccountSso: put('/accounts/{username}/sso', 'accounts:manage', { body: SsoInput, result: Account }),
  setAccountState: put('/accounts/{username}/state', 'accounts:manage', {
    body: StateInput,
    result: Account,
  }),
  resetPassword: post('/accounts/{username}/password', 'accounts:manage', { result: AccountWithPassword }),
  resetSecondFactor: del('/accounts/{username}/second-factor', 'accounts:manage', { status: 204 }),
  revokeSessions: del('/accounts/{username}/sessions', 'accounts:manage', { status: 204 }),
  accountLog: get('/accounts/{username}/log', 'accounts:manage', {
    query: Paging,
    result: AccountLogPage,
  }),
};
