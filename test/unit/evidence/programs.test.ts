/** The names and marks by which a file tells on itself, each of them walked. */
import { describe, expect, it } from 'vitest';
import { NO_EXIF } from '#shared/evidence/read/exif.ts';
import { readMarks } from '#shared/evidence/read/marks.ts';
import { AI_SOURCE_TYPES, EDITORS } from '#shared/evidence/read/programs.ts';

describe('marks', () => {
  const blocks = { tiff: null, xmp: null, iptc: null, claims: null, texts: [], deflated: [] };
  const marksOf = (software: string, xmp = '') =>
    readMarks({ ...NO_EXIF, ifd0: { 305: software } }, blocks, xmp);

  it.each(EDITORS)('name the editor %s, with a version behind it, in any case', (editor) => {
    expect(editor.length).toBeGreaterThan(3);
    for (const written of [
      editor,
      `${editor}2`,
      `Adobe ${editor.toLowerCase()} 25.5`,
      `(${editor.toUpperCase()})`,
    ]) {
      expect(marksOf(written).editor).toBe(editor);
    }
    for (const written of [`${editor}x`, `x${editor}`, `9${editor}`])
      expect(marksOf(written).editor).toBeNull();
  });

  it.each(AI_SOURCE_TYPES)('name the source type %s at the end of its address', (type) => {
    expect(type).toMatch(/^(?:composite|trained|algorithmic)/);
    const declared = (value: string) => marksOf('', `<x DigitalSourceType="${value}"/>`).aiMark;
    for (const value of [type, `http://cv.iptc.org/newscodes/${type}`, `digsrctype:${type.toUpperCase()}`]) {
      expect(declared(value)?.toLowerCase()).toBe(type.toLowerCase());
    }
    expect(declared(`${type}x`)).toBeNull();
  });
});
