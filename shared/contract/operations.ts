/**
 * The table of operations: method, path, what goes in and what comes out. The service mounts it, the typed
 * client calls it, the OpenAPI document is made from it.
 */
import { z } from 'zod';
import type { Right } from '../rights/right.ts';
import {
  Account,
  AccountLogPage,
  AccountLogQuery,
  AccountPage,
  AccountsQuery,
  AccountWithPassword,
  NewAccount,
  PasswordChange,
  RolesInput,
  StateInput,
} from './accounts.ts';
import { ActionBody } from './action.ts';
import { ApiKeyList, ApiKeyWithSecret, NewApiKey } from './api-keys.ts';
import { AuditState, VerificationInput } from './audit.ts';
import { CheckInput, CheckResult } from './evidence.ts';
import {
  CalendarDay,
  CalendarQuery,
  CalendarYear,
  Policy,
  PolicyHistory,
  SetCalendarDay,
  SetPolicy,
} from './policy.ts';
import { ByRequest, BySecret, Erasure, LooksPage, LooksQuery, ReporterExport } from './privacy.ts';
import { ChangesPage, ChangesQuery, ClockSetting, Counters, QueuePage, QueueQuery } from './queue.ts';
import { CategoriesResult, ChannelsQuery, ChannelsResult } from './reference.ts';
import { Session, SessionInfo, SignIn } from './session.ts';
import {
  Claim,
  FiledTicket,
  FileReport,
  LookupInput,
  LookupResult,
  Ticket,
  TicketFilter,
  TicketPage,
} from './ticket.ts';
import { Tracking } from './tracking.ts';
import { NewUnit, Unit, UnitChange, UnitList, UnitsQuery } from './units.ts';

export const API_BASE = '/api/v1';

export interface Operation {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below {@link API_BASE}, with `{name}` for parameters. */
  path: string;
  summary: string;
  query?: z.ZodType;
  /** JSON body, or the JSON part of a multipart call when `files` is there. */
  body?: z.ZodType;
  /** Name of the JSON part, and the names under which files may come; `json: false` = multipart only. */
  multipart?: { part: string; files: readonly string[]; json?: false };
  status: 200 | 201 | 202 | 204;
  /** Absent: no body (204) or bytes. */
  result?: z.ZodType;
  /** Who may call it; `public` needs no credential. */
  right: Right | 'public';
}

