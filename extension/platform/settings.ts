/**
 * Each stored setting, once, with its default. They lie in `storage.local`, which the worker keeps from content scripts
 * where browsers can (see {@link keepFromPages}); the token and everything of the store stay out of here all the same.
 */
import { browser } from 'wxt/browser';
import { z } from 'zod';
import { CityFacts } from '#shared/city/facts.ts';
import { LOCALES, type Locale } from '#shared/words/locale.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** An address is kept as its origin: whatever path was pasted with it is not part of the setting. */
const WebOrigin = z
  .string()
  .trim()
  .pipe(z.url({ protocol: /^https?$/ }))
  .transform((text) => new URL(text).origin);

/** The service's: nobody on the way reads along, or answers in its place. On this very machine there is no way. */
export const ServiceOrigin = WebOrigin.refine(isProtected);

/** Names and addresses that lead nowhere but to the machine itself. Source: RFC 6761 section 6.3, RFC 1122 section 3.2.1.3. */
const LOOPBACK = /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/;

function isProtected(origin: string): boolean {
  const { protocol, hostname } = new URL(origin);
  return protocol === 'https:' || LOOPBACK.test(hostname);
}

/** Whether what was typed is an address of the web, but not a protected one. */
export function isUnprotected(address: unknown): boolean {
  const origin = WebOrigin.safeParse(address);
  return origin.success && !isProtected(origin.data);
}

/** `HH:MM`, by the city's clock. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** Of the desk: `auto` folds it where the window is narrow. */
const ColumnState = z.enum(['auto', 'open', 'folded']);
export type ColumnState = z.infer<typeof ColumnState>;

/** Minutes before a limit at which an officer may want to be told. */
export const DUE_STEPS = [1440, 360, 180, 60, 30, 15] as const;

/** Each field falls back by itself: one that a newer version brings must not cost the others. */
export const NotificationSettings = z.object({
  arrived: z.boolean().catch(true),
  returned: z.boolean().catch(true),
  due: z.boolean().catch(true),
  overnight: z.boolean().catch(true),
  /** Woken by the browser's push service as well, not by the rounds alone. */
  push: z.boolean().catch(false),
  steps: z.array(z.int().min(1).max(10_080)).max(10).catch([1440, 180, 60, 15]),
  /** When the working day begins, and with it the summary of what came before. */
  summaryAt: TimeOfDay.catch('07:30'),
  /** Off: the six-hour limit runs through the night. */
  quiet: z
    .object({ on: z.boolean(), from: TimeOfDay, until: TimeOfDay })
    .catch({ on: false, from: '21:00', until: '06:00' }),
});
export type NotificationSettings = z.infer<typeof NotificationSettings>;

export interface Setting<T> {
  get(): Promise<T>;
  set(value: T): Promise<void>;
  /** Calls back with the new value, from whichever page it was changed; returns how to stop. */
  watch(listener: (value: T) => void): () => void;
}

/** MB that photos of the copy may take on this machine. */
export const PHOTO_ROOMS = [100, 250, 500, 1_000] as const;

export const settings = {
  serviceOrigin: setting('serviceOrigin', ServiceOrigin, 'http://localhost:8787'),
  /** Not the browser's language: officers read Indonesian whatever their browser was installed in. */
  language: setting<Locale>('language', z.enum(LOCALES), LOCALES[0]),
  /** Learned, not chosen: see `city.ts`. */
  city: setting<CityFacts>('city', CityFacts, __CITY__),
  theme: setting<Theme>('theme', z.enum(THEMES), 'system'),
  /** High contrast, besides where the system asks for it. */
  contrast: setting<boolean>('contrast', z.boolean(), false),
  /** The browser may grant less: see `photoBudget`. */
  photoRoom: setting<number>('photoRoom', z.literal(PHOTO_ROOMS), 500),
  notifications: setting('notifications', NotificationSettings, NotificationSettings.parse({})),
  /** Match patterns of further pages on which report numbers get badges; each needs its permission as well. */
  sites: setting<string[]>('sites', z.array(z.string()), []),
  /** Those patterns, the built-in ones among them, on which the badges are switched off; permissions stay. */
  sitesOff: setting<string[]>('sitesOff', z.array(z.string()), []),
  queueColumn: setting<ColumnState>('queueColumn', ColumnState, 'auto'),
  /** Keys of the desk that the officer chose, by command (`desk/keys.ts`); the others keep their own. */
  keys: setting<Record<string, string>>('keys', z.record(z.string(), z.string()), {}),
};

/** Content scripts share a process with the page they are in, and need none of it. Firefox cannot yet. */
export async function keepFromPages(): Promise<void> {
  const area: Partial<typeof browser.storage.local> = browser.storage.local;
  await area.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
}

/** A stored value that no longer parses (an older version's, or tampered with) counts as the default. */
function setting<T>(name: string, schema: z.ZodType<T>, fallback: T): Setting<T> {
  const read = (value: unknown): T => {
    const parsed = schema.safeParse(value);
    return parsed.success ? parsed.data : fallback;
  };
  return {
    get: async () => read((await browser.storage.local.get(name))[name]),
    set: async (value) => browser.storage.local.set({ [name]: schema.parse(value) }),
    watch(listener) {
      const onChanged = (changes: Record<string, { newValue?: unknown }>): void => {
        const change = changes[name];
        if (change) listener(read(change.newValue));
      };
      browser.storage.local.onChanged.addListener(onChanged);
      return () => browser.storage.local.onChanged.removeListener(onChanged);
    },
  };
}
