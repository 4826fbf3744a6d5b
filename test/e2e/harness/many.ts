/** Many reports quickly: filed without photos, by several sessions so that none meets the rate limit. */
import { createClient } from '#shared/contract/client.ts';
import { DEMO_PASSWORD } from '../../../service/demo/accounts.ts';
import type { TestService } from './service.ts';

/** Well below the 600 calls a minute that one session always has. */
const CALLS_A_SESSION = 400;
const AT_ONCE = 8;

/** Numbers of new reports that any validator sees, in the order of their filing. */
export async function fileMany({ origin }: TestService, count: number): Promise<string[]> {
  const numbers: string[] = [];
  while (numbers.length < count) {
    const { data } = await createClient({ origin }).call('signIn', {
      body: { username: 'admin', password: DEMO_PASSWORD },
    });
    const client = createClient({ origin, token: () => data.token });
    const until = Math.min(count, numbers.length + CALLS_A_SESSION);
    while (numbers.length < until) {
      const some = Math.min(AT_ONCE, until - numbers.length);
      const filed = await Promise.all(
        Array.from({ length: some }, () =>
          client.call('fileReport', {
            body: { channel: 'kantor_lurah', category: 'Sampah', description: 'Sampah di tikungan' },
          }),
        ),
      );
      numbers.push(...filed.map((answer) => answer.data.number));
    }
  }
  return numbers;
}
