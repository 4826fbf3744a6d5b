/**
 * A spreadsheet's table of strings. Cells refer to any of them in any order, and there may be a million: they go to a
 * file beside the import's own, memory keeps where each lies.
 */
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { type Archive, readXml } from './archive.ts';

export type SharedStrings = Awaited<ReturnType<typeof readSharedStrings>>;

const FLUSH_AT = 256 * 1024;
/** Statuses and categories come again in every row. */
const KEPT = 10_000;
const LONGEST_KEPT = 100;
/** Longer texts are refused afterwards: a report's has 10,000 characters. */
const LONGEST = 40_000;

export async function readSharedStrings(archive: Archive, path: string) {
  const file = openSync(path, 'w+', 0o600);
  let ends = new Float64Array(1_024);
  let count = 0;
  let size = 0;
  let written = 0;
  let waiting: Buffer[] = [];

  const flush = (): void => {
    for (const bytes of waiting) written += writeSync(file, bytes);
    waiting = [];
  };
  const add = (text: string): void => {
    const bytes = Buffer.from(text, 'utf8');
    waiting.push(bytes);
    size += bytes.length;
    if (count === ends.length) {
      const longer = new Float64Array(count * 2);
      longer.set(ends);
      ends = longer;
    }
    ends[count++] = size;
    if (size - written > FLUSH_AT) flush();
  };

  const stream = await archive.part('xl/sharedStrings.xml');
  if (stream) {
    let text = '';
    let inText = false;
    let inPhonetic = false;
    const handler = {
      open(name: string) {
        if (name === 'si') text = '';
        if (name === 't') inText = true;
        if (name === 'rPh') inPhonetic = true;
      },
      text(part: string) {
        if (inText && !inPhonetic && text.length < LONGEST) text += part;
      },
      close(name: string) {
        if (name === 't') inText = false;
        if (name === 'rPh') inPhonetic = false;
        if (name === 'si') add(text);
      },
    };
    for await (const _ of readXml(stream, handler));
  }
  flush();

  const kept = new Map<number, string>();
  return {
    /** Empty for one that is not there. */
    at(index: number) {
      const known = kept.get(index);
      if (known !== undefined) return known;
      const end = index < count ? ends[index] : undefined;
      if (end === undefined) return '';
      const start = index === 0 ? 0 : (ends[index - 1] ?? 0);
      const bytes = Buffer.alloc(end - start);
      readSync(file, bytes, 0, bytes.length, start);
      const text = bytes.toString('utf8');
      if (kept.size < KEPT && text.length <= LONGEST_KEPT) kept.set(index, text);
      return text;
    },
    close() {
      closeSync(file);
      rmSync(path, { force: true });
    },
  };
}
