/** JSON: an array of reports, or one report a line (NDJSON). Nested names are written with a dot (`tstatus.name`). */
import { JSONParser } from '@streamparser/json';
import { columnNamed, type ImportColumn } from '#shared/exchange/columns.ts';
import { type FileRecord, linesOf, type Reader, type Source, textOf, UnreadableFile } from './source.ts';

const LONGEST_LINE = 4 * 1024 * 1024;

export function readJson(source: Source): Reader {
  return async function* (ignored) {
    const seen = new Set<string>();
    const taken = (value: unknown, line: number): FileRecord => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return { line, broken: true };
      const cells = new Map<ImportColumn, string | number>();
      for (const [name, cell] of flat(value)) {
        const column = columnNamed(name);
        if (column !== undefined && !cells.has(column)) cells.set(column, cell);
        else if (column === undefined && !seen.has(name)) ignored([name]);
        seen.add(name);
      }
      return { line, cells };
    };
    const values = (await isArray(source)) ? elementsOf(source) : documentsOf(source);
    for await (const { line, value } of values) yield taken(value, line);
  };
}

type Found = { line: number; value: unknown };

async function isArray(source: Source): Promise<boolean> {
  for await (const text of textOf(source)) {
    const start = text.trimStart();
    if (start !== '') return start.startsWith('[');
  }
  return false;
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
async function* elementsOf(source: Source): AsyncGenerator<Found> {
  const found: Found[] = [];
  let element = 0;
  const parser = new JSONParser({ paths: ['$.*'], keepStack: false });
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
