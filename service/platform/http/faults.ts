/** What a schema refuses, in words that the catalogue has in every language: where, of which kind, and what to write instead. */
import { z } from 'zod';
import { type WordKey, wordsOf } from '#shared/words/catalogue.ts';
import { LOCALES } from '#shared/words/locale.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import type { FieldFault } from './problem.ts';

const KEYS = wordsOf(LOCALES[0]);
type Issue = z.core.$ZodIssue;

/** Paths as a caller writes them: `report.point.lat`, `reasonCodes.0`. A field that nobody knows is a fault of its own. */
export function faultsOf(
  error: { issues: readonly Issue[] },
  schema: z.ZodType,
  asked: unknown,
): FieldFault[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code === 'unrecognized_keys') return unknownFields(issue.keys, path, schema, asked);
    const { code } = issue;
    if (issue.code !== 'invalid_union' || !isTold(schema, issue))
      return [{ path: path.join('.'), code, message: messageOf(issue, path, asked) }];
    const values = choicesOf(schema, issue.path).join(', ');
    return [
      { path: path.join('.'), code, message: { key: 'problems.bound.one_of', values: { values } } } as const,
    ];
  });
}

/** Characters of a name that is shown back. */
const SHOWN = 40;

function unknownFields(
  keys: readonly string[],
  path: readonly string[],
  schema: z.ZodType,
  asked: unknown,
): FieldFault[] {
  const takes = fieldsAt(schema, path, asked).join(', ');
  return keys.slice(0, 20).map((key) => {
    const name = key.slice(0, SHOWN);
    return {
      path: [...path, name].join('.'),
      code: 'unknown',
      message: { key: 'problems.bound.unknown_field', values: { name, takes } },
    };
  });
}

function messageOf(issue: Issue, path: readonly string[], asked: unknown): Phrase {
  if (isKey(issue.message)) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return valueAt(asked, path) === undefined ? 'problems.bound.required' : typeSaid(issue.expected);
    case 'invalid_value':
      return { key: 'problems.bound.one_of', values: { values: issue.values.map(String).join(', ') } };
    case 'too_big':
      return tooBig(issue.origin, Number(issue.maximum), path);
    case 'too_small':
      return tooSmall(issue.origin, Number(issue.minimum), path);
    default:
      return valueAt(asked, path) === undefined ? 'problems.bound.required' : 'problems.bound.format';
  }
}

function isKey(text: string): text is WordKey {
  return Object.hasOwn(KEYS, text);
}

function typeSaid(expected: string): Phrase {
  switch (expected) {
    case 'string':
      return 'problems.bound.a_string';
    case 'number':
      return 'problems.bound.a_number';
    case 'int':
      return 'problems.bound.an_integer';
    case 'boolean':
      return 'problems.bound.a_boolean';
    case 'array':
      return 'problems.bound.a_list';
    case 'object':
    case 'record':
      return 'problems.bound.an_object';
    default:
      return 'problems.bound.format';
  }
}

/** A latitude beyond the pole is nearly always a longitude. */
const MOST_LATITUDE = 90;

function tooBig(origin: string, most: number, path: readonly string[]): Phrase {
  if (origin === 'string') return { key: 'problems.bound.chars_most', values: { most } };
  if (origin === 'array') return { key: 'problems.bound.items_most', values: { most } };
  if (path.at(-1) === 'lat') return { key: 'problems.bound.degrees', values: { most: MOST_LATITUDE } };
  return { key: 'problems.bound.at_most', values: { most } };
}

function tooSmall(origin: string, least: number, path: readonly string[]): Phrase {
  if (least === 1 && (origin === 'string' || origin === 'array')) return 'problems.bound.empty';
  if (origin === 'string') return { key: 'problems.bound.chars_least', values: { least } };
  if (origin === 'array') return { key: 'problems.bound.items_least', values: { least } };
  if (path.at(-1) === 'lat') return { key: 'problems.bound.degrees', values: { most: MOST_LATITUDE } };
  return { key: 'problems.bound.at_least', values: { least } };
}

function valueAt(asked: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, name) => (typeof at === 'object' && at !== null ? Reflect.get(at, name) : undefined),
    asked,
  );
}

/** Whether a union is told apart by a field, as actions are by `action`. */
function isTold(schema: z.ZodType, { path }: Issue): boolean {
  return choicesOf(schema, path).length > 0;
}

function choicesOf(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const name = String(path.at(-1));
  if (!(schema instanceof z.ZodDiscriminatedUnion) || schema.def.discriminator !== name) return [];
  return optionsOf(schema).flatMap(({ shape }) => {
    const told: unknown = shape[name];
    return told instanceof z.ZodLiteral ? [...told.values].map(String) : [];
  });
}

function optionsOf(union: z.ZodDiscriminatedUnion): z.ZodObject[] {
  return union.options.filter((option) => option instanceof z.ZodObject);
}

/** What an object takes that lies so deep in what was asked. */
function fieldsAt(schema: unknown, path: readonly string[], asked: unknown): string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable)
    return fieldsAt(schema.unwrap(), path, asked);
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const told = valueAt(asked, [schema.def.discriminator]);
    const meant = optionsOf(schema).find(
      ({ shape }) => z.safeParse(shape[schema.def.discriminator] ?? z.never(), told).success,
    );
    return meant === undefined ? [] : fieldsAt(meant, path, asked);
  }
  const [first, ...rest] = path;
  if (schema instanceof z.ZodArray && first !== undefined)
    return fieldsAt(schema.element, rest, valueAt(asked, [first]));
  if (!(schema instanceof z.ZodObject)) return [];
  return first === undefined
    ? Object.keys(schema.shape)
    : fieldsAt(schema.shape[first], rest, valueAt(asked, [first]));
}
