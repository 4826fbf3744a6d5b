/** JSON: an array of reports, or one report a line (NDJSON). Nested names are written with a dot (`tstatus.name`). */
import { JSONParser } from '@streamparser/json';
import { columnNamed, headingOf, type ImportColumn } from '#shared/exchange/columns.ts';
import { type FileRecord, linesOf, type Reader, type Source, textOf, UnreadableFile } from './source.ts';

const LONGEST_LINE = 4 * 1024 * 1024;
/** Any of them may be broken. */
const LINES_LOOKED_AT = 20;

export function readJson(source: Source): Reader {
  return async function* (notes) {
    const seen = new Set<string>();
    const taken = (value: unknown, line: number): FileRecord => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return { line, broken: true };
      const cells = new Map<ImportColumn, string | number>();
      for (const [name, cell] of flat(value)) {
        const column = columnNamed(name);
        if (column !== undefined && !cells.has(column)) cells.set(column, cell);
        else if (column === undefined && !seen.has(name)) notes.ignored([name]);
        seen.add(name);
      }
      return { line, cells };
    };
    for await (const { line, value } of await valuesOf(source)) yield taken(value, line);
  };
}

type Found = { line: number; value: unknown };

/** An array's elements, a report a line, or the list that some object around it holds. */
async function valuesOf(source: Source): Promise<AsyncGenerator<Found>> {
  if (await isArray(source)) return elementsOf(source, '$.*');
  if (await isOneALine(source)) return documentsOf(source);
  const path = await pathOfReports(source);
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

/** One of the first lines is a report by itself. */
async function isOneALine(source: Source): Promise<boolean> {
  let looked = 0;
  for await (const { text, whole } of linesOf(source, LONGEST_LINE)) {
    if (whole && isReport(parsed(text))) return true;
    if (++looked >= LINES_LOOKED_AT) break;
  }
  return false;
}

function isReport(value: unknown): value is object {
  return (
    typeof value === 'object' && value !== null && headingOf([...flat(value)].map(([name]) => name)) !== null
  );
}

/** Where the first report lies: `$.data.items.*` for one of a list. Null where there is none. */
async function pathOfReports(source: Source): Promise<string | null> {
  let path: string | null = null;
  const parser = new JSONParser({ paths: ['$', '$.*', '$.*.*', '$.*.*.*'], keepStack: true });
  parser.onValue = ({ value, key, stack }) => {
    if (path !== null || !isReport(value)) return;
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
  if (isBroken && path === null) throw new UnreadableFile('berkas_rusak');
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
