/** What the word rules are worth: counted on sentences of every category, and against somebody who means them harm. */
import { describe, expect, it } from 'vitest';
import { judgeNarrative } from '#shared/evidence/checks/narrative.ts';
import { EVIDENCE_POLICY } from '#shared/rules/evidence.ts';
import { HALVES, halfOf, NARRATIVES, scoreOf } from '../../fixtures/narratives.ts';

describe('the written narratives', () => {
  it('are of many categories, each with good and bad ones, in two halves', () => {
    const categories = new Set(NARRATIVES.map(({ category }) => category));
    expect(categories.size).toBeGreaterThan(20);
    for (const category of categories) {
      const here = NARRATIVES.filter((one) => one.category === category);
      expect(here.some(({ expect: code }) => code === null)).toBe(true);
      expect(here.some(({ expect: code }) => code !== null)).toBe(true);
    }
    for (const half of HALVES) {
      expect(NARRATIVES.filter((one) => halfOf(one) === half).length).toBeGreaterThan(140);
    }
  });

  // A figure of `npm run bench -- evidence`, as it stood when this was written: it may fall, not rise.
  it.each([
    { half: 'tuned', accused: 0, passed: 1, misnamed: 27 },
    { half: 'unseen', accused: 0, passed: 4, misnamed: 4 },
  ] as const)(
    'are judged no worse than $accused, $passed and $misnamed in the $half half',
    ({ half, ...most }) => {
      const score = scoreOf(half);
      for (const name of ['accused', 'passed', 'misnamed'] as const) {
        expect([name, score[name].length <= most[name]]).toEqual([name, true]);
      }
    },
  );
});

/** Processor time, so that a busy machine changes nothing. */
function milliseconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const judge = (text: string) => judgeNarrative(text, EVIDENCE_POLICY.narrative);

describe('judging', () => {
  it('takes less than a millisecond a narrative', () => {
    const all = () => {
      for (const { text } of NARRATIVES) judge(text);
    };
    all();
    expect(milliseconds(all) / NARRATIVES.length).toBeLessThan(1);
  });

  const SIZE = 100_000;
  it.each([
    ...['a', ',', '.', '&', 'a.', "a'", '&a', 'Jl. ', 'di ', 'nya', 'kan ', 'p', 'meme', 'ab '],
    ...['penambalan ', 'belum ', 'sudah ', 'dan ', 'yang ', 'tindak lanjuti ', 'sudah dikuras. '],
    ...[
      'ditambal belum selesai ',
      'ditambal minggu depan ',
      'penambalan masih hujan ',
      'penambalan dijadwalkan ',
    ],
    ...[
      'penambalan merupakan ',
      'sisanya belum diangkut, ',
      'setelah dicetak, ',
      'bukan kewenangan ditambal ',
    ],
    ...['penambalan, akan belum selesai, ', 'laporan dialihkan ke ', 'dxgaj ', 'mxnyqpw '],
  ])('is not slowed down by 100 kB of %j', (piece) => {
    const text = piece.repeat(SIZE / piece.length);
    // Ten times what it takes; work that grows with the square of the text would take a hundred times as long.
    expect(milliseconds(() => judge(text))).toBeLessThan(5000);
  });
});
