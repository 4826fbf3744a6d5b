/**
 * The table of operations: method, path, what goes in and what comes out. The service mounts it, the typed
 * client calls it, the OpenAPI document is made from it.
 */
import { z } from 'zod';
import { ACCOUNT_OPERATIONS } from './account-operations.ts';
import { ACCOUNT_REQUEST_OPERATIONS } from './account-request-operations.ts';
import { ActionBody } from './action.ts';
import { AuditState, VerificationInput } from './audit.ts';
import { DUTY_OPERATIONS } from './duty-operations.ts';
import { CheckInput, CheckResult } from './evidence.ts';
import { EXPORT_OPERATIONS } from './export-operations.ts';
import { IMPORT_OPERATIONS } from './import-operations.ts';
import { LIBRARY_OPERATIONS } from './library-operations.ts';
import { NOTIFICATION_OPERATIONS } from './notification-operations.ts';
import type { Operation } from './operation.ts';
import { PERFORMANCE_OPERATIONS } from './performance-operations.ts';
import { POLICY_OPERATIONS } from './policy-operations.ts';
import { ByRequest, BySecret, Erasure, LooksPage, LooksQuery, ReporterExport } from './privacy.ts';
import { ClockSetting } from './queue.ts';
import { QUEUE_OPERATIONS } from './queue-operations.ts';
import { SESSION_OPERATIONS } from './session-operations.ts';
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
import { WEBHOOK_OPERATIONS } from './webhook-operations.ts';

export type { Operation } from './operation.ts';

export const API_BASE = '/api/v1';

export const OPERATIONS = {
  ...SESSION_OPERATIONS,
  fileReport: {
    method: 'POST',
    path: '/tickets',
    summary: 'File a report; the tracking secret is answered this once',
    body: FileReport,
    multipart: { part: 'report', files: ['photos'] },
    status: 201,
    result: FiledTicket,
    right: 'tickets:file',
    headers: ['idempotency-key'],
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
    headers: ['if-none-match'],
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
    headers: ['if-match', 'idempotency-key'],
    refuses: ['illegal-transition'],
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
    headers: ['if-none-match'],
  },
  track: {
    method: 'GET',
    path: '/track/{number}',
    summary: 'Public: status and dated steps in plain words',
    status: 200,
    result: Tracking,
    right: 'public',
  },
  ...QUEUE_OPERATIONS,
  ...LIBRARY_OPERATIONS,
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
  ...ACCOUNT_OPERATIONS,
  ...WEBHOOK_OPERATIONS,
  ...NOTIFICATION_OPERATIONS,
  ...ACCOUNT_REQUEST_OPERATIONS,
  ...POLICY_OPERATIONS,
  ...DUTY_OPERATIONS,
  ...PERFORMANCE_OPERATIONS,
  ...IMPORT_OPERATIONS,
  ...EXPORT_OPERATIONS,
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
