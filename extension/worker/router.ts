/** Lets a message through to who answers it: listed, well-formed, and from somebody who may ask. All else is refused. */
import { z } from 'zod';
import type { MessageName } from '../connection/messages.ts';
import { ACCOUNT_ANSWERS } from './answers/account.ts';
import { type Answers, denied, moved, type RunningWorker } from './answers/answers.ts';
import { DECISION_ANSWERS } from './answers/decisions.ts';
import { PAGE_ANSWERS } from './answers/pages.ts';
import { REPORT_ANSWERS } from './answers/reports.ts';
import { grantOf } from './pages/frames.ts';
import {
  isDecision,
  isMessageName,
  kindOf,
  leavesCard,
  maySend,
  needsGrant,
  pageOf,
  type Sender,
} from './pages/sender.ts';

const ANSWERS: Answers = { ...ACCOUNT_ANSWERS, ...DECISION_ANSWERS, ...REPORT_ANSWERS, ...PAGE_ANSWERS };

/** Answers the sender of a message, or nobody: undefined where it is not listed, malformed or not theirs. */
export async function answer(worker: RunningWorker, message: unknown, sender: Sender): Promise<unknown> {
  const parsed = z.object({ name: z.string(), ask: z.unknown().optional() }).safeParse(message);
  if (!parsed.success || !isMessageName(parsed.data.name)) return undefined;
  return answerTo(worker, parsed.data.name, parsed.data.ask, sender);
}

async function answerTo<N extends MessageName>(
  worker: RunningWorker,
  name: N,
  ask: unknown,
  sender: Sender,
): Promise<unknown> {
  const kind = kindOf(sender);
  if (kind === null || !maySend(kind, name)) return undefined;
  if (kind === 'content' && !(await worker.overlayRunsOn(pageOf(sender))))
    return name === 'greet' || name === 'city' ? null : denied();
  const grant = kind === 'frame' ? await grantOf(sender) : null;
  if (needsGrant(kind, name) && grant === null) return denied();
  if (grant && leavesCard(sender, name)) {
    const stands = await worker.standsIn(grant.around, grant.number, { rested: isDecision(name) });
    if (!stands) return moved();
  }
  const handler: Answers[N] = ANSWERS[name];
  // On its way, a missing `ask` may be dropped or turn into null.
  const parsed = handler.ask.safeParse(ask ?? undefined);
  if (!parsed.success) return undefined;
  return handler.answer(parsed.data, { worker, sender, grant });
}
