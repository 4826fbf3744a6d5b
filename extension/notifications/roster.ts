/** Asks the service whether the officer is on duty, as long as quiet hours could keep something from them. */
import { ProblemError } from '#shared/contract/client.ts';
import { MINUTE } from '#shared/time/zone.ts';
import { call, serviceNow, type WorkerContext } from '../connection/service.ts';
import { settings } from '../platform/settings.ts';
import { isQuiet, type OwnRoster } from '../store/hours.ts';

const READ_ANEW_MS = 10 * MINUTE;

export async function refreshRoster(context: WorkerContext): Promise<void> {
  const { db, now } = context;
  const { quiet } = await settings.notifications.get();
  const session = await db.session.get('session');
  const state = session && (await db.noticeState.get(session.actor.id));
  const serverNow = await serviceNow(context);
  // A little early, so that the first minute of the night is already decided rightly.
  if (!state || !(isQuiet(quiet, serverNow) || isQuiet(quiet, serverNow + READ_ANEW_MS))) return;
  const age = now() - (state.dutyReadAt ?? Number.NEGATIVE_INFINITY);
  if (age >= 0 && age < READ_ANEW_MS) return;
  await db.noticeState.update(state.accountId, { duty: await read(context), dutyReadAt: now() });
}

async function read(context: WorkerContext): Promise<OwnRoster> {
  try {
    const { data } = await call(context, 'ownDuty', {});
    return { onDuty: data.onDuty, until: ms(data.until), next: ms(data.next) };
  } catch (error) {
    // Rosters are not for everyone; who may not ask is on none.
    if (!(error instanceof ProblemError) || !['forbidden', 'not-found'].includes(error.word)) throw error;
    return { onDuty: false, until: null, next: null };
  }
}

function ms(instant: string | null): number | null {
  return instant === null ? null : Date.parse(instant);
}
