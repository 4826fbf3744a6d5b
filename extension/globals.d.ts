/** True in builds for end-to-end tests: shadow roots are open there, because Playwright sees no closed ones. */
declare const __E2E__: boolean;
/** Of libheif's JavaScript interface the part in use; its own types describe the C functions below it. */
declare module 'libheif-js/libheif-wasm/libheif.js' {
  export interface HeifImage {
    /** px as shown, after the turns and crops that the file itself demands. */
    get_width(): number;
    get_height(): number;
    is_primary(): boolean;
    /** Fills `target.data` with RGBA and hands it back; null where the pixels cannot be decoded. */
    display<T extends { data: Uint8ClampedArray; width: number; height: number }>(
      target: T,
      done: (filled: T | null) => void,
    ): void;
    free(): void;
  }

  interface LibHeif {
    HeifDecoder: new () => { decode(bytes: ArrayBuffer): HeifImage[] };
  }

  /** Compiles the module before it returns: a worker may, a page may not. */
  export default function libheif(options: { wasmBinary: ArrayBuffer }): LibHeif;
}
