import 'fake-indexeddb/auto';
import { beforeEach } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { setWords } from '../../extension/platform/i18n.ts';
import { wordsOf } from './words.ts';

const indonesian = wordsOf('id');

beforeEach(() => {
  fakeBrowser.reset();
  setWords('id', indonesian);
});
