import { expect, it } from 'vitest';
import { wordsOf } from '#shared/words/catalogue.ts';
import { phrasesOf, type Slot, slotsOf } from '../../../extension/desk/phrases/phrases.ts';
import { setWords } from '../../../extension/platform/i18n.ts';
import { Store } from '../../../extension/store/database.ts';

const store = new Store('phrases');
const mine = async () => phrasesOf(store, 'v1', await store.phrases.where('account').equals('v1').toArray());

it('a sentence is the officer’s own once written, and the default again when it is written back', async () => {
  const before = await mine();
  const original = before.of('tunda.a');
  await before.save(new Map<Slot, string>([['tunda.a', '  Menunggu alat berat. ']]));
  expect((await mine()).of('tunda.a')).toBe('Menunggu alat berat.');
  await (await mine()).save(new Map<Slot, string>([['tunda.a', original]]));
  expect(await store.phrases.count()).toBe(0);
});

it('nobody else on this browser reads it', async () => {
  await (await mine()).save(new Map<Slot, string>([['cek_lapangan.b', 'Hanya saya']]));
  const theirs = phrasesOf(store, 'v2', await store.phrases.where('account').equals('v2').toArray());
  expect(theirs.of('cek_lapangan.b')).not.toBe('Hanya saya');
});

it('every reason but "lainnya" has a sentence, in either language', () => {
  for (const language of ['id', 'en'] as const) {
    setWords(language, wordsOf(language));
    const phrases = phrasesOf(store, 'v3', []);
    const slots = [...slotsOf('kembalikan'), ...slotsOf('tunda'), ...slotsOf('cek_lapangan')];
    expect(slots).toHaveLength(16);
    expect(slots.filter((slot) => phrases.of(slot).startsWith('desk.'))).toEqual([]);
  }
});
