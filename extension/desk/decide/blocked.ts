/** Why nothing can be sent from an open form just now, in the officer's words; null where it can. */
import { createContext } from 'preact';

export const BlockedContext = createContext<string | null>(null);
