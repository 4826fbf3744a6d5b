/** Of libheif's JavaScript interface the part in use; its own types leave these answers open. */
declare module 'libheif-js/libheif-wasm/libheif.js' {
  type Opaque = object & { code?: never };

  /** One of libheif's errors; `value` 0 is none. */
  export interface Status {
    code: { value: number };
    subcode: { value: number };
  }

  interface Channel {
    width: number;
    height: number;
    /** Bytes from one row to the next. */
    stride: number;
    /** Lies in the memory of the module. */
    data: Uint8Array;
  }

  interface LibHeif {
    heif_colorspace: { heif_colorspace_RGB: object };
    heif_chroma: { heif_chroma_interleaved_RGB: object };
    heif_context_alloc(): object;
    heif_context_read_from_memory(context: object, bytes: Uint8Array): Status;
    heif_js_context_get_primary_image_handle(context: object): Opaque | Status;
    /** px as shown, after the turns and crops that the file itself demands. */
    heif_image_handle_get_width(image: Opaque): number;
    heif_image_handle_get_height(image: Opaque): number;
    heif_js_decode_image2(
      image: Opaque,
      colorspace: object,
      chroma: object,
    ): { channels: Channel[]; code?: never } | Status;
  }

  /** Compiles the module before it returns. */
  export default function libheif(options: { wasmBinary: Uint8Array }): LibHeif;
}
