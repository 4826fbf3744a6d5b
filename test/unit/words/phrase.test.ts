/** A phrase put into words. */
import { describe, expect, it } from 'vitest';
import { fill, type Phrase, sentence } from '#shared/words/phrase.ts';
import { speaker } from '#shared/words/speak.ts';

describe('a phrase', () => {
  const said = (phrase: Phrase): string[] => [speaker('id')(phrase), speaker('en')(phrase)];

  it('is a sentence of the catalogue, or a text that no language changes', () => {
    expect(said('pages.search')).toEqual(['Cari', 'Search']);
    expect(said({ text: 'Kelurahan Bangka' })).toEqual(['Kelurahan Bangka', 'Kelurahan Bangka']);
  });

  it('takes other phrases, instants and languages into its gaps, all in its own language', () => {
    const label = { say: 'rules.policy.retention' } as const;
    expect(said({ key: 'rules.policy_field.in_hours', values: { label } })).toEqual([
      'Lama penyimpanan data pelapor (jam)',
      'How long a reporter’s data is kept (hours)',
    ]);
    const close = { at: Date.parse('2025-03-31T12:00:00+07:00') };
    expect(said({ key: 'tickets.refused.past_monthly_close', values: { close } })).toEqual([
      'Penundaan paling lama sampai tutup bulan, 31 Mar 2025 pukul 12.00 WIB.',
      'Postpone no further than the monthly close, 31 Mar 2025 at 12:00 WIB.',
    ]);
    expect(said({ key: 'messages.outgoing.subject_in', values: { language: { language: 'id' } } })).toEqual([
      'Judul (Indonesia)',
      'Subject (Indonesian)',
    ]);
  });
});

describe('a sentence that goes by a number', () => {
  const words = { files: { one: '{count} file', other: '{count} files' } };

  it.each([
    [0, '0 files'],
    [1, '1 file'],
    [2, '2 files'],
  ])('takes the form of %i', (count, text) => {
    expect(sentence(words, 'en', 'files', { count })).toBe(text);
  });

  it('falls back to the form that every language has', () => {
    expect(sentence({ files: { other: '{count} berkas' } }, 'en', 'files', { count: 1 })).toBe('1 berkas');
  });
});

describe('a gap', () => {
  it('is filled with its value as it stands, and a gap in a value is none', () => {
    expect(fill('{a} {b}', { a: '{b} $&', b: 2 })).toBe('{b} $& 2');
  });

  it('without a value stays as it is written', () => {
    expect(fill('{a} {constructor}', {})).toBe('{a} {constructor}');
  });
});

it('a key that is missing shows itself, so that nobody sees a blank button', () => {
  expect(sentence({}, 'id', 'desk.title', {})).toBe('desk.title');
});
