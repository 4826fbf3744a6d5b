import 'fake-indexeddb/auto';
import { beforeEach } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { wordsOf } from '#shared/words/catalogue.ts';
import { setWords } from '../../extension/platform/i18n.ts';

const indonesian = wordsOf('id');

beforeEach(() => {
  fakeBrowser.reset();
  setWords('id', indonesian);
});
