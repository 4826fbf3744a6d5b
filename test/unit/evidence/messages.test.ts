import { describe, expect, it } from 'vitest';
import { judge } from '#shared/evidence/checks/judge.ts';
import { FINDING_CODES, type Finding, finding } from '#shared/evidence/finding.ts';
import { sayFinding } from '#shared/evidence/messages.ts';
import { EVIDENCE_POLICY } from '#shared/rules/evidence.ts';
import { LOCALES } from '#shared/words/locale.ts';
import { speaker } from '#shared/words/speak.ts';
import { evidence, POINT, photo } from './facts.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

function said(found: Finding, photos = 1) {
  const { message, advice } = sayFinding(found, speaker('id'), { photos });
  return { message: plain(message), advice };
}

describe('a finding in words', () => {
  it.each(LOCALES.flatMap((locale) => FINDING_CODES.map((code) => [locale, code] as const)))(
    'says in %s what %s is and what to do, even without a measure',
    (locale, code) => {
      for (const reader of ['validator', 'office'] as const) {
        const { message, advice } = sayFinding(finding(code), speaker(locale), { reader });
        expect(message).toMatch(/^\p{Lu}.*\.$/u);
        expect(advice).toMatch(/^\p{Lu}.*\.$/u);
        expect(message + advice).not.toMatch(/undefined|NaN|\[object|!/);
      }
    },
  );

  it('gives the distance and the limit', () => {
    const away = photo({
      position: { lat: POINT.lat, lon: POINT.lon + 1200 / 110_660, accuracyM: 15, accuracyFrom: 'assumed' },
    });
    const [found] = judge(evidence({ photos: [away] }), EVIDENCE_POLICY);
    expect(found && said(found)).toEqual({
      message: 'Foto diambil 1,2 km dari titik laporan (batas 100 m).',
      advice: 'Periksa apakah titik laporan sudah benar atau minta foto di lokasi.',
    });
  });

  it.each(FINDING_CODES)('never tells the office that sends %s to ask somebody else for it', (code) => {
    const own = (locale: 'id' | 'en', measure = {}) =>
      sayFinding(finding(code, measure), speaker(locale), { reader: 'office' }).advice;
    expect(own('id') + own('id', { agree: 2 })).not.toMatch(/\b[Mm]inta\b|[Mm]enyetujui|Kirim ulang/);
    expect(own('en') + own('en', { agree: 2 })).not.toMatch(/\b[Aa]sk for\b|[Aa]pprov/);
  });

  it('gives dates in WIB and spans in hours and minutes', () => {
    const early = photo({ takenAt: '2025-03-08T06:15:00+07:00', fixAt: null });
    const [found] = judge(evidence({ photos: [early] }), EVIDENCE_POLICY);
    expect(found && said(found).message).toBe(
      'Foto diambil 8 Mar 2025 pukul 06.15 WIB, 3 jam sebelum laporan masuk.',
    );
  });

  it('names the photo where there are several, and the one that is good', () => {
    const photos = [photo(), photo({ gps: 'missing', position: null })];
    const [found] = judge(evidence({ photos }), EVIDENCE_POLICY);
    expect(found && said(found, 2).message).toBe('Foto 2 tidak memuat lokasi. Foto 1 tanpa temuan.');
  });

  it('names the other report only where the finding still carries it', () => {
    const copy = finding('PHOTO_REUSED', { by: 'file' }, 'JK2503070011');
    expect(said(copy).message).toBe('Foto sama dengan foto pada laporan JK2503070011.');
    expect(said(finding('PHOTO_REUSED', { by: 'file' })).message).toBe(
      'Foto sama dengan foto pada laporan lain.',
    );
  });

  it('says which word is missing or gives the work away', () => {
    expect(said(finding('NARRATIVE_THIN', { missing: ['place'] })).message).toBe(
      'Narasi belum menyebut tempat pengerjaan.',
    );
    expect(said(finding('NARRATIVE_NOT_DONE', { words: ['belum', 'menunggu'] })).message).toBe(
      'Narasi menyatakan pekerjaan belum selesai (“belum”, “menunggu”).',
    );
  });
});
