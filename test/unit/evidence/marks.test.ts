/** What the metadata themselves declare: AI, an editor, a screenshot. */
import { describe, expect, it } from 'vitest';
import { NO_EXIF } from '#shared/evidence/read/exif.ts';
import { readMarks } from '#shared/evidence/read/marks.ts';
import { read } from './exif.ts';

const NO_BLOCKS = { tiff: null, xmp: null, iptc: null, claims: null, texts: [], deflated: [] };

describe('marks of AI and of editors', () => {
  it.each([
    ['trainedAlgorithmicMedia', true],
    ['http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia', true],
    ['digsrctype:algorithmicMedia', true],
    ['http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia/', true],
    ['http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture', false],
    ['http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicallyEnhanced', false],
    ['computationalCapture', false],
  ])('digital source type %s', async (type, ai) => {
    const element = await read({}, `<Iptc4xmpExt:DigitalSourceType>${type}</Iptc4xmpExt:DigitalSourceType>`);
    const resource = await read({}, `<Iptc4xmpExt:DigitalSourceType rdf:resource="${type}"/>`);
    const attribute = await read({}, `<rdf:Description Iptc4xmpExt:DigitalSourceType="${type}"/>`);
    for (const { aiMark } of [element, resource, attribute]) expect(aiMark !== null).toBe(ai);
  });

  it.each([
    ['Edited with Google AI', true],
    ['Created with Adobe Firefly AI', true],
    ['AI-generated', true],
    ['Made with love', false],
    ['Edited with Aipix', false],
    ['Kamera AI Redmi', false],
  ])('credit line %j', async (credit, ai) => {
    expect((await read({}, `<x photoshop:Credit="${credit}"/>`)).aiMark !== null).toBe(ai);
  });

  it.each([
    ['Adobe Photoshop 25.5 (Windows)', 'Photoshop'],
    ['GIMP2', 'GIMP'],
    ['paint.net 5.0.13', 'paint.net'],
    ['snapseed 2.0', 'Snapseed'],
    ['paintanet', null],
    ['HDR+ 1.0.570503588zd', null],
    ['A546EXXU7BXA2', null],
    ['Canvas', null],
  ])('software %j', async (software, editor) => {
    expect((await read({ ifd0: { 305: software } })).editor).toBe(editor);
  });

  it('a screenshot, whatever the character set of its comment', async () => {
    const utf16 = Uint8Array.from(
      [...'UNICODE\0', ...[...'Screenshot'].flatMap((c) => ['\0', c])].map((c) => c.charCodeAt(0)),
    );
    const ascii = new TextEncoder().encode('ASCII\0\0\0Screenshot');
    for (const comment of [utf16, ascii]) {
      expect((await read({ exif: { 37510: comment } })).screenshot).toBe(true);
    }
    expect((await read({ exif: { 37510: new TextEncoder().encode('ASCII\0\0\0foto') } })).screenshot).toBe(
      false,
    );
  });
});

