/** Values as a schema of the contract asks for them, at its edges too, and those that nobody who reads it would send. */
import fc from 'fast-check';
import type { Pool } from './pool.ts';

export interface Schema {
  $ref?: string;
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  propertyNames?: Schema;
  items?: Schema;
  prefixItems?: Schema[];
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  pattern?: string;
  format?: string;
}

/** Never closed by us, never meant by anybody: where a page shows one of these as an element, it was not escaped. */
export const ELEMENT = 'fuzz-element';
export const ATTRIBUTE = 'fuzz-attribute';

const ODD_TEXTS: readonly string[] = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'x\udfffy',
  '\ufeffx',
  '\u2028\u2029',
  '\u202eabc\u202c',
  'e\u0301\u0301\u0301',
  '👩‍👩‍👧‍👦'.repeat(20),
  '\r\nSet-Cookie: a=b',
  `<${ELEMENT} onload=alert(1)>`,
  `"><${ELEMENT}>`,
  `" ${ATTRIBUTE}="1`,
  `' ${ATTRIBUTE}='1`,
  "'; drop table ticket; --",
  '=1+1',
  '../../../etc/passwd',
  '%00%ff',
  '{{7*7}}#{7*7}',
  '__proto__',
  'constructor',
  'toString',
  '*',
  '"',
  'a OR b NOT c NEAR(d',
  '0',
  '-1',
  '1e999',
  '9'.repeat(400),
  'x'.repeat(9_999),
  'ß'.repeat(70_000),
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59+14:00',
  '2025-02-30T25:61:61Z',
  '+010000-01-01T00:00:00Z',
  '2025-03-10',
  'JK2503100001',
  'JK9913310001',
  'javascript:alert(1)',
  'http://169.254.169.254/',
  'file:///etc/passwd',
];

const nest = (depth: number): unknown => (depth === 0 ? 1 : { a: [nest(depth - 1)] });

const ODD_VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -0,
  -1,
  0.1,
  2 ** 31,
  2 ** 53 + 2,
  -(2 ** 63),
  1e308,
  5e-324,
  [],
  {},
  [[[]]],
  { length: 1 },
  { toString: 1 },
  nest(9),
  nest(40),
  Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`k${i}`, i])),
  Array.from({ length: 3_000 }, () => 'x'),
];

export const oddText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...ODD_TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
);

const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 2, arbitrary: oddText },
  { weight: 2, arbitrary: fc.constantFrom(...ODD_VALUES) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

const WORDS = [
  'Jalan',
  'Jalan berlubang di depan pasar',
  'Sampah',
  'bina',
  'Sudah ditambal di Pasar Bangka',
  'x',
];

/** Around the days a run lives in, and a few that are far. */
const instant = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.integer({ min: -90 * 24, max: 60 * 24 }).map((hours) => Date.now() + hours * 3_600_000),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(0, Date.parse('1999-12-31T23:59:59.999Z'), Date.parse('2199-01-01')),
  },
);

export class Values {
  readonly #components: Record<string, Schema>;
  readonly #pool: Pool;
  readonly #taken = new Map<string, unknown[]>();
  readonly #made = new Map<string, fc.Arbitrary<unknown>>();
  constructor(components: Record<string, Schema>, pool: Pool) {
    this.#components = components;
    this.#pool = pool;
  }

  /** Something known of that name, where anything is. */
  known(name: string, subject: string): fc.Arbitrary<string | undefined> {
    return fc.nat().map((at) => this.#pool.pick(name, subject, at));
  }

  /** A body that its call took, to be sent again with changes. */
  remember(operation: string, body: unknown): void {
    this.#taken.set(operation, [...(this.#taken.get(operation) ?? []), body].slice(-20));
  }
  taken(operation: string): fc.Arbitrary<unknown> {
    return fc.nat().map((at) => {
      const bodies = this.#taken.get(operation) ?? [];
      return bodies[at % bodies.length];
    });
  }

  /** What a schema takes in a field of that name. */
  of(schema: Schema, name: string, subject: string, depth = 0): fc.Arbitrary<unknown> {
    const key = `${subject}/${name}/${depth}/${JSON.stringify(schema)}`;
    const known = this.#made.get(key);
    if (known) return known;
    const made = this.#make(schema, name, subject, depth);
    this.#made.set(key, made);
    return made;
  }

  #make(schema: Schema, name: string, subject: string, depth: number): fc.Arbitrary<unknown> {
    const inner = (one: Schema, called = name) => this.of(one, called, subject, depth + 1);
    if (depth > 12) return fc.constant(null);
    if (schema.$ref !== undefined) return inner(this.resolve(schema));
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (schema.enum) return fc.constantFrom(...schema.enum);
    const either = schema.oneOf ?? schema.anyOf;
    if (either) return fc.oneof(...either.map((one) => inner(one)));
    switch (schema.type) {
      case 'object':
        return this.#object(schema, inner);
      case 'array':
        return arrayOf(schema, inner);
      case 'string':
        return this.#text(schema, name, subject);
      case 'integer':
      case 'number':
        return numberOf(schema);
      case 'boolean':
        return fc.boolean();
      case 'null':
        return fc.constant(null);
      default:
        return oddValue;
    }
  }

