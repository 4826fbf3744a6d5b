/** Lets a message through to who answers it: listed, well-formed, and from somebody who may ask. All else is refused. */
import { z } from 'zod';
import type { MessageName } from '../messages.ts';
import { ACCOUNT_ANSWERS } from './answers/account.ts';
import { type Answers, type Desk, denied, moved } from './answers/answers.ts';
import { DECISION_ANSWERS } from './answers/decisions.ts';
import { PAGE_ANSWERS } from './answers/pages.ts';
import { REPORT_ANSWERS } from './answers/reports.ts';
import { grantOf } from './frames.ts';
import { isMessageName, kindOf, leavesCard, maySend, needsGrant, type Sender } from './sender.ts';

const ANSWERS: Answers = { ...ACCOUNT_ANSWERS, ...DECISION_ANSWERS, ...REPORT_ANSWERS, ...PAGE_ANSWERS };

/** Answers the sender of a message, or nobody: undefined where it is not listed, malformed or not theirs. */
export async function answer(desk: Desk, message: unknown, sender: Sender): Promise<unknown> {
  const parsed = z.object({ name: z.string(), ask: z.unknown().optional() }).safeParse(message);
  if (!parsed.success || !isMessageName(parsed.data.name)) return undefined;
  return answerTo(desk, parsed.data.name, parsed.data.ask, sender);
}

async function answerTo<N extends MessageName>(
  desk: Desk,
  name: N,
  ask: unknown,
  sender: Sender,
): Promise<unknown> {
  const kind = kindOf(sender);
  if (kind === null || !maySend(kind, name)) return undefined;
  if (kind === 'content' && !(await desk.overlayRunsOn(sender.url)))
    return name === 'greet' ? null : denied();
  const grant = kind === 'frame' ? await grantOf(sender) : null;
  if (needsGrant(kind, name) && grant === null) return denied();
  if (grant && leavesCard(sender, name) && !(await desk.standsIn(grant.around, grant.number))) return moved();
  const handler: Answers[N] = ANSWERS[name];
  // On its way, a missing `ask` may be dropped or turn into null.
  const parsed = handler.ask.safeParse(ask ?? undefined);
  if (!parsed.success) return undefined;
  return handler.answer(parsed.data, { desk, sender, grant });
}