describe('a credit of AI', () => {
  const marksOf = (texts: { iptc?: Uint8Array; png?: string }) =>
    readMarks(
      NO_EXIF,
      {
        ...NO_BLOCKS,
        iptc: texts.iptc ?? null,
        texts: texts.png === undefined ? [] : [{ keyword: 'Comment', text: texts.png }],
      },
      '',
    ).aiMark;
  const AI = 'Made with Google AI';
  const dataset = (record: number, set: number, text: string) =>
    Uint8Array.from([
      0x1c,
      record,
      set,
      text.length >> 8,
      text.length & 255,
      ...new TextEncoder().encode(text),
    ]);

  it.each([
    ['ImageDescription', { ifd0: { 270: AI } }],
    ['Artist', { ifd0: { 315: AI } }],
    ['Copyright', { ifd0: { 33432: AI } }],
    ['Software', { ifd0: { 305: AI } }],
    ['ProcessingSoftware', { ifd0: { 11: AI } }],
    ['UserComment', { exif: { 37510: new TextEncoder().encode(`ASCII\0\0\0${AI}`) } }],
  ])('is found in %s', async (_, parts) => {
    expect((await read(parts)).aiMark).toBe(AI);
  });

  it.each(['Credit', 'CreatorTool', 'Source', 'creator', 'rights', 'description', 'AISystemUsed'])(
    'is found in the XMP property %s',
    async (name) => {
      expect((await read({}, `<x:${name}>${AI}</x:${name}>`)).aiMark).toBe(AI);
    },
  );

  it.each([40, 65, 80, 110, 115, 116, 120])('is found in the IPTC dataset %d, behind others', (set) => {
    const whole = [...dataset(1, 90, '\x1b%G'), ...dataset(2, 5, 'Judul'), ...dataset(2, set, AI)];
    expect(marksOf({ iptc: Uint8Array.from(whole) })).toBe(AI);
  });

  it('is none in other datasets, records, or behind what is no dataset', () => {
    expect(marksOf({ iptc: dataset(2, 5, AI) })).toBeNull();
    expect(marksOf({ iptc: dataset(3, 110, AI) })).toBeNull();
    expect(marksOf({ iptc: Uint8Array.from([0, ...dataset(2, 110, AI)]) })).toBeNull();
    const extended = [
      0x1c,
      2,
      110,
      0x80,
      4,
      ...Array.from({ length: 0x8004 }, () => 32),
      ...dataset(2, 110, AI),
    ];
    expect(marksOf({ iptc: Uint8Array.from(extended) })).toBeNull();
    const longest = [
      0x1c,
      2,
      5,
      0x7f,
      0xff,
      ...Array.from({ length: 0x7fff }, () => 32),
      ...dataset(2, 110, AI),
    ];
    expect(marksOf({ iptc: Uint8Array.from(longest) })).toBe(AI);
  });

  it('is found in a text of a PNG', () => {
    expect(marksOf({ png: AI })).toBe(AI);
  });

  it.each([
    ['Dibuat dengan Gemini AI', true],
    ['diedit oleh AI', true],
    ['Dihasilkan dengan bantuan alat AI', true],
    ['Generated by AI', true],
    ['created using an AI tool', true],
    ['AI generated', true],
    ['AI-edited', true],
    ['AI created', true],
    ['Made with love. AI', false],
    ['Made with\nAI', false],
    [`Made with ${'x '.repeat(31)}AI`, false],
    ['unmade with AI', false],
    ['Made for AI', false],
    ['AI assisted', false],
    ['MAIgenerated', false],
  ])('%j: %s', (credit, ai) => {
    expect(marksOf({ png: credit }) !== null).toBe(ai);
  });
});

describe('the program', () => {
  const xmp = '<x xmp:CreatorTool="PicsArt 21"/>';
  const png = (...texts: [keyword: string, text: string][]) => ({
    tiff: null,
    xmp: null,
    iptc: null,
    claims: null,
    texts: texts.map(([keyword, text]) => ({ keyword, text })),
    deflated: [],
  });

  it('is that of EXIF, else that of a PNG’s text, else that of XMP', () => {
    const exif = { ...NO_EXIF, ifd0: { 305: 'MIUI' } };
    const texts = png(['Make', 'samsung'], ['Software', 'GIMP 2.10']);
    expect(readMarks(exif, texts, xmp)).toMatchObject({ software: 'MIUI', editor: 'PicsArt' });
    expect(readMarks(NO_EXIF, texts, xmp)).toMatchObject({ software: 'GIMP 2.10', editor: 'GIMP' });
    expect(readMarks(NO_EXIF, png(['Make', 'GIMP']), xmp)).toMatchObject({ software: 'PicsArt 21' });
    expect(readMarks(NO_EXIF, png(), '')).toEqual({
      software: null,
      editor: null,
      screenshot: false,
      aiMark: null,
    });
  });

  it('is told by two hundred letters at most', () => {
    expect(readMarks({ ...NO_EXIF, ifd0: { 305: 'x'.repeat(300) } }, png(), '').software).toHaveLength(200);
  });

  it('is a screenshot’s where a comment says so, in EXIF or in XMP', () => {
    expect(readMarks(NO_EXIF, png(), '<x exif:UserComment="Screenshot"/>').screenshot).toBe(true);
    expect(readMarks({ ...NO_EXIF, exif: { 37510: 'foto' } }, png(), '<x a="Screenshot"/>').screenshot).toBe(
      false,
    );
    expect(
      readMarks({ ...NO_EXIF, exif: { 37510: 'foto' } }, png(), '<x UserComment="SCREENSHOT"/>').screenshot,
    ).toBe(true);
  });

  it('declares AI by the last word of its source type, eighty letters of it at most', () => {
    const mark = (type: string) => readMarks(NO_EXIF, png(), `<x DigitalSourceType="${type}"/>`).aiMark;
    expect(mark('http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia')).toBe('algorithmicMedia');
    expect(mark('digsrctype:algorithmicMedia')).toBe('algorithmicMedia');
    expect(mark(`${'9'.repeat(90)} algorithmicMedia`)).toHaveLength(80);
    expect(readMarks(NO_EXIF, png(), '<x digitalSourceType="algorithmicMedia"/>').aiMark).toBe(
      'algorithmicMedia',
    );
  });

  it('declares no AI by what stands in a text beside', () => {
    expect(readMarks(NO_EXIF, png(['Title', 'Trotoar']), '<x Credit="Made with care"/>').aiMark).toBeNull();
  });
});

