/** The worked cases as far as metadata tell: the committed photos, read as a browser reads them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import exifr from 'exifr';
import { describe, expect, it } from 'vitest';
import { judge } from '#shared/evidence/checks/judge.ts';
import { PhotoFacts, unreadableFacts } from '#shared/evidence/facts.ts';
import { metadataBlocks } from '#shared/evidence/read/containers.ts';
import { formatOf } from '#shared/evidence/read/format.ts';
import { metadataFacts } from '#shared/evidence/read/metadata.ts';
import { withInflated } from '#shared/evidence/read/png.ts';
import { EVIDENCE_POLICY } from '#shared/rules/evidence.ts';

interface Case {
  id: string;
  photo: string | null;
  narrative: string;
  report: { lat: number; lon: number; accuracyM?: number; reportedAt: string };
  submittedAt: string;
  expect: string[];
}

const FIXTURES = join(import.meta.dirname, '../../fixtures/evidence');
const cases: Case[] = ['cases.json', 'further.json'].flatMap((name) =>
  JSON.parse(readFileSync(join(FIXTURES, name), 'utf8')),
);

/** What only pixels and other reports tell. */
const BEYOND = ['PHOTO_REUSED', 'PHOTO_SIMILAR', 'BEFORE_AS_AFTER', 'NARRATIVE_DUPLICATE'];
const byMetadata = cases.filter(
  ({ id, expect: expected }) => id !== 'thumb-mismatch' && !expected.includes('PHOTO_UNREADABLE'),
);

async function read(name: string): Promise<{ facts: PhotoFacts; thumbnail: Uint8Array | null }> {
  const bytes = new Uint8Array(readFileSync(join(FIXTURES, 'photos', name)));
  const format = formatOf(bytes);
  const file = { sha256: name, bytes: bytes.length, format };
  if (format === null) return { facts: unreadableFacts(file, 'not_image'), thumbnail: null };
  const blocks = metadataBlocks(bytes, format);
  const whole = blocks.deflated.reduce(
    (found, { keyword, data }) => withInflated(found, keyword, new Uint8Array(inflateSync(data))),
    blocks,
  );
  const { facts, thumbnail } = await metadataFacts(
    whole,
    (tiff, options) => exifr.parse(tiff, options),
    EVIDENCE_POLICY,
  );
  const unseen = {
    unreadable: null,
    width: null,
    height: null,
    pixelsRead: false,
    thumbnailDifference: null,
  };
  return { facts: { ...facts, ...file, ...unseen }, thumbnail };
}

async function factsOf(id: string): Promise<PhotoFacts> {
  const found = cases.find((one) => one.id === id);
  return (await read(found?.photo ?? `no photo in case ${id}`)).facts;
}

describe('the evidence cases', () => {
  it.each(byMetadata)('$id: $expect', async ({ photo, narrative, report, submittedAt, expect: expected }) => {
    const facts = photo === null ? null : (await read(photo)).facts;
    const { reportedAt, ...point } = report;
    const findings = judge(
      {
        report: { point, reportedAt: Date.parse(reportedAt) },
        narrative,
        submittedAt: Date.parse(submittedAt),
        photos: facts === null ? [] : [facts],
      },
      EVIDENCE_POLICY,
    );
    const told = expected.filter((code) => !BEYOND.includes(code));
    expect(findings.map(({ code }) => code).sort()).toEqual(told.sort());
    if (facts) expect(PhotoFacts.parse(facts)).toEqual(facts);
  });
});

describe('one and the same photo', () => {
  it.each(['jpeg', 'png', 'webp', 'avif', 'heic'])('says the same as %s', async (format) => {
    expect(await factsOf(`${format}-good`)).toMatchObject({
      format,
      camera: 'Xiaomi Redmi Note 12',
      software: 'MIUI V14.0.6',
      takenAt: '2026-02-17T15:42:10+07:00',
      takenAtFrom: 'camera',
      fixAt: '2026-02-17T08:42:01.000Z',
      gps: 'usable',
      position: { lat: -6.127427650322387, lon: 106.7903, accuracyM: 15, accuracyFrom: 'assumed' },
    });
  });

  it('says nothing once its metadata are gone', async () => {
    const { sha256, bytes, ...facts } = await factsOf('heic-bare');
    const nothing = { ...unreadableFacts({ sha256, bytes, format: 'heic' }, 'damaged'), unreadable: null };
    expect({ sha256, bytes, ...facts }).toEqual(nothing);
  });
});

it.each([
  ['gps-xmp-conflict', { xmpPosition: { lat: -6.305, lon: 106.82 } }],
  ['heic-xmp-conflict', { xmpPosition: { lat: -6.2, lon: 106.79 } }],
  ['ai-generated', { aiMark: 'trainedAlgorithmicMedia', editor: null }],
  ['webp-ai', { aiMark: 'compositeWithTrainedAlgorithmicMedia' }],
  ['ai-credit-iptc', { aiMark: 'Edited with Google AI' }],
  ['ai-credit-xmp', { aiMark: 'Made with Google AI' }],
  ['ai-credit-png-profile', { aiMark: 'Generated with Imagen AI' }],
  ['edit-photoshop', { editor: 'Photoshop', software: 'Adobe Photoshop 25.5 (Windows)' }],
  ['editor-creator-tool', { editor: 'PicsArt', software: 'MIUI V14.0.6' }],
  ['editor-processing', { editor: 'GIMP', software: 'MIUI V14.0.6' }],
  ['editor-png-text', { editor: 'Photoshop', software: 'Adobe Photoshop 26.1 (Macintosh)' }],
  ['screenshot-jpg', { screenshot: true }],
  ['typed-position', { positionTyped: true }],
  ['void-status', { fixVoid: true }],
])('case %s is read as %j', async (id, facts) => {
  expect(await factsOf(id)).toMatchObject(facts);
});

it('a thumbnail is taken out of the block as it lies there', async () => {
  const [plain, small] = await Promise.all(
    ['thumb-match', 'jpeg-good'].map((id) => read(cases.find((one) => one.id === id)?.photo ?? id)),
  );
  expect(plain?.thumbnail).toHaveLength(1494);
  expect([...(plain?.thumbnail?.subarray(0, 2) ?? [])]).toEqual([0xff, 0xd8]);
  expect([...(plain?.thumbnail?.subarray(-2) ?? [])]).toEqual([0xff, 0xd9]);
  expect(small?.thumbnail).toBeNull();
});
