/**
 * What a page is asked, by its address and by forms. Forms are data: one list of fields draws a form, reads what was
 * sent into the shape that a contract takes, and shows each refusal at its field. A field's name is its path in that
 * shape (`clocks.response.hours`).
 */
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { z } from 'zod';
import { PROBLEMS, type ProblemWord } from '#shared/contract/problem.ts';
import { CHANNELS } from '#shared/ticket/channel.ts';
import { zoneSuffix } from '#shared/time/zone.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import type { Env } from '../platform/http/env.ts';
import { HttpProblem, type ProblemExtra, problemSaid, sayWhen } from '../platform/http/problem.ts';
import { checked } from '../platform/http/validate.ts';

export interface Option {
  value: string;
  label: Phrase;
}

const ANY: Option = { value: '', label: 'pages.all' };

export const CHANNEL_OPTIONS = optionsOf(CHANNELS, (channel) => `common.channel_in_full.${channel}`);

/** To choose from: each value with what it is called. */
export function optionsOf<V extends string>(values: readonly V[], labelOf: (value: V) => Phrase): Option[] {
  return values.map((value) => ({ value, label: labelOf(value) }));
}

/**
 * `instant` is a day and a time of day in the city; `flag` is a box to tick, `choices` are several, `lines` are texts, one in a
 * line. A number is shown divided by its `scale`: minutes for what the contract has in milliseconds.
 */
type FieldKind =
  | { kind: 'line'; max: number; suggestions?: string; autocomplete?: string }
  | { kind: 'password' }
  | { kind: 'prose' }
  | { kind: 'lines' }
  | { kind: 'number'; min: number; max: number; step?: number; scale?: number }
  | { kind: 'date' }
  | { kind: 'instant' }
  | { kind: 'choice'; options: readonly Option[] }
  | { kind: 'choices'; options: readonly Option[] }
  | { kind: 'flag' };

export type Field = FieldKind & {
  path: string;
  label: Phrase;
  /** What belongs in it; said again where it was refused. */
  hint?: Phrase;
  /** `unsaid`: plain from where it stands, as in a search. */
  optional?: true | 'unsaid';
};

type More = Pick<Field, 'hint' | 'optional'>;
type Line = Extract<FieldKind, { kind: 'line' }>;

/** Of at most `max` characters. */
export function line(path: string, label: Phrase, max: number, more: Partial<Line> & More = {}): Field {
  return { ...more, kind: 'line', path, label, max };
}

export function choice(path: string, label: Phrase, options: readonly Option[], more: More = {}): Field {
  return { kind: 'choice', path, label, options, ...more };
}

export function choices(path: string, label: Phrase, options: readonly Option[], more: More = {}): Field {
  return { kind: 'choices', path, label, options, ...more };
}

/** Of a search: what is left empty, or at all of them, narrows nothing. */
export function searchField(field: Field): Field {
  const open = { ...field, optional: 'unsaid' } as const;
  return open.kind === 'choice' ? { ...open, options: [ANY, ...open.options] } : open;
}

export function searchFields(...fields: Field[]): readonly Field[] {
  return fields.map(searchField);
}

/** As sent: text, or several where several boxes have one name. */
export type Values = Readonly<Record<string, readonly string[]>>;
type Faults = ReadonlyMap<string, Phrase>;

export interface Filled {
  values: Values;
  faults?: Faults;
}

export const EMPTY: Filled = { values: {} };

export async function readForm(c: Context<Env>): Promise<Values> {
  return Object.fromEntries(
    Object.entries(await parseForm(c)).map(([name, sent]) => [
      name,
      sent.filter((value) => typeof value === 'string'),
    ]),
  );
}

/** Its text fields; of several of one name the last. */
export async function readFields(c: Context<Env>): Promise<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(await readForm(c)).map(([name, sent]) => [name, sent.at(-1)]));
}

/** The one way in for forms of pages, files among them. Throws `malformed` for what is no form. */
async function parseForm(c: Context<Env>): Promise<Record<string, (string | File)[]>> {
  try {
    const body = await c.req.parseBody({ all: true });
    return Object.fromEntries(Object.entries(body).map(([name, sent]) => [name, [sent].flat()]));
  } catch (error) {
    // So the parser complains; what is too large is told by whoever measured it.
    if (!(error instanceof TypeError)) throw error;
    throw new HttpProblem('malformed', { detail: 'problems.refused.form_cannot_read' });
  }
}

export function textOf(values: Values, path: string): string {
  return values[path]?.[0]?.trim() ?? '';
}

interface Tree {
  [name: string]: unknown;
}

/**
 * What was sent in the shape a contract takes, put into `start`. An empty field is left out: it falls back to its
 * default.
 */
export function inputOf(fields: readonly Field[], values: Values, start: Tree = {}): Tree {
  const input = start;
  for (const field of fields) {
    const value = read(field, values);
    if (value !== undefined) put(input, field.path.split('.'), value);
  }
  return input;
}

