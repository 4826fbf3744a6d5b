/** Whose turn it is: open or not, on which desk, in whose queue. */
import { expect, it } from 'vitest';
import { isOpen, STATUSES } from '#shared/ticket/status.ts';
import { QUEUE_TRAYS, type TRAYS, trayOf } from '#shared/ticket/tray.ts';

it('every status lies on one desk or on none', () => {
  const desks = (unit: string | null, mergedInto: string | null = null) =>
    Object.fromEntries(STATUSES.map((status) => [status, trayOf({ status, unit, mergedInto })]));
  const rest = { ditolak: null, selesai: null, tindak_lanjut: null, validasi: 'validator' };
  const works = (desk: string) => ({
    ...{ menunggu: desk, koordinasi: desk, disposisi: desk, proses: desk, tl_ditolak: desk },
    ...rest,
  });
  expect(desks('31.74.03.1002')).toEqual(works('office'));
  expect(desks(null)).toEqual(works('tray'));
  expect(new Set(Object.values(desks('31.74.03.1002', 'JK2503050007')))).toEqual(new Set([null]));
});

it('a report is open until it is refused, finished or merged', () => {
  const open = STATUSES.filter((status) => status !== 'ditolak' && status !== 'selesai');
  for (const mergedInto of [null, undefined]) {
    expect(STATUSES.filter((status) => isOpen({ status, mergedInto }))).toEqual(open);
  }
  expect(STATUSES.filter((status) => isOpen({ status, mergedInto: 'JK2503050007' }))).toEqual([]);
});

it('each desk is in the queues of those who work at it, and of the supervisor', () => {
  const queues = Object.entries(QUEUE_TRAYS);
  const having = (desk: (typeof TRAYS)[number]) =>
    queues.flatMap(([role, desks]) => (desks.includes(desk) ? [role] : [])).sort();
  expect(having('office')).toEqual(['supervisor', 'unit_admin']);
  expect(having('tray')).toEqual(['channel_admin', 'supervisor']);
  expect(having('validator')).toEqual(['field_validator', 'supervisor', 'validator']);
  expect(queues.flatMap(([role, desks]) => (desks.length === 0 ? [role] : [])).sort()).toEqual([
    'api_client',
    'operator',
  ]);
});
