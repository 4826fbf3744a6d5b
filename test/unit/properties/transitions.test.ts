/** What holds of every report whatever is done to it, by whomever, in whatever order. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ACTIONS, type Action } from '#shared/ticket/action.ts';
import { ACTOR_ROLES, RELATIONS } from '#shared/ticket/role.ts';
import { isOpen, type Openness, STATUSES } from '#shared/ticket/status.ts';
import { actionsFor, mayFollow, RULES, ruleFor, type Standing } from '#shared/ticket/transitions.ts';

const standings = fc.array(
  fc.record({ role: fc.constantFrom(...ACTOR_ROLES), relation: fc.constantFrom(...RELATIONS) }),
  { maxLength: 4 },
);
const report: fc.Arbitrary<Openness> = fc.record({
  status: fc.constantFrom(...STATUSES),
  mergedInto: fc.constantFrom(null, 'JK2503100001'),
});

/** Somebody who may do everything that anybody may. */
const ANYBODY: readonly Standing[] = RULES.map(({ role, relation }) => ({ role, relation }));

it('what is offered is what is not refused, and one more way to stand to a report takes nothing away', () => {
  fc.assert(
    fc.property(standings, standings, report, (some, more, ticket) => {
      const offered = actionsFor(some, ticket);
      for (const action of ACTIONS) expect(ruleFor(action, some, ticket).ok).toBe(offered.includes(action));
      expect(actionsFor([...some, ...more], ticket)).toEqual(expect.arrayContaining(offered));
    }),
  );
});

it('a merged report is frozen but for notes and being opened again', () => {
  fc.assert(
    fc.property(standings, fc.constantFrom(...STATUSES), (some, status) => {
      const still: readonly Action[] = ['catat', 'buka_kembali'];
      for (const action of actionsFor(some, { status, mergedInto: 'JK2503100001' }))
        expect(still).toContain(action);
    }),
  );
});

it('no way leads from refused or done but being opened again, and each step is one that may follow', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 40 }), (picks) => {
      let ticket: Openness = { status: 'menunggu' };
      for (const pick of picks) {
        const actions = actionsFor(ANYBODY, ticket).filter((action) => action !== 'gabung');
        const action = actions[pick % Math.max(1, actions.length)];
        if (!action) return;
        const ruling = ruleFor(action, ANYBODY, ticket);
        if (!ruling.ok) throw new Error(`${action} was offered and refused`);
        // A follow-up rests in `validasi`, in the same batch.
        const to = ruling.to === 'tindak_lanjut' ? 'validasi' : ruling.to;
        if (!isOpen(ticket) && to !== ticket.status) expect(action).toBe('buka_kembali');
        else if (to !== ticket.status && action !== 'buka_kembali') {
          expect([action, mayFollow(ticket.status, to)]).toEqual([action, true]);
        }
        ticket = { status: to };
      }
    }),
  );
});
