/** The one table of mutation testing: which code is changed on purpose, and which tests must notice. */
export interface Area {
  name: string;
  /** Files of the product, as globs. */
  mutate: readonly string[];
  /** The cheap tests that specify them: no browser, no running service. */
  tests: readonly string[];
}

export const AREAS: readonly Area[] = [
  {
    name: 'shared/deadline',
    mutate: ['shared/deadline/**/*.ts'],
    tests: ['test/unit/deadline/**/*.test.ts'],
  },
  { name: 'shared/ticket', mutate: ['shared/ticket/**/*.ts'], tests: ['test/unit/ticket/**/*.test.ts'] },
  {
    name: 'shared/evidence',
    // `messages`: sentences in two languages; a changed word is a matter for readers, not for a test.
    mutate: ['shared/evidence/**/*.ts', '!shared/evidence/messages/*.ts'],
    tests: ['test/unit/evidence/**/*.test.ts'],
  },
  {
    name: 'badge',
    mutate: ['extension/toolbar/badge.ts', 'extension/toolbar/count.ts'],
    tests: ['test/extension/toolbar/{badge,count}.test.ts'],
  },
  {
    name: 'back-off',
    mutate: ['service/webhooks/backoff.ts'],
    tests: ['test/unit/webhooks/**/*.test.ts'],
  },
  {
    name: 'import decision',
    mutate: ['service/exchange/import/decide.ts'],
    tests: ['test/unit/exchange/decide.test.ts'],
  },
];
