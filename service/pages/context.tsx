/** What every component of a page may ask for without being handed it: the language, and who asked for which address. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Phrase } from '#shared/words/phrase.ts';
import { type Language, say } from '../platform/http/language.ts';
import type { Link, MenuEntry } from './menu.ts';

export interface Visit {
  url: URL;
  visitorMenu: readonly Link[];
  /** Null before sign-in. */
  officer: { name: string; menu: readonly MenuEntry[] } | null;
}

export const Words = createContext<Language>('id');
export const Visited = createContext<Visit | null>(null);

export function useLanguage(): Language {
  return useContext(Words);
}

/** `say(W.title)`: a sentence in the page's language. */
export function useSay(): (said: Phrase) => string {
  const language = useLanguage();
  return (said) => say(said, language);
}

/** The same as a component, for tables of data that name what to say. */
export function Sentence({ said }: { said: Phrase }) {
  return useSay()(said);
}

export function useVisit(): Visit {
  const visit = useContext(Visited);
  if (visit === null) throw new Error('Drawn outside a page: see answerPage');
  return visit;
}