  resolve({ $ref = '' }: Schema): Schema {
    return this.#components[$ref.split('/').at(-1) ?? ''] ?? {};
  }

  #object(schema: Schema, inner: (one: Schema, called?: string) => fc.Arbitrary<unknown>) {
    const { properties = {}, required = [], additionalProperties, propertyNames } = schema;
    const fields = Object.fromEntries(Object.entries(properties).map(([key, one]) => [key, inner(one, key)]));
    const record = fc.record<Record<string, unknown>>(fields, {
      requiredKeys: required.filter((key) => key in fields),
    });
    if (typeof additionalProperties !== 'object') return record;
    const keys = propertyNames ? inner(propertyNames).map(String) : fc.constantFrom(...WORDS);
    return fc
      .tuple(record, fc.dictionary(keys, inner(additionalProperties), { maxKeys: 4 }))
      .map(([own, more]) => ({ ...more, ...own }));
  }

  #text({ format, pattern, minLength = 0, maxLength = 200 }: Schema, name: string, subject: string) {
    const known = this.known(name, subject);
    const made = textOf(format, pattern, minLength, Math.min(maxLength, 20_000));
    return fc.oneof(
      { weight: 3, arbitrary: fc.tuple(known, made).map(([here, other]) => here ?? other) },
      { weight: 2, arbitrary: made },
    );
  }
}

function textOf(format: string | undefined, pattern: string | undefined, min: number, max: number) {
  if (format === 'date-time') return instant.map((at) => new Date(at).toISOString());
  if (format === 'date') return instant.map((at) => new Date(at).toISOString().slice(0, 10));
  if (format === 'uuid') return fc.uuid();
  if (pattern !== undefined && !pattern.includes('(?')) return fc.stringMatching(new RegExp(pattern));
  if (pattern !== undefined) return fc.constantFrom('http://localhost:1', 'https://x.example');
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...WORDS) },
    { weight: 1, arbitrary: fc.constantFrom('a'.repeat(min), 'a'.repeat(max), 'é'.repeat(max)) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: min, maxLength: Math.min(max, 80) }) },
  );
}

function numberOf({ type, minimum = -10, maximum = 100_000 }: Schema): fc.Arbitrary<number> {
  const [min, max] = [Math.ceil(minimum), Math.floor(maximum)];
  const edges = fc.constantFrom(min, max, Math.min(max, min + 1), Math.max(min, max - 1));
  const whole = fc.oneof(edges, fc.integer({ min, max: Math.min(max, min + 20) }), fc.integer({ min, max }));
  return type === 'integer' ? whole : fc.oneof(whole, fc.double({ min: minimum, max: maximum, noNaN: true }));
}

function arrayOf(schema: Schema, inner: (one: Schema) => fc.Arbitrary<unknown>): fc.Arbitrary<unknown[]> {
  if (schema.prefixItems) return fc.tuple(...schema.prefixItems.map((one) => inner(one)));
  const { items = {}, minItems = 0, maxItems = 500 } = schema;
  return fc.array(inner(items), { minLength: minItems, maxLength: Math.min(maxItems, minItems + 3) });
}

interface Edit {
  at: number;
  how: 'replace' | 'remove' | 'add' | 'wrap';
  with: unknown;
  key: string;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'add', 'wrap'),
  with: oddValue,
  key: fc.constantFrom('__proto__', 'constructor', 'x', '', 'status', 'role', 'toJSON'),
});

/** Mostly as it was, else with a few places changed into what does not belong there. */
export function spoiled(made: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const edits = fc.oneof(
    { weight: 5, arbitrary: fc.constant([]) },
    { weight: 4, arbitrary: fc.array(edit, { minLength: 1, maxLength: 3 }) },
  );
  return fc.tuple(made, edits).map(([value, changes]) => changes.reduce(apply, value));
}

function apply(value: unknown, change: Edit): unknown {
  const copy: unknown = structuredClone(value);
  const places: [holder: Record<string, unknown>, key: string][] = [];
  const walk = (at: unknown): void => {
    if (typeof at !== 'object' || at === null || places.length > 300) return;
    const holder = at as Record<string, unknown>;
    for (const key of Object.keys(holder)) {
      places.push([holder, key]);
      walk(holder[key]);
    }
  };
  walk(copy);
  const place = places[change.at % Math.max(1, places.length)];
  if (!place) return change.with;
  const [holder, key] = place;
  if (change.how === 'remove') delete holder[key];
  else if (change.how === 'wrap') holder[key] = [holder[key]];
  else if (change.how === 'replace') holder[key] = change.with;
  else
    Object.defineProperty(holder, change.key, {
      value: change.with,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  return copy;
}
