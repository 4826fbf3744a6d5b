/** Lays photos over one another off the main thread: two files in, the overlay or null out. */
import { type Overlay, overlayOf } from '#shared/evidence/pictures/overlay.ts';
import { RASTER_EDGE, type Raster } from '#shared/evidence/pictures/raster.ts';

export interface OverlayTask {
  id: number;
  below: Blob;
  above: Blob;
}

export interface OverlayAnswer {
  id: number;
  /** Width by height of the photo below; null where one of them cannot be opened. */
  shape: number | null;
  overlay: Overlay | null;
}

addEventListener('message', ({ data }: MessageEvent<OverlayTask>) => {
  void answer(data).then((found) => postMessage(found));
});

async function answer({ id, below, above }: OverlayTask): Promise<OverlayAnswer> {
  try {
    const [under, over] = await Promise.all([rasterOf(below), rasterOf(above)]);
    return { id, shape: under.width / under.height, overlay: overlayOf(under, over) };
  } catch {
    return { id, shape: null, overlay: null };
  }
}

/** Turned as it is shown, grey as CSS makes it grey. */
async function rasterOf(photo: Blob): Promise<Raster> {
  const picture = await createImageBitmap(photo);
  const scale = Math.min(1, RASTER_EDGE / Math.max(picture.width, picture.height));
  const [width, height] = [picture.width, picture.height].map((edge) =>
    Math.max(1, Math.round(edge * scale)),
  );
  if (width === undefined || height === undefined) throw new Error('a picture has two edges');
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('there is no canvas');
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, width, height);
  picture.close();
  const { data } = context.getImageData(0, 0, width, height);
  const grey = new Uint8Array(width * height);
  for (let i = 0; i < grey.length; i++) {
    const [red, green, blue] = [data[4 * i] ?? 0, data[4 * i + 1] ?? 0, data[4 * i + 2] ?? 0];
    grey[i] = Math.round(0.2126 * red + 0.7152 * green + 0.0722 * blue);
  }
  return { width, height, data: grey };
}
