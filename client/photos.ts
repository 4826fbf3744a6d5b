/** A photo in pieces: after each break the service is asked how far it came, and the rest follows. */
import { type Client, ProblemError } from '#shared/contract/client.ts';
import { type LoosePhoto, type PhotoUpload, TUS_TYPE, TUS_VERSION } from '#shared/contract/photos.ts';
import { isPassing, tryAgain } from './retry.ts';

export interface UploadOptions {
  /** Of an upload that was begun before: it goes on, also after the page was closed meanwhile. */
  id?: string;
  /** Bytes of a piece; default 512 kB. */
  pieceBytes?: number;
  /** After the start and each piece; keep `id` to go on with later. */
  onProgress?: (upload: PhotoUpload) => void;
  /** How often each piece is tried again. */
  retries?: number;
  signal?: AbortSignal;
}

const PIECE_BYTES = 512 * 1024;
const TUS = { 'tus-resumable': TUS_VERSION };

export async function uploadPhoto(
  call: Client['call'],
  photo: Blob,
  { id, pieceBytes = PIECE_BYTES, onProgress, retries = 0, signal }: UploadOptions,
): Promise<LoosePhoto> {
  const by = signal ? { signal } : {};
  const ask = async (of: string): Promise<PhotoUpload> =>
    (await call('getUpload', { params: { id: of }, ...by })).data;
  const begin = async (): Promise<PhotoUpload> => {
    const headers = { ...TUS, 'upload-length': String(photo.size) };
    return (await call('startUpload', { headers, ...by })).data;
  };

  /** Answers how far it is then. */
  async function sendNext(upload: PhotoUpload): Promise<PhotoUpload> {
    const end = Math.min(upload.offset + pieceBytes, photo.size);
    await call('continueUpload', {
      params: { id: upload.id },
      upload: photo.slice(upload.offset, end, TUS_TYPE),
      headers: { ...TUS, 'upload-offset': String(upload.offset) },
      ...by,
    });
    return end < photo.size ? { ...upload, offset: end } : ask(upload.id);
  }

  let upload = id === undefined ? await begin() : await ask(id);
  for (;;) {
    onProgress?.(upload);
    const { id: photoId, sha256, expiresAt } = upload;
    if (sha256 !== undefined) return { id: photoId, sha256, expiresAt };
    let isCut = false;
    upload = await tryAgain(
      async () => {
        // Part of the piece may have come.
        if (isCut) upload = await ask(photoId);
        isCut = true;
        return upload.sha256 === undefined ? sendNext(upload) : upload;
      },
      retries,
      isCutOff,
      signal,
    );
  }
}

function isCutOff(error: unknown): boolean {
  // What a proxy hands on of a line that broke is half a request; what came late, an offset of before.
  return (
    isPassing(error) || (error instanceof ProblemError && ['malformed', 'wrong-offset'].includes(error.word))
  );
}
