/** The OpenAPI document as a reader of it would check it. */

import { describe, expect, it } from 'vitest';
import { OPERATIONS, type Operation } from '#shared/contract/operations.ts';
import { PROBLEMS } from '#shared/contract/problem.ts';
import { refusalsOf } from '../../../service/openapi/answers.ts';
import { openApiDocument, tagOf } from '../../../service/openapi/document.ts';
import { exampleOf } from '../../../service/openapi/examples.ts';
import QUERY from '../../../service/openapi/query.json' with { type: 'json' };

const operations = Object.entries<Operation>(OPERATIONS);
const document = openApiDocument();

it.each(operations)('%s shows examples that its own schemas take', (name, { body, result }) => {
  const example = exampleOf(name);
  if (body) expect(body.safeParse(example?.body).error).toBeUndefined();
  if (result && example?.result !== undefined) {
    expect(result.safeParse(example.result).error).toBeUndefined();
  }
});

it.each(operations)('%s stands under a heading', (_, { path }) => {
  expect(tagOf(path)).not.toBe('');
});

it('names every part that it refers to, and refers to every part that it names', () => {
  const text = JSON.stringify(document);
  const referred = new Set([...text.matchAll(/"#\/(components\/\w+\/[\w-]+)"/g)].map(([, place]) => place));
  const components = document.components as Record<string, object>;
  const named = ['schemas', 'responses', 'parameters'].flatMap((kind) =>
    Object.keys(components[kind] ?? {}).map((name) => `components/${kind}/${name}`),
  );
  expect([...referred].sort()).toEqual(named.sort());
});

it('says of every parameter what it does, and of none that is not there', () => {
  interface Call {
    parameters?: { in?: string; name?: string; description?: string }[];
  }
  const told = Object.entries(document.paths as Record<string, Record<string, Call>>).flatMap(
    ([path, calls]) =>
      Object.values(calls).flatMap(({ parameters = [] }) =>
        parameters.flatMap(({ in: where, name, description }) =>
          where === 'query' ? [{ name, at: `${name} ${path.replace('/api/v1', '')}`, description }] : [],
        ),
      ),
  );
  expect(told.filter(({ description }) => !description)).toEqual([]);
  const known = told.flatMap(({ name, at }) => [name, at]);
  expect(Object.keys(QUERY).filter((name) => !known.includes(name))).toEqual([]);
});

describe('refusals', () => {
  it('follow from what a call takes', () => {
    const ofOthers = [
      ...(['scope-changed', 'photo-lost', 'second-factor-required'] as const),
      ...(['unsupported-version', 'wrong-offset'] as const),
    ];
    expect(refusalsOf(OPERATIONS.act)).toEqual(
      Object.keys(PROBLEMS).filter((word) => !ofOthers.some((other) => other === word)),
    );
    expect(refusalsOf(OPERATIONS.continueUpload)).toContain('unsupported-version');
    expect(refusalsOf(OPERATIONS.track)).toEqual([
      'unavailable',
      'rate-limited',
      'not-found',
      'invalid',
      'internal',
    ]);
    // A report or a name that the body names may not be there.
    for (const name of ['checkEvidence', 'accountRequestStatus', 'recogniseName'] as const) {
      expect(refusalsOf(OPERATIONS[name])).toContain('not-found');
    }
    expect(refusalsOf(OPERATIONS.changes)).toContain('scope-changed');
    expect(refusalsOf(OPERATIONS.getPhoto)).toContain('photo-lost');
    expect(refusalsOf(OPERATIONS.signIn)).toEqual(
      expect.arrayContaining(['unauthenticated', 'second-factor-required']),
    );
    expect(refusalsOf(OPERATIONS.rejectAccountRequest)).toContain('illegal-transition');
    expect(refusalsOf(OPERATIONS.approveAccountRequest)).toEqual(
      expect.arrayContaining(['in-progress', 'illegal-transition']),
    );
    expect(refusalsOf(OPERATIONS.handOverAccount)).toContain('in-progress');
  });

  it('come under the status they are answered with', () => {
    const paths = document.paths as Record<string, Record<string, { responses: object }>>;
    expect(Object.keys(paths['/api/v1/tickets/{number}/actions']?.post?.responses ?? {})).toEqual(
      [200, 400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 429, 500, 503].map(String),
    );
  });
});
