/** Lists that come in pages, item by item. */
import type { CallOptions, Client, ResultOf } from '#shared/contract/client.ts';
import type { OperationName } from '#shared/contract/operations.ts';

/** Operations that answer a page and take a cursor for the next one. */
export type Paged = {
  [N in OperationName]: ResultOf<N> extends { items: readonly unknown[]; next: string | null } ? N : never;
}[OperationName];

export type ItemOf<N extends Paged> = ResultOf<N>['items'][number];

export async function* itemsOf<N extends Paged>(
  call: Client['call'],
  name: N,
  asked: Partial<CallOptions<N>> = {},
): AsyncGenerator<ItemOf<N>, void> {
  let cursor: string | null = null;
  do {
    const query: object = { ...asked.query, ...(cursor === null ? {} : { cursor }) };
    const page: ResultOf<Paged> = (await call(name, { ...asked, query } as CallOptions<N>)).data;
    yield* page.items as ItemOf<N>[];
    cursor = page.next;
  } while (cursor !== null);
}
