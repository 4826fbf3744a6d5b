/** A spreadsheet's archive on disk, with bounds on what it may unpack to, and the XML that its parts are. */
import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';
import { type Entry, open, type ZipFile } from 'yauzl';
import { UnreadableFile } from './source.ts';

/** A spreadsheet has some twenty parts; a bomb has many, or few that unpack to gigabytes. */
const MOST_PARTS = 1_000;
const MOST_BYTES = 4 * 1024 * 1024 * 1024;
/** Rows of like cells shrink to a fiftieth; a bomb to a thousandth. Small parts say nothing. */
const MOST_RATIO = 200;
const SMALL = 1024 * 1024;

export type Archive = Awaited<ReturnType<typeof openArchive>>;

/** Throws {@link UnreadableFile} for what is broken or would unpack to too much. */
export async function openArchive(path: string) {
  const zip = await opened(path);
  const entries = new Map<string, Entry>();
  let bytes = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const { uncompressedSize, compressedSize } = entry;
      bytes += uncompressedSize;
      const isBomb = uncompressedSize > SMALL && uncompressedSize > compressedSize * MOST_RATIO;
      if (isBomb || bytes > MOST_BYTES || entries.size >= MOST_PARTS)
        throw new UnreadableFile('berkas_terlalu_besar');
      entries.set(entry.fileName, entry);
    }
  } catch (error) {
    zip.close();
    throw error instanceof UnreadableFile ? error : new UnreadableFile('berkas_rusak');
  }
  return {
    /** Null where there is no such part. A part that unpacks to more than it says ends with an error. */
    async part(name: string) {
      const entry = entries.get(name);
      return entry ? zip.openReadStreamPromise(entry) : null;
    },
    close: () => zip.close(),
  };
}

function opened(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    open(path, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error) reject(new UnreadableFile('berkas_rusak'));
      else resolve(zip);
    });
  });
}

/** What opens, closes and stands between. */
interface Handler {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text(text: string): void;
  close(name: string): void;
}

/**
 * Names come without their prefix. No document type, hence no entities of a file's own. After each piece of the file the caller may take what was found.
 */
export async function* readXml(stream: Readable, handler: Handler): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false });
  let fault: UnreadableFile | null = null;
  const refuse = (): void => {
    fault ??= new UnreadableFile('berkas_rusak');
  };
  parser.on('error', refuse);
  parser.on('doctype', refuse);
  parser.on('opentag', ({ name, attributes }) => handler.open(bare(name), attributes));
  parser.on('closetag', ({ name }) => handler.close(bare(name)));
  parser.on('text', (text) => handler.text(text));
  parser.on('cdata', (text) => handler.text(text));
  const decoder = new TextDecoder('utf-8');
  try {
    for await (const chunk of stream) {
      parser.write(decoder.decode(chunk, { stream: true }));
      if (fault) throw fault;
      yield;
    }
    parser.close();
  } catch {
    // Cut off, or not what it says it is.
    throw new UnreadableFile('berkas_rusak');
  }
  if (fault) throw fault;
  yield;
}

function bare(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
