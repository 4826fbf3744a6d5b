/**
 * The table of operations: method, path, what goes in and what comes out. The service mounts it, the typed
 * client calls it, the OpenAPI document is made from it.
 */
import { z } from 'zod';
import { ACCOUNT_REQUEST_OPERATIONS } from './account-requests.ts';
import { ACCOUNT_OPERATIONS } from './accounts.ts';
import { ActionBody } from './action.ts';
import { AUDIT_OPERATIONS } from './audit.ts';
import { CAPTURE_OPERATIONS } from './captures.ts';
import { CRITERIA_OPERATIONS } from './criteria.ts';
import { CheckInput, CheckResult } from './evidence.ts';
import { EXPORT_OPERATIONS } from './exports.ts';
import { IMPORT_OPERATIONS } from './imports.ts';
import { MAP_OPERATIONS } from './map.ts';
import { NOTIFICATION_OPERATIONS } from './notification.ts';
import { OFFICE_RECORD_OPERATIONS } from './office-record.ts';
import { del, get, type Operation, post, put } from './operation.ts';
import { PERFORMANCE_OPERATIONS } from './performance.ts';
import { PHOTO_OPERATIONS } from './photos.ts';
import { POLICY_OPERATIONS } from './policy.ts';
import { PRIVACY_OPERATIONS } from './privacy.ts';
import { PUSH_OPERATIONS } from './push.ts';
import { CLOCK_OPERATIONS, QUEUE_OPERATIONS } from './queue.ts';
import { REFERENCE_OPERATIONS } from './reference.ts';
import { ROSTER_OPERATIONS } from './roster.ts';
import { SESSION_OPERATIONS } from './session.ts';
import {
  Claim,
  FiledTicket,
  FileReport,
  LookupInput,
  LookupResult,
  Ticket,
  TicketFeatures,
  TicketFilter,
  TicketPage,
  Tracking,
} from './ticket.ts';
import { UNIT_OPERATIONS } from './units.ts';
import { UNKNOWN_NAME_OPERATIONS } from './unknown-names.ts';
import { WEBHOOK_OPERATIONS } from './webhooks.ts';

export type { Operation } from './operation.ts';

export const API_BASE = '/api/v1';

export const OPERATIONS = {
  ...SESSION_OPERATIONS,
  fileReport: post('/tickets', 'tickets:file', {
    body: FileReport,
    multipart: { part: 'report', files: ['photos'] },
    status: 201,
    result: FiledTicket,
    headers: ['idempotency-key'],
  }),
  listTickets: get('/tickets', 'tickets:read', { query: TicketFilter, result: TicketPage }),
  mapTickets: get('/tickets.geojson', 'tickets:read', {
    query: TicketFilter,
    result: TicketFeatures,
    media: 'application/geo+json',
  }),
  getTicket: get('/tickets/{number}', 'tickets:read', { result: Ticket, headers: ['if-none-match'] }),
  lookup: post('/tickets/lookup', 'tickets:read', { body: LookupInput, result: LookupResult }),
  claim: put('/tickets/{number}/claim', 'tickets:act', { result: Claim }),
  release: del('/tickets/{number}/claim', 'tickets:act', { status: 204 }),
  act: post('/tickets/{number}/actions', 'tickets:act', {
    body: ActionBody,
    multipart: { part: 'action', files: ['after', 'before', 'letter', 'field'] },
    result: Ticket,
    headers: ['if-match', 'idempotency-key'],
    refuses: ['illegal-transition'],
  }),
  checkEvidence: post('/evidence/checks', 'evidence:check', {
    body: CheckInput,
    multipart: { part: 'check', files: ['after', 'before'] },
    result: CheckResult,
    refuses: ['not-found'],
  }),
  ...PHOTO_OPERATIONS,
  ...CAPTURE_OPERATIONS,
  getPhoto: get('/photos/{id}', 'tickets:read', {
    query: z.object({ as: z.enum(['thumb', 'display', 'original']).default('display') }),
    headers: ['if-none-match'],
    refuses: ['photo-lost'],
  }),
  track: get('/track/{number}', 'public', { result: Tracking }),
  resultPhoto: get('/track/{number}/photos/{id}', 'public', {
    headers: ['if-none-match'],
    refuses: ['photo-lost'],
  }),
  ...MAP_OPERATIONS,
  ...QUEUE_OPERATIONS,
  ...REFERENCE_OPERATIONS,
  ...CRITERIA_OPERATIONS,
  ...PRIVACY_OPERATIONS,
  ...AUDIT_OPERATIONS,
  ...UNIT_OPERATIONS,
  ...ACCOUNT_OPERATIONS,
  ...WEBHOOK_OPERATIONS,
  ...NOTIFICATION_OPERATIONS,
  ...PUSH_OPERATIONS,
  ...ACCOUNT_REQUEST_OPERATIONS,
  ...POLICY_OPERATIONS,
  ...ROSTER_OPERATIONS,
  ...PERFORMANCE_OPERATIONS,
  ...OFFICE_RECORD_OPERATIONS,
  ...IMPORT_OPERATIONS,
  ...UNKNOWN_NAME_OPERATIONS,
  ...EXPORT_OPERATIONS,
  ...CLOCK_OPERATIONS,
} satisfies Record<string, Operation>;

export type Operations = typeof OPERATIONS;
export type OperationName = keyof Operations;
