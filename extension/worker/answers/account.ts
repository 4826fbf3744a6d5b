/** Answers about who is signed in, and what becomes of the copy on this machine. */
import { z } from 'zod';
import { ServiceOrigin } from '../../platform/settings.ts';
import { signIn, signOut, whoAmI, wipe } from '../account/session.ts';
import { signInBySso, signInWays } from '../account/sso.ts';
import { type Answers, Nothing, withoutUndefined } from './answers.ts';

type Names = 'whoAmI' | 'signIn' | 'signInWays' | 'signInBySso' | 'signOut' | 'wipe';

const OneOrigin = z.object({ origin: ServiceOrigin });
const Discard = z.object({ discard: z.array(z.int()) });

export const ACCOUNT_ANSWERS: Answers<Names> = {
  whoAmI: { ask: Nothing, answer: (_, { desk }) => whoAmI(desk.context) },
  signIn: {
    ask: z.object({ origin: ServiceOrigin, username: z.string(), password: z.string() }),
    async answer(ask, { desk }) {
      const result = await signIn(desk.context, ask);
      if (result.ok) await desk.deliver();
      return result;
    },
  },
  signInWays: { ask: OneOrigin, answer: (ask, { desk }) => signInWays(desk.context, ask) },
  signInBySso: {
    ask: OneOrigin,
    async answer(ask, { desk }) {
      const result = await signInBySso(desk.context, ask);
      if (result.ok) await desk.deliver();
      return result;
    },
  },
  signOut: {
    ask: z.object({ unsent: z.union([z.literal('send'), Discard]).optional() }).transform(withoutUndefined),
    async answer(ask, { desk }) {
      const result = await signOut(desk.context, ask, desk.deliver);
      desk.context.changed();
      return result;
    },
  },
  wipe: {
    ask: z.object({ unsent: z.union([z.literal('keep'), Discard]).optional() }).transform(withoutUndefined),
    async answer(ask, { desk }) {
      const result = await wipe(desk.context, ask);
      if (result.ok) await desk.deliver();
      desk.context.changed();
      return result;
    },
  },
};
