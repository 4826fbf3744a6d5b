/** One call over the wire, as it is and no longer than a bound. */
import { request } from 'node:http';
import { connect } from 'node:net';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { Call } from './calls.ts';

/** Checks of photos may take fifteen seconds, and a machine that others use stretches them tenfold. */
const BOUND_MS = 180_000;
/** Of a stream that never ends, what comes at first. */
const ENDLESS = 'text/event-stream';

export interface Answer {
  /** 0: none came, as our own line was cut or the call was none that HTTP knows. */
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
  ms: number;
}

class HangError extends Error {}

export class Wire {
  readonly #origin: URL;
  constructor(origin: string) {
    this.#origin = new URL(origin);
  }

  /** Throws where the line breaks though nobody on our side cut it, or where nothing comes within the bound. */
  send({ method, path, headers, body, cutAfter }: Call): Promise<Answer> {
    const since = performance.now();
    const { hostname, port } = this.#origin;
    return new Promise((resolve, reject) => {
      const isCut = cutAfter !== undefined;
      const none = (): void =>
        resolve({ status: 0, headers: {}, body: Buffer.alloc(0), ms: performance.now() - since });
      const call = request({ hostname, port, method, path, headers, agent: false });
      const bound = setTimeout(() => {
        call.destroy();
        reject(new HangError(`No answer within ${BOUND_MS / 1_000} s`));
      }, BOUND_MS);
      const end = (finish: () => void): void => {
        clearTimeout(bound);
        finish();
      };
      call.on('error', (error) => end(isCut || isTooMuch(error, body) ? none : () => reject(error)));
      call.on('response', (answer) => {
        const chunks: Buffer[] = [];
        const told = (): void =>
          end(() =>
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              body: unpacked(Buffer.concat(chunks), answer.headers['content-encoding']),
              ms: performance.now() - since,
            }),
          );
        if (answer.headers['content-type'] === ENDLESS) {
          told();
          call.destroy();
          return;
        }
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', told);
        answer.on('error', (error) => end(isCut ? none : () => reject(error)));
      });
      if (!isCut) call.end(body);
      else
        call.write(body?.subarray(0, cutAfter) ?? '', () => {
          call.destroy();
          end(none);
        });
    });
  }

  /** Bytes that need not be HTTP; resolves when the service hangs up, or after what a patient server may wait for more. */
  raw(bytes: string | Buffer): Promise<void> {
    return new Promise((resolve) => {
      const line = connect(Number(this.#origin.port), this.#origin.hostname, () => {
        line.end(bytes);
      });
      line.setTimeout(1_000, () => line.destroy());
      line.on('error', () => {});
      line.on('close', () => resolve());
      line.resume();
    });
  }
}

/** The service said no and hung up before all of it was sent. */
function isTooMuch({ code }: NodeJS.ErrnoException, body: Buffer | undefined): boolean {
  return (code === 'EPIPE' || code === 'ECONNRESET') && (body?.length ?? 0) > 32 * 1024;
}

const UNPACK: Record<string, (bytes: Buffer) => Buffer> = {
  gzip: gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

function unpacked(bytes: Buffer, encoding: string | undefined): Buffer {
  return bytes.length === 0 ? bytes : (UNPACK[encoding ?? '']?.(bytes) ?? bytes);
}
