/**
 * The contract's zod schemas as the named schemas of the OpenAPI document. A schema is called what its module calls
 * it; one that stands only in the table of operations is called after its operation. What is read differently than
 * it is written (defaults, transformations) has a second shape, with `Input` after its name.
 */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import * as accountRequests from '#shared/contract/account-requests.ts';
import * as accounts from '#shared/contract/accounts.ts';
import * as action from '#shared/contract/action.ts';
import * as apiKeys from '#shared/contract/api-keys.ts';
import * as audit from '#shared/contract/audit.ts';
import * as criteria from '#shared/contract/criteria.ts';
import * as evidence from '#shared/contract/evidence.ts';
import * as imports from '#shared/contract/imports.ts';
import * as notification from '#shared/contract/notification.ts';
import { OPERATIONS, type Operation } from '#shared/contract/operations.ts';
import * as photos from '#shared/contract/photos.ts';
import * as policy from '#shared/contract/policy.ts';
import { Named, Point } from '#shared/contract/primitives.ts';
import * as privacy from '#shared/contract/privacy.ts';
import { FieldError, Problem } from '#shared/contract/problem.ts';
import * as queue from '#shared/contract/queue.ts';
import * as reference from '#shared/contract/reference.ts';
import * as duty from '#shared/contract/roster.ts';
import * as session from '#shared/contract/session.ts';
import * as ticket from '#shared/contract/ticket.ts';
import * as tracking from '#shared/contract/ticket.ts';
import * as units from '#shared/contract/units.ts';
import * as webhooks from '#shared/contract/webhooks.ts';

const MODULES: readonly object[] = [
  { Problem, FieldError, Point, Named },
  session,
  ticket,
  action,
  evidence,
  queue,
  tracking,
  reference,
  units,
  accounts,
  accountRequests,
  apiKeys,
  webhooks,
  criteria,
  duty,
  imports,
  notification,
  photos,
  policy,
  privacy,
  audit,
];

/** JSON as a value to walk: what the document is put together from. */
type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

type Direction = 'input' | 'output';

const PLACE = '#/components/schemas/';

export type Schemas = ReturnType<typeof nameSchemas>;

export function nameSchemas() {
  const names = namesOf();
  const nameOf = (schema: z.ZodType): string => {
    const name = names.get(schema);
    if (name === undefined) throw new Error('A schema of the table of operations has no name');
    return name;
  };
  const operations = Object.values<Operation>(OPERATIONS);
  const read = only(
    convert(names, 'input'),
    operations.flatMap(({ body }) => (body ? [nameOf(body)] : [])),
  );
  const written = only(convert(names, 'output'), [
    nameOf(Problem),
    nameOf(webhooks.WebhookMessage),
    ...operations.flatMap(({ result }) => (result ? [nameOf(result)] : [])),
  ]);
  const apart = differing(read, written);
  const asRead = (name: string): string => (apart.has(name) ? `${name}Input` : name);
  const components: JsonObject = Object.fromEntries(written);
  for (const [name, shape] of read) {
    components[asRead(name)] = mapTexts(shape, (key, text) =>
      key === '$ref' ? PLACE + asRead(text.slice(PLACE.length)) : text,
    );
  }
  return {
    components,
    /** Where the document keeps this schema of the table of operations. */
    refer: (schema: z.ZodType, direction: Direction) => ({
      $ref: PLACE + (direction === 'input' ? asRead(nameOf(schema)) : nameOf(schema)),
    }),
  };
}

/** A parameter's schema stands where it is used: it has no parts worth a name. */
export function inline(schema: z.ZodType): JsonObject {
  const { $schema: _, ...rest } = asJson(
    z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', override: plainly }),
  );
  return rest;
}

/**
 * What a reader of the document needs, and no more. Answers may grow fields, so they forbid none; a format says in a
 * word what zod's pattern for it says in a paragraph.
 */
function plainly({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  // A tuple of equal parts is a list of that length, and said so linters and generators read it whose JSON Schema is older.
  const [part, ...others] = jsonSchema.prefixItems ?? [];
  if (part === undefined || !others.every((other) => isDeepStrictEqual(other, part))) return;
  jsonSchema.items = part;
  delete jsonSchema.prefixItems;
}

function namesOf(): Map<z.ZodType, string> {
  const names = new Map<z.ZodType, string>();
  for (const module of MODULES) {
    for (const [name, value] of Object.entries(module)) {
      if (value instanceof z.ZodType && !names.has(value)) names.set(value, name);
    }
  }
  for (const [operation, { body, result }] of Object.entries<Operation>(OPERATIONS)) {
    const own = operation.charAt(0).toUpperCase() + operation.slice(1);
    if (body && !names.has(body)) names.set(body, `${own}Body`);
    if (result && !names.has(result)) names.set(result, `${own}Result`);
  }
  return names;
}

function convert(names: ReadonlyMap<z.ZodType, string>, io: Direction): Map<string, JsonObject> {
  const registry = z.registry<{ id: string; description?: string | undefined }>();
  for (const [schema, id] of names) registry.add(schema, { ...schema.meta(), id });
  const { schemas } = z.toJSONSchema(registry, {
    io,
    uri: (id) => PLACE + id,
    unrepresentable: 'any',
    override: (context) => {
      plainly(context);
      if (io === 'output' && context.jsonSchema.additionalProperties === false)
        delete context.jsonSchema.additionalProperties;
    },
  });
  return new Map(
    Object.entries(schemas).map(([name, schema]) => {
      const { $schema: _, $id: __, id: ___, ...rest } = asJson(schema);
      return [name, rest];
    }),
  );
}

/** The named shapes that a call uses, with all that they refer to. */
function only(shapes: ReadonlyMap<string, JsonObject>, used: readonly string[]): Map<string, JsonObject> {
  const kept = new Map<string, JsonObject>();
  const keep = (name: string): void => {
    const shape = shapes.get(name);
    if (!shape || kept.has(name)) return;
    kept.set(name, shape);
    for (const other of referred(shape)) keep(other);
  };
  for (const name of used) keep(name);
  return kept;
}

/** Names whose two shapes are not the same, by themselves or by something they refer to. */
function differing(
  read: ReadonlyMap<string, JsonObject>,
  written: ReadonlyMap<string, JsonObject>,
): Set<string> {
  const apart = new Set<string>();
  for (const [name, shape] of read) {
    const other = written.get(name);
    if (other && JSON.stringify(shape) !== JSON.stringify(other)) apart.add(name);
  }
  for (let before = -1; before !== apart.size; ) {
    before = apart.size;
    for (const [name, shape] of read) {
      if (written.has(name) && referred(shape).some((other) => apart.has(other))) apart.add(name);
    }
  }
  return apart;
}

function referred(shape: JsonObject): string[] {
  const found: string[] = [];
  mapTexts(shape, (key, text) => {
    if (key === '$ref') found.push(text.slice(PLACE.length));
    return text;
  });
  return found;
}

/** zod's and our own literals as plain JSON: no `undefined`, no prototypes. */
export function asJson(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value));
}

/** A copy in which every text was put through `change`, with the key it lies under. */
function mapTexts(value: JsonObject, change: (key: string, text: string) => string): JsonObject {
  const mapped = (item: Json, key: string): Json => {
    if (Array.isArray(item)) return item.map((one) => mapped(one, key));
    if (typeof item === 'object' && item !== null) return mapTexts(item, change);
    return typeof item === 'string' ? change(key, item) : item;
  };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapped(item, key)]));
}
