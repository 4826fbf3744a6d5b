/** JSON: an array of reports, or one report a line (NDJSON). Nested names are written with a dot (`tstatus.name`). */
import { JSONParser } from '@streamparser/json';
import { type ColumnUnderstood, type ImportColumn, REQUIRED_COLUMNS } from '#shared/contract/imports.ts';
import { headingOf, type Said } from '#shared/exchange/columns.ts';
import {
  type FileRecord,
  linesOf,
  type Reader,
  type Source,
  textOf,
  UnreadableFile,
  type Wanted,
} from './source.ts';

const LONGEST_LINE = 4 * 1024 * 1024;
/** Any of them may be broken. */
const LINES_LOOKED_AT = 20;

/** Names beyond these are nobody's columns. */
const MOST_NAMES = 1_000;

export function readJson(source: Source, { naming }: Wanted): Reader {
  const said = naming([]);
  return async function* (notes) {
    const columns = new Map<string, ColumnUnderstood>();
    const learn = (name: string): ColumnUnderstood | undefined => {
      const [found] = headingOf([name], () => said).columns;
      if (!found || columns.size >= MOST_NAMES) return undefined;
      // What somebody said is another name's is none of this one's.
      const isTaken = found.by === 'heading' && Object.values(said?.columns ?? {}).includes(found.column);
      const column =
        isTaken && !Object.hasOwn(said?.columns ?? {}, name) ? { ...found, column: null } : found;
      columns.set(name, column);
      notes.columns([column]);
      return column;
    };
    const taken = (value: unknown, line: number): FileRecord => {
      if (!isObject(value)) return { line, broken: true };
      const cells = new Map<ImportColumn, string | number>();
      const written = new Map(flat(value));
      for (const [name, cell] of written) {
        const column = (columns.get(name) ?? learn(name))?.column ?? null;
        // Of two names for one column the first counts.
        if (column !== null && !cells.has(column)) cells.set(column, cell);
      }
      notes.row?.([...columns.keys()].map((name) => written.get(name) ?? ''));
      return { line, cells };
    };
    for await (const { line, value } of await valuesOf(source, said)) yield taken(value, line);
  };
}

type Found = { line: number; value: unknown };
type Test = (value: unknown) => boolean;

/** An array's elements, a record a line, or the list that some object around it holds. */
async function valuesOf(source: Source, said: Said | undefined): Promise<AsyncGenerator<Found>> {
  if (await isArray(source)) return elementsOf(source, '$.*');
  const isReport: Test = (value) => isObject(value) && headingOf(namesOf(value), () => said).isWhole;
  // By other names it is asked about.
  const mayBe: Test = (value) => isObject(value) && namesOf(value).length >= REQUIRED_COLUMNS.length;
  // An object that goes on over more lines may hold a list with a record on each.
  if (!(await opensWhole(source))) {
    const inside = await pathOf(source, isReport);
    if (inside?.includes('*')) return elementsOf(source, inside);
  }
  if (await isOneALine(source, isReport)) return documentsOf(source);
  const path = (await pathOf(source, isReport)) ?? (await pathOf(source, mayBe));
  if (path?.includes('*')) return elementsOf(source, path);
  if (await isOneALine(source, mayBe)) return documentsOf(source);
  if (path === null) throw new UnreadableFile('kepala_tidak_dikenal');
  return elementsOf(source, path);
}

async function isArray(source: Source): Promise<boolean> {
  for await (const text of textOf(source)) {
    const start = text.replace(/^\uFEFF/, '').trimStart();
    if (start !== '') return start.startsWith('[');
  }
  return false;
}

/** The first line that is not empty is a value by itself. */
async function opensWhole(source: Source): Promise<boolean> {
  for await (const { text, whole } of linesOf(source, LONGEST_LINE)) {
    if (text.trim() !== '') return whole && parsed(text) !== undefined;
  }
  return false;
}

/** One of the first lines is a record by itself. */
async function isOneALine(source: Source, test: Test): Promise<boolean> {
  let looked = 0;
  for await (const { text, whole } of linesOf(source, LONGEST_LINE)) {
    if (whole && test(parsed(text))) return true;
    if (++looked >= LINES_LOOKED_AT) break;
  }
  return false;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function namesOf(value: object): string[] {
  return [...flat(value)].map(([name]) => name);
}

/** Where the first record lies: `$.data.items.*` for one of a list. Null where there is none. */
async function pathOf(source: Source, test: Test): Promise<string | null> {
  let path: string | null = null;
  const parser = new JSONParser({ paths: ['$', '$.*', '$.*.*', '$.*.*.*'], keepStack: true });
  parser.onValue = ({ value, key, stack }) => {
    if (path !== null || !test(value)) return;
    const keys = [...stack.slice(1).map((one) => one.key), key];
    path = ['$', ...keys.flatMap((one) => (one === undefined ? [] : isName(one) ? one : '*'))].join('.');
  };
  let isBroken = false;
  parser.onError = () => {
    isBroken = true;
  };
  let length = 0;
  for await (const text of textOf(source)) {
    parser.write(text);
    length += text.length;
    if (path !== null || isBroken || length > LONGEST_LINE) break;
  }
  return path;
}

/** A place in a list, or a name that a path could not say. */
function isName(key: string | number): key is string {
  return typeof key === 'string' && /^\w+$/.test(key);
}

async function* documentsOf(source: Source): AsyncGenerator<Found> {
  let line = 0;
  for await (const { text, whole } of linesOf(source, LONGEST_LINE)) {
    line++;
    if (text.trim() === '') continue;
    yield { line, value: whole ? parsed(text) : undefined };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

/** Of an array the element counts as the line. Broken JSON ends the reading: nothing tells where the next begins. */
async function* elementsOf(source: Source, path: string): AsyncGenerator<Found> {
  const found: Found[] = [];
  let element = 0;
  const parser = new JSONParser({ paths: [path], keepStack: false });
  parser.onValue = ({ value }) => found.push({ line: ++element, value });
  let isBroken = false;
  parser.onError = () => {
    isBroken = true;
  };
  for await (const text of textOf(source)) {
    parser.write(text);
    yield* found.splice(0);
    if (isBroken) throw new UnreadableFile('berkas_rusak');
  }
  if (!parser.isEnded) throw new UnreadableFile('berkas_rusak');
}

function* flat(value: object, before = ''): Generator<[string, string | number]> {
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner === 'string' || typeof inner === 'number') yield [before + name, inner];
    else if (typeof inner === 'boolean') yield [before + name, String(inner)];
    else if (typeof inner === 'object' && inner !== null && before === '') yield* flat(inner, `${name}.`);
  }
}