export const OPERATIONS = {
  signIn: {
    method: 'POST',
    path: '/session',
    summary: 'Sign in with username and password',
    body: SignIn,
    status: 200,
    result: Session,
    right: 'public',
  },
  getSession: {
    method: 'GET',
    path: '/session',
    summary: 'Who am I',
    status: 200,
    result: SessionInfo,
    right: 'session',
  },
  signOut: { method: 'DELETE', path: '/session', summary: 'Sign out', status: 204, right: 'session' },
  fileReport: {
    method: 'POST',
    path: '/tickets',
    summary: 'File a report; the tracking secret is answered this once',
    body: FileReport,
    multipart: { part: 'report', files: ['photos'] },
    status: 201,
    result: FiledTicket,
    right: 'tickets:file',
  },
  listTickets: {
    method: 'GET',
    path: '/tickets',
    summary: 'Search and filter what the caller may see',
    query: TicketFilter,
    status: 200,
    result: TicketPage,
    right: 'tickets:read',
  },
  getTicket: {
    method: 'GET',
    path: '/tickets/{number}',
    summary: 'One report with its events',
    status: 200,
    result: Ticket,
    right: 'tickets:read',
  },
  lookup: {
    method: 'POST',
    path: '/tickets/lookup',
    summary: 'Status, verdict and actions for up to 500 numbers seen on a page',
    body: LookupInput,
    status: 200,
    result: LookupResult,
    right: 'tickets:read',
  },
  claim: {
    method: 'PUT',
    path: '/tickets/{number}/claim',
    summary: 'Claim for five minutes, or renew',
    status: 200,
    result: Claim,
    right: 'tickets:act',
  },
  release: {
    method: 'DELETE',
    path: '/tickets/{number}/claim',
    summary: 'Let a claim go',
    status: 204,
    right: 'tickets:act',
  },
  act: {
    method: 'POST',
    path: '/tickets/{number}/actions',
    summary: 'Do something to a report; needs If-Match with its version (not for catat and nilai)',
    body: ActionBody,
    multipart: { part: 'action', files: ['after', 'before', 'letter', 'field'] },
    status: 200,
    result: Ticket,
    right: 'tickets:act',
  },
  checkEvidence: {
    method: 'POST',
    path: '/evidence/checks',
    summary: 'Check photos and narrative without storing anything',
    body: CheckInput,
    multipart: { part: 'check', files: ['after', 'before'], json: false },
    status: 200,
    result: CheckResult,
    right: 'evidence:check',
  },
  getPhoto: {
    method: 'GET',
    path: '/photos/{id}',
    summary: 'A stored photo',
    query: z.object({ as: z.enum(['thumb', 'display', 'original']).default('display') }),
    status: 200,
    right: 'tickets:read',
  },
  track: {
    method: 'GET',
    path: '/track/{number}',
    summary: 'Public: status and dated steps in plain words',
    status: 200,
    result: Tracking,
    right: 'public',
  },
  queue: {
    method: 'GET',
    path: '/queue',
    summary: "The caller's work in the order to do it",
    query: QueueQuery,
    status: 200,
    result: QueuePage,
    right: 'queue:read',
  },
  counters: {
    method: 'GET',
    path: '/queue/counters',
    summary: 'How much is due, and when',
    status: 200,
    result: Counters,
    right: 'queue:read',
  },
  changes: {
    method: 'GET',
    path: '/changes',
    summary: 'What happened after a sequence number',
    query: ChangesQuery,
    status: 200,
    result: ChangesPage,
    right: 'tickets:read',
  },
  listChannels: {
    method: 'GET',
    path: '/channels',
    summary: 'Channels, with the days from and until which they took reports',
    query: ChannelsQuery,
    status: 200,
    result: ChannelsResult,
    right: 'reference:read',
  },
  listCategories: {
    method: 'GET',
    path: '/categories',
    summary: 'Categories, with the office usually in charge',
    status: 200,
    result: CategoriesResult,
    right: 'reference:read',
  },
  exportMyData: {
    method: 'POST',
    path: '/track/{number}/export',
    summary: 'A copy of all that is kept about the reporter, by the tracking secret',
    body: BySecret,
    status: 200,
    result: ReporterExport,
    right: 'public',
  },
  eraseMyData: {
    method: 'POST',
    path: '/track/{number}/erase',
    summary: "Erase the reporter's texts and photos for good, by the tracking secret",
    body: BySecret,
    status: 200,
    result: Erasure,
    right: 'public',
  },
  exportReporterData: {
    method: 'POST',
    path: '/tickets/{number}/export',
    summary: "On the reporter's request: a copy of their data, without who they are",
    body: ByRequest,
    status: 200,
    result: ReporterExport,
    right: 'reporter:data',
  },
  eraseReporterData: {
    method: 'POST',
    path: '/tickets/{number}/erase',
    summary: "On the reporter's request: erase their texts and photos for good",
    body: ByRequest,
    status: 200,
    result: Erasure,
    right: 'reporter:data',
  },
  looks: {
    method: 'GET',
    path: '/tickets/{number}/looks',
    summary: 'Who looked at original photos, and who got a copy of the data',
    query: LooksQuery,
    status: 200,
    result: LooksPage,
    right: 'looks:read',
  },
  audit: {
    method: 'GET',
    path: '/audit',
    summary: 'How far the log is vouched for, and what the last verification found (supervisor, operator)',
    status: 200,
    result: AuditState,
    right: 'audit',
  },
  verifyBooks: {
    method: 'POST',
    path: '/audit/verifications',
    summary: 'Verify every chain, text, checkpoint and row; follow it by GET /audit (supervisor, operator)',
    body: VerificationInput,
    status: 202,
    result: AuditState,
    right: 'audit',
  },
  listUnits: {
    method: 'GET',
    path: '/units',
    summary: 'Offices by kind, text or the unit above them',
    query: UnitsQuery,
    status: 200,
    result: UnitList,
    right: 'reference:read',
  },
  createUnit: {
    method: 'POST',
    path: '/units',
    summary: 'Add an office that is no official place (operator)',
    body: NewUnit,
    status: 201,
    result: Unit,
    right: 'units:manage',
  },
  changeUnit: {
    method: 'PUT',
    path: '/units/{code}',
    summary: 'Rename, close or reopen an office that is no official place (operator)',
    body: UnitChange,
    status: 200,
    result: Unit,
    right: 'units:manage',
  },
  listApiKeys: {
    method: 'GET',
    path: '/api-keys',
    summary: 'API keys, newest first, without their secrets (operator)',
    status: 200,
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
    status: 200,
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
    status: 200,
    result: Account,
    right: 'accounts:manage',
  },
  setAccountState: {
    method: 'PUT',
    path: '/accounts/{username}/state',
    summary: 'Disable or enable an account; disabling ends its sessions (operator)',
    body: StateInput,
    status: 200,
    result: Account,
    right: 'accounts:manage',
  },
  resetPassword: {
    method: 'POST',
    path: '/accounts/{username}/password',
    summary: 'Give a new one-time password, answered this once; ends its sessions (operator)',
    status: 200,
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
    status: 200,
    result: AccountLogPage,
    right: 'accounts:manage',
  },
  getPolicy: {
    method: 'GET',
    path: '/policy',
    summary: 'The limits and thresholds in force; what no source states is marked as assumed',
    status: 200,
    result: Policy,
    right: 'policy:read',
  },
  policyHistory: {
    method: 'GET',
    path: '/policy/history',
    summary: 'Every policy there was and will be, newest first',
    status: 200,
    result: PolicyHistory,
    right: 'policy:read',
  },
  setPolicy: {
    method: 'PUT',
    path: '/policy',
    summary: 'Set the policy from an instant on, with a reason (supervisor)',
    body: SetPolicy,
    status: 200,
    result: Policy,
    right: 'policy:set',
  },
  calendar: {
    method: 'GET',
    path: '/calendar',
    summary: 'Holidays, cuti bersama and moved working days of a year',
    query: CalendarQuery,
    status: 200,
    result: CalendarYear,
    right: 'policy:read',
  },
  setCalendarDay: {
    method: 'PUT',
    path: '/calendar/{date}',
    summary: 'Enter or correct a day; running same-day targets follow (supervisor)',
    body: SetCalendarDay,
    status: 200,
    result: CalendarDay,
    right: 'calendar:set',
  },
  removeCalendarDay: {
    method: 'DELETE',
    path: '/calendar/{date}',
    summary: 'Take a day off the calendar: the weekday decides again (supervisor)',
    status: 204,
    right: 'calendar:set',
  },
  getClock: {
    method: 'GET',
    path: '/clock',
    summary: "Demo mode: the service's time",
    status: 200,
    result: ClockSetting,
    right: 'clock:read',
  },
  setClock: {
    method: 'PUT',
    path: '/clock',
    summary: "Demo mode: move the service's time forwards (operator)",
    body: ClockSetting,
    status: 200,
    result: ClockSetting,
    right: 'clock:set',
  },
} as const satisfies Record<string, Operation>;

export type Operations = typeof OPERATIONS;
export type OperationName = keyof Operations;
