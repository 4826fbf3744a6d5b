/** Answers about who is signed in, and what becomes of the copy on this machine. */
import { z } from 'zod';
import { ServiceOrigin } from '../../platform/settings.ts';
import { signIn, signOut, whoAmI, wipe } from '../account/session.ts';
import { signInBySso, signInWays } from '../account/sso.ts';
import { forgetFrames } from '../pages/frames.ts';
import { type Answers, Nothing, withoutUndefined } from './answers.ts';

type Names = 'whoAmI' | 'signIn' | 'signInWays' | 'signInBySso' | 'signOut' | 'wipe';

const OneOrigin = z.object({ origin: ServiceOrigin });
const Discard = z.object({ discard: z.array(z.int()) });

export const ACCOUNT_ANSWERS: Answers<Names> = {
  whoAmI: { ask: Nothing, answer: (_, { worker }) => whoAmI(worker.context) },
  signIn: {
    ask: z
      .object({
        origin: ServiceOrigin,
        username: z.string(),
        password: z.string(),
        code: z.string().optional(),
      })
      .transform(withoutUndefined),
    async answer(ask, { worker }) {
      const result = await signIn(worker.context, ask);
      if (result.ok) await worker.deliver();
      return result;
    },
  },
  signInWays: { ask: OneOrigin, answer: (ask, { worker }) => signInWays(worker.context, ask) },
  signInBySso: {
    ask: OneOrigin,
    async answer(ask, { worker }) {
      const result = await signInBySso(worker.context, ask);
      if (result.ok) await worker.deliver();
      return result;
    },
  },
  signOut: {
    ask: z.object({ unsent: z.union([z.literal('send'), Discard]).optional() }).transform(withoutUndefined),
    async answer(ask, { worker }) {
      const result = await signOut(worker.context, ask, worker.deliver);
      if (result.ok) await forgetFrames();
      worker.context.changed();
      return result;
    },
  },
  wipe: {
    ask: z.object({ unsent: z.union([z.literal('keep'), Discard]).optional() }).transform(withoutUndefined),
    async answer(ask, { worker }) {
      const result = await wipe(worker.context, ask);
      if (result.ok) await worker.deliver();
      worker.context.changed();
      return result;
    },
  },
};
