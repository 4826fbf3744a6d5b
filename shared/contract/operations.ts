/**
 * The table of operations: method, path, what goes in and what comes out. The service mounts it, the typed
 * client calls it, the OpenAPI document is made from it.
 */
import { z } from 'zod';
import { ACCOUNT_REQUEST_OPERATIONS } from './account-requests.ts';
import { ACCOUNT_OPERATIONS } from './accounts.ts';
import { ActionBody } from './action.ts';
import { AUDIT_OPERATIONS } from './audit.ts';
import { CRITERIA_OPERATIONS } from './criteria.ts';
import { CheckInput, CheckResult } from './evidence.ts';
import { EXPORT_OPERATIONS } from './exports.ts';
import { IMPORT_OPERATIONS } from './imports.ts';
import { NOTIFICATION_OPERATIONS } from './notification.ts';
import type { Operation } from './operation.ts';
import { PERFORMANCE_OPERATIONS } from './performance.ts';
import { POLICY_OPERATIONS } from './policy.ts';
import { PRIVACY_OPERATIONS } from './privacy.ts';
import { CLOCK_OPERATIONS, QUEUE_OPERATIONS } from './queue.ts';
import { REFERENCE_OPERATIONS } from './reference.ts';
import { ROSTER_OPERATIONS } from './roster.ts';
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
import { UNIT_OPERATIONS } from './units.ts';
import { WEBHOOK_OPERATIONS } from './webhooks.ts';

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
    result: TicketPage,
    right: 'tickets:read',
  },
  getTicket: {
    method: 'GET',
    path: '/tickets/{number}',
    summary: 'One report with its events',
    result: Ticket,
    right: 'tickets:read',
    headers: ['if-none-match'],
  },
  lookup: {
    method: 'POST',
    path: '/tickets/lookup',
    summary: 'Status, verdict and actions for up to 500 numbers seen on a page',
    body: LookupInput,
    result: LookupResult,
    right: 'tickets:read',
  },
  claim: {
    method: 'PUT',
    path: '/tickets/{number}/claim',
    summary: 'Claim for five minutes, or renew',
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
    result: CheckResult,
    right: 'evidence:check',
  },
  getPhoto: {
    method: 'GET',
    path: '/photos/{id}',
    summary: 'A stored photo',
    query: z.object({ as: z.enum(['thumb', 'display', 'original']).default('display') }),
    right: 'tickets:read',
    headers: ['if-none-match'],
  },
  track: {
    method: 'GET',
    path: '/track/{number}',
    summary: 'Public: status and dated steps in plain words',
    result: Tracking,
    right: 'public',
  },
  ...QUEUE_OPERATIONS,
  ...REFERENCE_OPERATIONS,
  ...CRITERIA_OPERATIONS,
  ...PRIVACY_OPERATIONS,
  ...AUDIT_OPERATIONS,
  ...UNIT_OPERATIONS,
  ...ACCOUNT_OPERATIONS,
  ...WEBHOOK_OPERATIONS,
  ...NOTIFICATION_OPERATIONS,
  ...ACCOUNT_REQUEST_OPERATIONS,
  ...POLICY_OPERATIONS,
  ...ROSTER_OPERATIONS,
  ...PERFORMANCE_OPERATIONS,
  ...IMPORT_OPERATIONS,
  ...EXPORT_OPERATIONS,
  ...CLOCK_OPERATIONS,
} as const satisfies Record<string, Operation>;

export type Operations = typeof OPERATIONS;
export type OperationName = keyof Operations;
