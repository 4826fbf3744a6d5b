/** What stands in a call's path, query and headers. */
import { z } from 'zod';
import type { Operation, RequestHeader } from '#shared/contract/operation.ts';
import { inline } from './schemas.ts';

/** Every `{name}` of the table's paths, said once. */
const IN_PATH: Record<string, { description: string; example: string }> = {
  number: { description: 'Report number', example: 'JK2503050007' },
  code: { description: "An office's code", example: '31.74.03.1002' },
  username: { description: "An account's username", example: 'validator' },
  id: { description: 'What lists name it by', example: '1' },
  seq: { description: 'A sequence number of the log', example: '5120' },
  date: { description: 'A day (WIB)', example: '2026-03-20' },
};

export const HEADERS: Record<RequestHeader, object> = {
  'if-match': {
    name: 'If-Match',
    in: 'header',
    description:
      'The version the decision was made on, as the ETag gave it. `catat` and `nilai` need none; an `usulkan` since then does not make it stale.',
    schema: { type: 'string' },
    example: '"7"',
  },
  'idempotency-key': {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'Chosen by the caller and kept for 30 days: the same call sent again is answered as it was, with no second effect.',
    schema: { type: 'string' },
    example: '0199f2f4-8a64-7c1e-9d0a-3f1f6d1f7a55',
  },
  'last-event-id': {
    name: 'Last-Event-ID',
    in: 'header',
    description: 'The last id of a stream that was cut off: it goes on behind it, whatever `after` says',
    schema: { type: 'string', pattern: '^\\d{1,15}$' },
    example: '5120',
  },
  'if-none-match': {
    name: 'If-None-Match',
    in: 'header',
    description: 'The ETag of an answer already held',
    schema: { type: 'string' },
    example: '"7"',
  },
};

export function parametersOf({ path, query, headers = [] }: Operation): object[] {
  return [
    ...inPath(path),
    ...inQuery(query),
    ...headers.map((header) => ({ $ref: `#/components/parameters/${header}` })),
  ];
}

function inPath(path: string): object[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => {
    const said = IN_PATH[name];
    if (!said) throw new Error(`Say in IN_PATH what {${name}} is`);
    return { name, in: 'path', required: true, ...said, schema: { type: 'string' } };
  });
}

function inQuery(query: z.ZodType | undefined): object[] {
  if (!(query instanceof z.ZodObject)) return [];
  return Object.entries(query.shape).map(([name, schema]) => ({
    name,
    in: 'query',
    required: !schema.safeParse(undefined).success,
    schema: inline(schema),
  }));
}
