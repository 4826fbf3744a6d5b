/** The metadata of a photo as blocks of bytes, whatever container they came in. */
export interface Blocks {
  /** The TIFF structure that holds EXIF, from its byte order mark on. */
  tiff: Uint8Array | null;
  /** XMP packets, UTF-8. */
  xmp: Uint8Array | null;
  /** IPTC IIM records. */
  iptc: Uint8Array | null;
  /** Content Credentials (C2PA), as stored. */
  claims: Uint8Array | null;
  /** Plain texts of a PNG: exiftool writes Make, Model and Software there rather than into EXIF. */
  texts: { keyword: string; text: string }[];
  /** Blocks that a PNG keeps deflated, by keyword; inflating is the platform's business. */
  deflated: { keyword: string; data: Uint8Array }[];
}
