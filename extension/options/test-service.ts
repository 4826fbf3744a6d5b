/** Whether a Tuntas service answers at an address: its own way of refusing who is not signed in. */
import { createClient, ProblemError } from '#shared/contract/client.ts';

const PATIENCE_MS = 5_000;

export async function testService(
  origin: string,
  fetch: typeof globalThis.fetch = globalThis.fetch.bind(globalThis),
): Promise<boolean> {
  try {
    await createClient({ origin, fetch }).call('getSession', { signal: AbortSignal.timeout(PATIENCE_MS) });
    return true;
  } catch (error) {
    return error instanceof ProblemError && error.word === 'unauthenticated';
  }
}
