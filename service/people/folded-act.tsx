/** An act that stays folded until it is wanted: what it brings about, what it has to be told, and one quiet press. */
import type { ComponentChildren } from 'preact';
import type { Phrase } from '#shared/words/phrase.ts';
import { useSay } from '../pages/context.tsx';
import { Folded } from '../pages/fields.tsx';

interface FoldedActProps {
  action: string;
  /** On the fold and on the button. */
  act: Phrase;
  why?: Phrase;
  open?: boolean;
  /** Its fields. */
  children?: ComponentChildren;
}

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
