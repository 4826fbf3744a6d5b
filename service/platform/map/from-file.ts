/** Tiles of a PMTiles file on this disk: nobody outside learns of any. */
import { type FileHandle, open } from 'node:fs/promises';
import { Compression, type Header, PMTiles, type Source, TileType } from 'pmtiles';
import { ConfigError } from '../settings.ts';
import { pictureType, SourceAway, type TileSource } from './tile.ts';

/** Throws a {@link ConfigError} that says what is wrong with the file. */
export async function openFromFile(file: string): Promise<TileSource> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new ConfigError(`MAP_TILES: ${file} cannot be read${code}`);
  });
  const archive = new PMTiles(sourceOf(handle, file));
  try {
    const { minZoom, maxZoom } = await headerOf(archive, file);
    return {
      minZoom,
      maxZoom,
      async tile({ z, x, y }) {
        const found = await archive.getZxy(z, x, y).catch((error: unknown) => {
          throw new SourceAway('file', error);
        });
        if (!found) return null;
        const bytes = new Uint8Array(found.data);
        const type = pictureType(bytes);
        if (type === null) throw new SourceAway('no picture');
        return { bytes, type };
      },
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

const WANTED = 'raster tiles (PNG, JPEG, WebP or AVIF) are wanted: docs/operating.md says how to make them';

async function headerOf(archive: PMTiles, file: string): Promise<Header> {
  const header = await archive.getHeader().catch(() => {
    throw new ConfigError(`MAP_TILES: ${file} is no PMTiles file of version 3, or it is cut off; ${WANTED}`);
  });
  const { tileType, tileCompression } = header;
  if (tileType === TileType.Mvt) throw new ConfigError(`MAP_TILES: ${file} holds vector tiles; ${WANTED}`);
  const isRaster = [TileType.Png, TileType.Jpeg, TileType.Webp, TileType.Avif].includes(tileType);
  if (!isRaster) throw new ConfigError(`MAP_TILES: ${file} does not say that it holds pictures; ${WANTED}`);
  // Pictures are packed already, and what unpacks them would do so without a bound.
  if (![Compression.None, Compression.Unknown].includes(tileCompression)) {
    throw new ConfigError(
      `MAP_TILES: ${file} packs its pictures once more; make it without tile compression`,
    );
  }
  return header;
}

/** Stays on the file it opened, also where another one is put in its place. */
function sourceOf(handle: FileHandle, file: string): Source {
  return {
    getKey: () => file,
    async getBytes(offset, length) {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, offset);
      return { data: new Uint8Array(buffer.subarray(0, bytesRead)).buffer };
    },
  };
}
