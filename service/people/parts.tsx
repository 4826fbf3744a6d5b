/** What pages about people repeat: a date, and an act that stays folded until it is wanted. */
import type { ComponentChildren } from 'preact';
import type { Phrase } from '#shared/words/phrase.ts';
import { fullDate } from '#shared/words/time.ts';
import { useLanguage, useSay } from '../pages/context.tsx';
import { Folded } from '../pages/fields.tsx';

/** An instant of the contract. */
export function On({ at }: { at: string }) {
  return fullDate(Date.parse(at), useLanguage());
}

interface FoldedActProps {
  action: string;
  /** On the fold and on the button. */
  act: Phrase;
  why?: Phrase;
  open?: boolean;
  /** Its fields. */
  children?: ComponentChildren;
}

/** What it brings about, what it has to be told, and one quiet press. */
export function FoldedAct({ action, act, why, open = false, children }: FoldedActProps) {
  const say = useSay();
  return (
    <Folded summary={say(act)} open={open}>
      <form class="stacked" method="post" action={action}>
        {why && <p>{say(why)}</p>}
        {children}
        <p>
          <button class="quiet" type="submit">
            {say(act)}
          </button>
        </p>
      </form>
    </Folded>
  );
}
