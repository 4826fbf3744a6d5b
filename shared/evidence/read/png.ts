/** PNG: EXIF in `eXIf`, XMP in a text chunk, the rest as ImageMagick's and exiftool's deflated "raw profiles". */
import { type Blocks, iptcOf } from './blocks.ts';
import { latin1, u32, utf8 } from './bytes.ts';
import GENERATORS from './generators.json' with { type: 'json' };

const XMP_KEYWORD = 'XML:com.adobe.xmp';
const RAW_PROFILES = ['Raw profile type exif', 'Raw profile type APP1', 'Raw profile type iptc'];

/** Texts that are long enough for their writers to deflate them. */
const GENERATOR_TEXTS = ['parameters', ...GENERATORS.textKeywords, ...GENERATORS.jsonKeywords];

/** Enough for every program that ever signed a file; the rest is not looked at. */
const [MAX_TEXTS, TEXT_LIMIT] = [50, 16_000];

export function pngBlocks(bytes: Uint8Array): Blocks {
  const blocks: Blocks = { tiff: null, xmp: null, iptc: null, claims: null, texts: [], deflated: [] };
  for (const { type, body } of pngChunks(bytes)) {
    if (type === 'eXIf') blocks.tiff ??= body;
    else if (type === 'caBX') blocks.claims ??= body;
    else if (type === 'tEXt') readText(body, blocks);
    else if (type === 'iTXt') readInternationalText(body, blocks);
    else if (type === 'zTXt') readDeflatedText(body, blocks);
  }
  return blocks;
}

/** Up to the first that is not whole. */
export function* pngChunks(bytes: Uint8Array): Generator<{ type: string; body: Uint8Array }> {
  for (let at = 8; ; ) {
    const length = u32(bytes, at);
    if (length === undefined || at + 8 + length > bytes.length) return;
    yield { type: latin1(bytes.subarray(at + 4, at + 8)), body: bytes.subarray(at + 8, at + 8 + length) };
    at += 12 + length;
  }
}

/** Keyword, NUL, text. */
function readText(body: Uint8Array, blocks: Blocks): void {
  const end = body.indexOf(0);
  if (end < 0 || blocks.texts.length === MAX_TEXTS) return;
  const text = latin1(body.subarray(end + 1, end + 1 + TEXT_LIMIT));
  blocks.texts.push({ keyword: latin1(body.subarray(0, end)), text });
}

/** Keyword, flag, method, language, translated keyword, text; the first four end with NUL. */
function readInternationalText(body: Uint8Array, blocks: Blocks): void {
  const keywordEnd = body.indexOf(0);
  if (keywordEnd < 0) return;
  const keyword = latin1(body.subarray(0, keywordEnd));
  const languageEnd = body.indexOf(0, keywordEnd + 3);
  const translatedEnd = body.indexOf(0, languageEnd + 1);
  if (languageEnd < 0 || translatedEnd < 0) return;
  const text = body.subarray(translatedEnd + 1);
  const plain = body[keywordEnd + 1] === 0;
  if (keyword !== XMP_KEYWORD) {
    if (plain && blocks.texts.length < MAX_TEXTS) {
      blocks.texts.push({ keyword, text: utf8(text.subarray(0, TEXT_LIMIT)) });
    } else if (!plain && GENERATOR_TEXTS.includes(keyword)) blocks.deflated.push({ keyword, data: text });
  } else if (plain) blocks.xmp ??= text;
  else blocks.deflated.push({ keyword: XMP_KEYWORD, data: text });
}

function readDeflatedText(body: Uint8Array, blocks: Blocks): void {
  const keywordEnd = body.indexOf(0);
  const keyword = latin1(body.subarray(0, Math.max(0, Math.min(keywordEnd, 79))));
  if (!RAW_PROFILES.includes(keyword) && !GENERATOR_TEXTS.includes(keyword)) return;
  blocks.deflated.push({ keyword, data: body.subarray(keywordEnd + 2) });
}

/** Puts an inflated block where it belongs; what the file also says openly leads. */
export function withInflated(blocks: Blocks, keyword: string, data: Uint8Array): Blocks {
  if (keyword === XMP_KEYWORD) return { ...blocks, xmp: blocks.xmp ?? data };
  if (GENERATOR_TEXTS.includes(keyword)) {
    return { ...blocks, texts: [...blocks.texts, { keyword, text: latin1(data.subarray(0, TEXT_LIMIT)) }] };
  }
  const profile = rawProfile(latin1(data));
  if (profile === null) return blocks;
  if (keyword.endsWith('iptc')) return { ...blocks, iptc: blocks.iptc ?? iptcOf(profile) ?? profile };
  const text = latin1(profile.subarray(0, 4));
  return { ...blocks, tiff: blocks.tiff ?? (text === 'Exif' ? profile.subarray(6) : profile) };
}

/** Name, length, then hexadecimal digits broken into lines. */
function rawProfile(text: string): Uint8Array | null {
  const parts = /^\s*[\w ]+\n\s*(\d+)\s*\n([\da-fA-F\s]*)$/.exec(text.trimEnd());
  const digits = parts?.[2]?.replace(/\s+/g, '') ?? '';
  if (digits.length < 2) return null;
  const bytes = new Uint8Array(digits.length >> 1);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}
