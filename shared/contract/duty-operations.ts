/** The part of the table of operations that keeps duty: who validates when, and who answers for an office. */
import { DutyHistory, DutyHistoryQuery, DutyInput, DutyRoster, OwnDuty } from './duty.ts';
import type { Operation } from './operation.ts';

export const DUTY_OPERATIONS = {
  ownDuty: {
    method: 'GET',
    path: '/duty/me',
    summary: 'Am I on duty, until when, and when next',
    status: 200,
    result: OwnDuty,
    right: 'duty:own',
  },
  validatorDuty: {
    method: 'GET',
    path: '/duty/validators',
    summary: 'Which validator is on duty when: reports to validate are proposed to them in turn',
    status: 200,
    result: DutyRoster,
    right: 'duty:validators',
  },
  setValidatorDuty: {
    method: 'PUT',
    path: '/duty/validators',
    summary: "Write the validators' roster (supervisor); needs If-Match",
    body: DutyInput,
    status: 200,
    result: DutyRoster,
    right: 'duty:validators:set',
    headers: ['if-match'],
  },
  validatorDutyHistory: {
    method: 'GET',
    path: '/duty/validators/history',
    summary: "Every version of the validators' roster, newest first, and who wrote it (supervisor)",
    query: DutyHistoryQuery,
    status: 200,
    result: DutyHistory,
    right: 'duty:validators:set',
  },
  unitDuty: {
    method: 'GET',
    path: '/duty/units/{code}',
    summary: 'Who answers for an office when (its own admins, those above it, supervisors)',
    status: 200,
    result: DutyRoster,
    right: 'duty:unit',
  },
  setUnitDuty: {
    method: 'PUT',
    path: '/duty/units/{code}',
    summary: "Write an office's roster (its own admins); needs If-Match",
    body: DutyInput,
    status: 200,
    result: DutyRoster,
    right: 'duty:unit:set',
    headers: ['if-match'],
  },
  unitDutyHistory: {
    method: 'GET',
    path: '/duty/units/{code}/history',
    summary: "Every version of an office's roster, newest first, and who wrote it",
    query: DutyHistoryQuery,
    status: 200,
    result: DutyHistory,
    right: 'duty:unit',
  },
} as const satisfies Record<string, Operation>;
