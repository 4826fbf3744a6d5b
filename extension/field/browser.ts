/**
 * What a page has of the extension's `browser`: the build puts this in the place of `wxt/browser`, so that store, loop,
 * settings and forms are the same in both. Only what they use is here; what a page has not, answers as a browser that
 * was asked not to.
 */

/** As the worker's front door takes it. */
type Answering = (message: unknown) => Promise<unknown>;
type Changes = Record<string, { newValue?: unknown }>;
type Listener<T> = (value: T) => void;

const BASE = new URL(import.meta.env.BASE_URL, location.href).href;
const PREFIX = 'tuntas:';

let answering: (answer: Answering) => void;
const loop = new Promise<Answering>((resolve) => {
  answering = resolve;
});

/** Called once by the loop; what was asked before waits for it. */
export function answerWith(answer: Answering): void {
  answering(answer);
}

function event<T>() {
  const listeners = new Set<Listener<T>>();
  return {
    addListener: (listener: Listener<T>): void => void listeners.add(listener),
    removeListener: (listener: Listener<T>): void => void listeners.delete(listener),
    emit(value: T): void {
      for (const listener of listeners) listener(value);
    },
  };
}

const changed = event<Changes>();
// From the app's other windows.
addEventListener('storage', ({ key, newValue }) => {
  if (key?.startsWith(PREFIX)) changed.emit({ [key.slice(PREFIX.length)]: { newValue: parsed(newValue) } });
});

function parsed(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const browser = {
  runtime: {
    id: 'tuntas-lapangan',
    getURL: (path: string): string => new URL(path.replace(/^\//, ''), BASE).href,
    // As between the parts of an extension: nothing but JSON passes.
    sendMessage: async (message: object): Promise<unknown> =>
      (await loop)(JSON.parse(JSON.stringify(message))),
    onMessage: event<unknown>(),
  },
  storage: {
    /** Settings alone: the token and all that is read of reports lie in the store. */
    local: {
      get: async (name: string): Promise<Record<string, unknown>> => ({
        [name]: parsed(localStorage.getItem(PREFIX + name)),
      }),
      async set(values: Record<string, unknown>): Promise<void> {
        for (const [name, newValue] of Object.entries(values)) {
          localStorage.setItem(PREFIX + name, JSON.stringify(newValue));
          changed.emit({ [name]: { newValue } });
        }
      },
      onChanged: changed,
    },
    /** Of frames in other pages, which there are none of. */
    session: {
      get: async (): Promise<Record<string, unknown>> => ({}),
      set: async (): Promise<void> => {},
      remove: async (): Promise<void> => {},
      clear: async (): Promise<void> => {},
    },
  },
  /** A page shows none by itself: what is told is told by push. */
  notifications: {
    getAll: async (): Promise<Record<string, true>> => ({}),
    clear: async (): Promise<boolean> => false,
    create: async (): Promise<never> => {
      throw new Error('a page shows no notifications by itself');
    },
    getPermissionLevel: async (): Promise<string> => 'denied',
  },
};
