/**
 * "Format A": an office asks for an account. What is personal is kept until the operator has decided, and a
 * handover says whose place the new officer takes.
 */
import { z } from 'zod';
import { isNip } from '../people/nip.ts';
import type { OfficerRole } from '../ticket/role.ts';
import { Account, AccountWithPassword, Username } from './accounts.ts';
import type { Operation } from './operation.ts';
import { Code, Cursor, Instant, Limit, line, Named, RequiredText } from './primitives.ts';

/** Everything but `operator`: whoever gives out accounts is appointed by another operator, never on request. */
export const REQUESTABLE_ROLES = [
  'unit_admin',
  'channel_admin',
  'validator',
  'field_validator',
  'supervisor',
] as const satisfies readonly OfficerRole[];
export type RequestableRole = (typeof REQUESTABLE_ROLES)[number];

export const Nip = line(30)
  .transform((text) => text.replaceAll(/\s/g, ''))
  .refine(isNip, 'must have 18 digits, the date of birth first');

export const AccountRequestInput = z.strictObject({
  name: line(200).trim().min(1),
  nip: Nip,
  unit: Code,
  role: z.enum(REQUESTABLE_ROLES),
  /** The username they would like. */
  username: Username,
  /** Where the operator can ask back: a telephone number or an address of the office. */
  contact: line(200).trim().min(5),
  /** Number of the letter that the office sends along. */
  letter: line(100).trim().min(1),
  /** Username of whoever leaves, where the new officer takes somebody's place. */
  replaces: Username.nullable().default(null),
});
export type AccountRequestInput = z.infer<typeof AccountRequestInput>;

/** `lapsed`: nobody decided in time, so it was let go. */
export const REQUEST_STATES = ['pending', 'approved', 'rejected', 'lapsed'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** The secret is shown this once: whoever holds it may follow the request. */
export const RequestReceipt = z.object({ secret: z.string(), askedAt: Instant });
export type RequestReceipt = z.infer<typeof RequestReceipt>;

export const RequestSecret = z.strictObject({ secret: line(100).trim().min(1) });

export const RequestStatus = z.object({
  state: z.enum(REQUEST_STATES),
  askedAt: Instant,
  decidedAt: Instant.nullable(),
  /** Why it was rejected. */
  reason: z.string().nullable(),
  /** Of the account, once there is one; its password comes from the operator. */
  username: z.string().nullable(),
});
export type RequestStatus = z.infer<typeof RequestStatus>;

/**
 * What the operator should look at before deciding.
 * - `username_taken`: the username they would like is somebody's
 * - `same_nip`: another request that waits names the same person
 * - `replaces_unknown`: whoever is said to leave has no account
 * - `replaces_left`: their account is disabled already
 * - `replaces_other`: they have one, without the role in the unit that is asked for
 * - `replaces_more`: they have it and further roles, which are not passed on
 * - `replaces_operator`: they are an operator as well, which is never handed over on request
 */
export const REQUEST_WARNINGS = [
  'username_taken',
  'same_nip',
  'replaces_unknown',
  'replaces_left',
  'replaces_other',
  'replaces_more',
  'replaces_operator',
] as const;
export type RequestWarning = (typeof REQUEST_WARNINGS)[number];

export const AccountRequest = z.object({
  id: z.number().int(),
  state: z.enum(REQUEST_STATES),
  askedAt: Instant,
  role: z.enum(REQUESTABLE_ROLES),
  unit: Named,
  letter: z.string(),
  /** Null once it was rejected or has lapsed. */
  name: z.string().nullable(),
  username: z.string().nullable(),
  replaces: z.string().nullable(),
  /** For the operator, and only while it waits. */
  nip: z.string().nullable(),
  contact: z.string().nullable(),
  /** The unit admin who asked for their own unit; null where it came in without sign-in. */
  vouchedBy: z.string().nullable(),
  decision: z
    .object({
      at: Instant,
      /** Username; null where the service let it lapse. */
      by: z.string().nullable(),
      reason: z.string().nullable(),
      /** Username of the account that was made. */
      account: z.string().nullable(),
    })
    .nullable(),
  warnings: z.array(z.enum(REQUEST_WARNINGS)),
});
export type AccountRequest = z.infer<typeof AccountRequest>;

export const AccountRequestsQuery = z.object({
  state: z.enum(REQUEST_STATES).optional(),
  cursor: Cursor.optional(),
  limit: Limit.optional(),
});
export type AccountRequestsQuery = z.infer<typeof AccountRequestsQuery>;

export const AccountRequestPage = z.object({
  items: z.array(AccountRequest),
  next: z.string().nullable(),
});
export type AccountRequestPage = z.infer<typeof AccountRequestPage>;

/** Role and unit are given as asked: whoever should get others sends another letter. */
export const ApprovalInput = z.strictObject({
  /** Default: as asked. */
  username: Username.optional(),
  /** Default: as asked; null makes the account and takes nobody's away. */
  replaces: Username.nullable().optional(),
});
export type ApprovalInput = z.infer<typeof ApprovalInput>;

export const RejectionInput = z.strictObject({ reason: RequiredText });

export const HandoverInput = z.strictObject({
  /** Username of whoever takes over. */
  to: Username,
});

export const Handover = z.object({ from: Account, to: Account });
export type Handover = z.infer<typeof Handover>;

export const ACCOUNT_REQUEST_OPERATIONS = {
  askForAccount: {
    method: 'POST',
    path: '/account-requests',
    summary: 'Ask for an account ("Format A"); the secret to follow it by is answered this once',
    body: AccountRequestInput,
    status: 201,
    result: RequestReceipt,
    right: 'public',
  },
  accountRequestStatus: {
    method: 'POST',
    path: '/account-requests/status',
    summary: 'How far a request is, by its secret',
    body: RequestSecret,
    result: RequestStatus,
    right: 'public',
  },
  vouchForAccount: {
    method: 'POST',
    path: '/account-requests/vouched',
    summary: "Ask for an account in one's own unit or below it, and vouch for it (unit_admin)",
    body: AccountRequestInput,
    status: 201,
    result: AccountRequest,
    right: 'requests:make',
  },
  listAccountRequests: {
    method: 'GET',
    path: '/account-requests',
    summary: "Requests, newest first (operator: all, unit_admin: their unit's)",
    query: AccountRequestsQuery,
    result: AccountRequestPage,
    right: 'requests:read',
  },
  getAccountRequest: {
    method: 'GET',
    path: '/account-requests/{id}',
    summary: 'One request',
    result: AccountRequest,
    right: 'requests:read',
  },
  approveAccountRequest: {
    method: 'POST',
    path: '/account-requests/{id}/approval',
    summary: 'Make the account; its one-time password is answered this once (operator)',
    body: ApprovalInput,
    status: 201,
    result: AccountWithPassword,
    right: 'requests:decide',
    refuses: ['illegal-transition', 'in-progress'],
  },
  rejectAccountRequest: {
    method: 'POST',
    path: '/account-requests/{id}/rejection',
    summary: 'Reject a request with a reason; what is personal in it is erased (operator)',
    body: RejectionInput,
    result: AccountRequest,
    right: 'requests:decide',
    refuses: ['illegal-transition'],
  },
  handOverAccount: {
    method: 'POST',
    path: '/accounts/{username}/handover',
    summary: "Give an officer's roles to another and disable the account that is left (operator)",
    body: HandoverInput,
    result: Handover,
    right: 'accounts:manage',
    refuses: ['in-progress'],
  },
} as const satisfies Record<string, Operation>;
