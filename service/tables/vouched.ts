/**
 * The tables that say what people may do and by which rules, and the log of who looked: changed by the service alone, or
 * `npm run verify` names the row. A new column joins by a further form; which of them stay out is written beside them.
 */
import type { VouchedTable } from '../platform/db/vouched.ts';

export const VOUCHED: readonly VouchedTable[] = [
  {
    name: 'user',
    key: ['id'],
    // Not `updated_at` and what better-auth keeps for itself.
    forms: [
      ['id', 'name', 'email', 'username', 'created_at', 'disabled_at', 'one_time_password', 'one_time_until'],
    ],
    told: 'username',
  },
  {
    name: 'account',
    key: ['id'],
    forms: [['id', 'account_id', 'provider_id', 'user_id', 'password']],
    told: 'user_id',
  },
  {
    name: 'second_factor',
    key: ['officer'],
    // Not what is being set up, nor the code used last.
    forms: [['officer', 'secret', 'set_at']],
    told: 'officer',
  },
  {
    name: 'recovery_code',
    key: ['hash'],
    forms: [['hash', 'officer']],
    told: 'officer',
  },
  {
    name: 'officer_grant',
    key: ['officer', 'role', 'unit'],
    forms: [['officer', 'role', 'unit', 'position']],
    told: 'role',
  },
  {
    name: 'account_log',
    key: ['id'],
    forms: [['id', 'at', 'event', 'subject', 'by', 'data']],
    told: 'event',
  },
  {
    name: 'api_key',
    key: ['id'],
    forms: [
      [
        ...['id', 'client', 'name', 'hash', 'scopes', 'channels', 'origins', 'created_at', 'created_by'],
        ...['expires_at', 'revoked_at', 'revoked_by'],
      ],
    ],
    told: 'name',
  },
  {
    name: 'account_request_decision',
    key: ['request'],
    forms: [['request', 'at', 'outcome', 'by', 'reason', 'account']],
    told: 'outcome',
  },
  {
    name: 'policy',
    key: ['version'],
    forms: [
      [
        ...['version', 'effective_from', 'recompute', 'clocks', 'evidence', 'retention', 'performance'],
        ...['reason', 'set_at', 'set_by'],
      ],
    ],
    told: 'version',
  },
  {
    name: 'calendar_day',
    key: ['id'],
    forms: [['id', 'date', 'kind', 'name', 'source', 'known_from', 'set_by']],
    told: 'date',
  },
  {
    name: 'category',
    key: ['code'],
    forms: [['code', 'name', 'aliases', 'office', 'valid_from', 'valid_until', 'set_by', 'set_at']],
    told: 'name',
  },
  {
    name: 'criterion_version',
    key: ['id'],
    forms: [
      [
        ...['id', 'criterion', 'version', 'title', 'text', 'category', 'citation', 'reason_codes'],
        ...['valid_from', 'valid_until', 'assumed', 'written_by', 'written_at'],
      ],
    ],
    told: 'title',
  },
  {
    name: 'unit',
    key: ['code'],
    forms: [['code', 'name', 'kind', 'parent', 'closed_at', 'aliases']],
    told: 'name',
  },
  {
    name: 'duty_version',
    key: ['id'],
    forms: [['id', 'roster', 'version', 'periods', 'set_at', 'set_by']],
    told: 'roster',
  },
  {
    name: 'photo_look',
    key: ['id'],
    forms: [['id', 'photo_id', 'officer', 'at']],
    told: 'photo_id',
  },
  {
    name: 'data_export',
    key: ['id'],
    forms: [['id', 'ticket_id', 'officer', 'reason', 'at']],
    told: 'ticket_id',
  },
];
