/** The words as the build packs them, for tests that have no packaged files to load. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateChromeMessages, parseMessagesText } from '@wxt-dev/i18n/build';
import type { Messages } from '../../extension/platform/i18n.ts';
import type { Language } from '../../extension/platform/settings.ts';

export function wordsOf(language: Language): Messages {
  const path = join(import.meta.dirname, `../../extension/locales/${language}.yml`);
  return generateChromeMessages(parseMessagesText(readFileSync(path, 'utf8'), 'YAML')) as Messages;
}
