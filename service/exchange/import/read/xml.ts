/** XML as a stream of what opens, closes and stands between. No document type, hence no entities of a file's own. */
import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';
import { UnreadableFile } from './source.ts';

export interface Handler {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text(text: string): void;
  close(name: string): void;
}

/** Names come without their prefix. After each piece of the file the caller may take what was found. */
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
