import { expect, it } from 'vitest';
import { STATUSES, type Status } from '#shared/ticket/status.ts';
import { mayFollow } from '#shared/ticket/transitions.ts';

/** By hand: what may come after each status without a reopening. */
const AFTER: Record<Status, readonly Status[]> = {
  menunggu: STATUSES.filter((status) => status !== 'menunggu'),
  koordinasi: STATUSES.filter((status) => status !== 'menunggu'),
  disposisi: STATUSES.filter((status) => status !== 'menunggu'),
  proses: STATUSES.filter((status) => status !== 'menunggu'),
  tindak_lanjut: STATUSES.filter((status) => status !== 'menunggu'),
  validasi: STATUSES.filter((status) => status !== 'menunggu'),
  tl_ditolak: STATUSES.filter((status) => status !== 'menunggu'),
  ditolak: [],
  selesai: [],
};

it.each(STATUSES)('%s leads on to what the transition table allows, and never back to the start', (from) => {
  expect(STATUSES.filter((to) => mayFollow(from, to))).toEqual(AFTER[from]);
});
