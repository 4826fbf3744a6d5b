/** Told once, above the content: what was done, or why it was not. */
import type { ComponentChildren } from 'preact';
import type { Phrase } from '#shared/words/phrase.ts';
import { useSay } from './context.tsx';

export function Banner({ kind, children }: { kind: 'good' | 'bad'; children: ComponentChildren }) {
  return (
    <p class={`notice ${kind}`} role={kind === 'good' ? 'status' : 'alert'}>
      {children}
    </p>
  );
}

/** What came of a form: why it was refused, else what was done by the one before. */
export function Outcome({ bad, done }: { bad?: Phrase | undefined; done?: Phrase | undefined }) {
  const say = useSay();
  if (bad) return <Banner kind="bad">{say(bad)}</Banner>;
  return done ? <Banner kind="good">{say(done)}</Banner> : null;
}
