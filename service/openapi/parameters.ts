/** What stands in a call's path, query and headers. */
import { z } from 'zod';
import type { Operation, RequestHeader } from '#shared/contract/operation.ts';
import { fill } from '#shared/words/phrase.ts';
import headers from './headers.json' with { type: 'json' };
import query from './query.json' with { type: 'json' };
import { inline } from './schemas.ts';

/** Every `{name}` of the table's paths, said once. */
const IN_PATH: Record<string, { description: string; example: string }> = {
  number: { description: 'Report number', example: '{number_example}' },
  code: { description: "An office's code", example: '{kelurahan_code}' },
  username: { description: "An account's username", example: 'validator' },
  id: { description: 'What lists name it by', example: '1' },
  seq: { description: 'A sequence number of the log', example: '5120' },
  date: { description: "A day by the city's clock", example: '2026-03-20' },
  z: { description: 'Zoom, as the source has it', example: '16' },
  x: { description: 'Column of the square (Web Mercator)', example: '52214' },
  y: { description: 'Row of the square, from the north', example: '33894' },
};

/** Of each parameter of a query what it does, by its name, or by name and path where that is another thing. */
const IN_QUERY = new Map(Object.entries(query));

export const HEADERS: Record<RequestHeader, object> = headers;

export function parametersOf({ path, query, headers = [] }: Operation): object[] {
  return [
    ...inPath(path),
    ...inQuery(path, query),
    ...headers.map((header) => ({ $ref: `#/components/parameters/${header}` })),
  ];
}

function inPath(path: string): object[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => {
    const said = IN_PATH[name];
    if (!said) throw new Error(`Say in IN_PATH what {${name}} is`);
    return {
      name,
      in: 'path',
      required: true,
      ...said,
      example: fill(said.example, {}),
      schema: { type: 'string' },
    };
  });
}

function inQuery(path: string, query: z.ZodType | undefined): object[] {
  if (!(query instanceof z.ZodObject)) return [];
  return Object.entries(query.shape).map(([name, schema]) => {
    const { description = IN_QUERY.get(`${name} ${path}`) ?? IN_QUERY.get(name), ...shape } = inline(schema);
    const required = !schema.safeParse(undefined).success;
    return { name, in: 'query', required, description, schema: shape };
  });
}
