/**
 * "Format A": an office asks for an account. What is personal is kept until the operator has decided, and a
 * handover says whose place the new officer takes.
 */
import { z } from 'zod';
import type { OfficerRole } from '../ticket/role.ts';
import { Account, AccountWithPassword, Username } from './accounts.ts';
import { get, post } from './operation.ts';
import { Code, Instant, line, Named, pageOf, paging, RequiredText } from './primitives.ts';

/** Everything but `operator`: whoever gives out accounts is appointed by another operator, never on request. */
export const REQUESTABLE_ROLES = [
  'unit_admin',
  'channel_admin',
  'validator',
  'field_validator',
  'supervisor',
] as const satisfies readonly OfficerRole[];
export type RequestableRole = (typeof REQUESTABLE_ROLES)[number];

/**
 * NIP, a civil servant's number: date of birth (8), month of appointment (6), sex (1), a running number (3). The
 * appointment's month is no test: contract servants (PPPK) carry 21 there. Source: Perka BKN 22/2007.
 * Spaces, as people write them in groups, are to be taken out before.
 */
export function isNip(text: string): boolean {
  const digits = /^(\d{4})(\d{2})(\d{2})\d{6}[12]\d{3}$/.exec(text);
  if (!digits) return false;
  const [, year = '', month = '', day = ''] = digits;
  const written = `${year}-${month}-${day}`;
  const at = Date.parse(`${written}T00:00:00Z`);
  // Not every day a Date takes is one: 31 February becomes 3 March.
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(written);
}

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
  ...paging,
});
export type AccountRequestsQuery = z.infer<typeof AccountRequestsQuery>;

export const AccountRequestPage = pageOf(AccountRequest);
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
  askForAccount: post('/account-requests', 'public', {
    body: AccountRequestInput,
    maxBody: 16_384,
    status: 201,
    result: RequestReceipt,
  }),
  accountRequestStatus: post('/account-requests/status', 'public', {
    body: RequestSecret,
    maxBody: 4_096,
    result: RequestStatus,
    refuses: ['not-found'],
  }),
  vouchForAccount: post('/account-requests/vouched', 'requests:make', {
    body: AccountRequestInput,
    status: 201,
    result: AccountRequest,
  }),
  listAccountRequests: get('/account-requests', 'requests:read', {
    query: AccountRequestsQuery,
    result: AccountRequestPage,
  }),
  getAccountRequest: get('/account-requests/{id}', 'requests:read', { result: AccountRequest }),
  approveAccountRequest: post('/account-requests/{id}/approval', 'requests:decide', {
    body: ApprovalInput,
    status: 201,
    result: AccountWithPassword,
    refuses: ['illegal-transition', 'in-progress'],
  }),
  rejectAccountRequest: post('/account-requests/{id}/rejection', 'requests:decide', {
    body: RejectionInput,
    result: AccountRequest,
    refuses: ['illegal-transition'],
  }),
  handOverAccount: post('/accounts/{username}/handover', 'accounts:manage', {
    body: HandoverInput,
    result: Handover,
    refuses: ['in-progress'],
  }),
};