describe('a generator that names itself', () => {
  const png = (keyword: string, text: string) =>
    readMarks(NO_EXIF, { ...NO_BLOCKS, texts: [{ keyword, text }] }, '').aiMark;
  const A1111 =
    'a repaired street in Jakarta, photo\nNegative prompt: cars, blurry\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 512x512';

  it.each(['AISystemUsed', 'AIPromptInformation', 'AIPromptWriterName'])(
    'is found in the IPTC property %s, whatever it says there',
    async (name) => {
      expect((await read({}, `<Iptc4xmpExt:${name}>buatan sendiri</Iptc4xmpExt:${name}>`)).aiMark).toBe(
        'buatan sendiri',
      );
      expect((await read({}, `<rdf:Description Iptc4xmpExt:${name}="none"/>`)).aiMark).toBeNull();
    },
  );

  it.each([
    ['Midjourney v6.1', 'Midjourney'],
    ['Adobe Firefly 3', 'Adobe Firefly'],
    ['dall-e 3', 'DALL-E'],
    ['Leonardo.Ai', 'Leonardo.Ai'],
    ['ComfyUI', 'ComfyUI'],
    ['Grokking camera', null],
    ['Krea', null],
    ['Leonardo da Vinci', null],
    ['HDR+ 1.0.570503588zd', null],
  ])('is found by its name as software: %s', async (software, mark) => {
    expect((await read({ ifd0: { 305: software } })).aiMark).toBe(mark);
    expect((await read({}, `<xmp:CreatorTool>${software}</xmp:CreatorTool>`)).aiMark).toBe(mark);
  });

  it('is no place or person of that name in a caption', async () => {
    expect((await read({ ifd0: { 270: 'Jalan Imagen 3, dekat toko Kling AI' } })).aiMark).toBeNull();
  });

  it.each<[string, string, boolean]>([
    ['parameters', A1111, true],
    ['prompt', '{"3": {"inputs": {"seed": 5}, "class_type": "KSampler"}}', true],
    ['workflow', '{"nodes": [], "links": []}', true],
    ['invokeai_metadata', '{}', true],
    ['sd-metadata', '{}', true],
    ['Dream', '"a street" -s 50', true],
    ['prompt', 'siapkan foto', false],
    ['Comment', 'Steps: dua anak tangga diperbaiki', false],
    ['Description', 'Perbaikan dengan cfg lama', false],
  ])('is found by the settings it leaves in a PNG: %s, %s', (keyword, text, isFound) => {
    expect(png(keyword, text) !== null).toBe(isFound);
  });

  it.each(['UNICODE\0', 'ASCII\0\0\0'])(
    'is found by the settings behind a long prompt, coded as %s',
    async (code) => {
      const long = `${'jalan yang bersih, '.repeat(400)}${A1111}`;
      const coded = code.startsWith('U') ? [...long].flatMap((c) => ['\0', c]) : [...long];
      const comment = Uint8Array.from([...code, ...coded].map((c) => c.charCodeAt(0)));
      expect((await read({ exif: { 37510: comment } })).aiMark).not.toBeNull();
    },
  );
});