function read(field: Field, values: Values): unknown {
  const text = textOf(values, field.path);
  if (field.kind === 'flag') return text !== '';
  // Blanks at its ends belong to it.
  if (field.kind === 'password') return values[field.path]?.[0];
  if (field.kind === 'choices') return values[field.path] ?? [];
  if (field.kind === 'lines') {
    return text
      .split('\n')
      .map((one) => one.trim())
      .filter((one) => one !== '');
  }
  if (text === '') return undefined;
  if (field.kind === 'number') return Number(text.replace(',', '.')) * (field.scale ?? 1);
  return field.kind === 'instant' ? `${text}:00${zoneSuffix()}` : text;
}

function put(tree: Tree, [first = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    tree[first] = value;
    return;
  }
  const known = tree[first];
  const below: Tree = isTree(known) ? known : {};
  tree[first] = below;
  put(below, rest, value);
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null;
}

/** A thing as it is now, to be changed in a form. */
export function valuesOf(fields: readonly Field[], thing: unknown): Values {
  return Object.fromEntries(
    fields.map((field) => {
      const step = (at: unknown, name: string): unknown => (isTree(at) ? at[name] : undefined);
      const value = field.path.split('.').reduce(step, thing);
      return [field.path, shown(field, value)];
    }),
  );
}

function shown(field: Field, value: unknown): string[] {
  if (value === undefined || value === null || value === false) return [];
  if (Array.isArray(value)) return field.kind === 'lines' ? [value.join('\n')] : value.map(String);
  if (field.kind === 'number') return [String(Number(value) / (field.scale ?? 1))];
  return [field.kind === 'instant' ? String(value).slice(0, 16) : String(value)];
}

type Outcome<T> =
  | { ok: true; value: T }
  | { ok: false; bad: Phrase; faults: Faults; status: ContentfulStatusCode; extra: ProblemExtra };

/** What is said on the page itself; anything else (no right, not there) is a page of its own. */
const SAID_HERE: readonly ProblemWord[] = [
  'invalid',
  'illegal-transition',
  'stale-version',
  'in-progress',
  'rate-limited',
  'unavailable',
];

/** Checks what was sent by the contract's own schema and does it. Refusals come back in words, at their fields. */
async function submit<S extends z.ZodType, T>(
  { schema, fields, input }: { schema: S; fields: readonly Field[]; input: unknown },
  act: (input: z.output<S>) => Promise<T>,
): Promise<Outcome<T>> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) {
    const paths = parsed.error.issues.map(({ path }) => path.map(String).join('.'));
    const faults = new Map(paths.map((path) => faultAt(fields, path)));
    return { ok: false, bad: 'pages.form.check_marked', faults, status: 422, extra: {} };
  }
  try {
    return { ok: true, value: await act(parsed.data) };
  } catch (error) {
    if (!(error instanceof HttpProblem) || !SAID_HERE.includes(error.word)) throw error;
    const bad = problemSaid(error.word, error.extra).detail;
    const faults = new Map((error.extra.errors ?? []).map(({ path }) => [path, bad]));
    return { ok: false, bad, faults, status: PROBLEMS[error.word], extra: error.extra };
  }
}

/** As it was sent and refused, for the page to be drawn again with it. */
export interface Refused {
  filled: Filled;
  bad: Phrase;
}

interface Asked<S> {
  schema: S;
  fields: readonly Field[];
  /** Where what is meant is more than what the fields hold. */
  input?: (values: Values) => unknown;
}

/** The form that a call carries, read and {@link submit}ted. */
export async function takeForm<S extends z.ZodType, T>(
  c: Context<Env>,
  { schema, fields, input = (values) => inputOf(fields, values) }: Asked<S>,
  act: (input: z.output<S>, values: Values) => Promise<T>,
): Promise<{ ok: true; value: T } | { ok: false; refused: Refused; status: ContentfulStatusCode }> {
  const values = await readForm(c);
  const outcome = await submit({ schema, fields, input: input(values) }, (meant) => act(meant, values));
  if (outcome.ok) return outcome;
  const { bad, faults, status, extra } = outcome;
  sayWhen(c, extra);
  return { ok: false, refused: { filled: { values, faults }, bad }, status };
}

/** At the field itself, or at the one that holds it (`channels.0` is refused at `channels`). */
function faultAt(fields: readonly Field[], path: string): [string, Phrase] {
  const field = fields.find((one) => path === one.path || path.startsWith(`${one.path}.`));
  return [field?.path ?? path, field?.hint ?? 'pages.form.not_right'];
}

/**
 * A search sends its empty fields too: they ask for nothing. `changed` takes the place of what a form writes otherwise
 * than the contract. Throws 422.
 */
export function queryOf<S extends z.ZodType>(
  c: Context<Env>,
  schema: S,
  changed: Readonly<Record<string, unknown>> = {},
): z.output<S> {
  const asked = Object.entries(c.req.query()).filter(([, value]) => value.trim() !== '');
  return checked(schema, { ...Object.fromEntries(asked), ...changed });
}

/** What was done just before the page was led to: `?sudah=disabled`. */
export function doneOf<D extends string>(
  c: Context<Env>,
  dones: readonly D[],
  phraseOf: (done: D) => Phrase,
): Phrase | undefined {
  const done = dones.find((one) => one === c.req.query('sudah'));
  return done && phraseOf(done);
}
