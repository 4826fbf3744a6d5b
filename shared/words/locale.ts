/** The languages the product speaks, for pure functions that write numbers and times. */
export const LOCALES = ['id', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
