/** The part of the table of operations that keeps the limits: the policy and the calendar of working days. */
import type { Operation } from './operation.ts';
import {
  CalendarDay,
  CalendarQuery,
  CalendarYear,
  Policy,
  PolicyHistory,
  SetCalendarDay,
  SetPolicy,
} from './policy.ts';

export const POLICY_OPERATIONS = {
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
} as const satisfies Record<string, Operation>;
