/**
 * Who waits to sign in, and whose turn is next: browsers that were let in before come first, and of the others one
 * address after another, so that nobody waits for what a single one sends.
 */
import { AT_A_TIME, crowdedDoor } from '../passwords/passwords.ts';

/** A building's morning fits in. */
const MOST_FROM_ONE = 300;
const MOST = 3_000;

interface Waiting {
  start(): void;
}

export interface Place {
  /** Whose turns are shared. */
  network: string;
  /** Its browser signed in before. */
  known: boolean;
  /** Aborted once nobody waits for the answer any more. */
  signal: AbortSignal;
}

export type SignInLine = ReturnType<typeof openSignInLine>;

export function openSignInLine() {
  const known = new Map<string, Waiting[]>();
  const others = new Map<string, Waiting[]>();
  let [waiting, running] = [0, 0];

  function next(): void {
    while (running < AT_A_TIME) {
      const first = takeFirst(known) ?? takeFirst(others);
      if (first === undefined) return;
      waiting--;
      running++;
      first.start();
    }
  }

  return {
    /** Runs `work` once it is its turn. Throws `unavailable` at once where the line is full. */
    async run<T>({ network, known: isKnown, signal }: Place, work: () => Promise<T>): Promise<T> {
      const lane = isKnown ? known : others;
      const here = lane.get(network) ?? [];
      if (waiting >= MOST || here.length >= MOST_FROM_ONE) throw crowdedDoor();
      await new Promise<void>((start) => {
        lane.set(network, [...here, { start }]);
        waiting++;
        next();
      });
      try {
        if (signal.aborted) throw crowdedDoor();
        return await work();
      } finally {
        running--;
        next();
      }
    },
  };
}

/** The address whose turn it was goes to the end. */
function takeFirst(lane: Map<string, Waiting[]>): Waiting | undefined {
  const [entry] = lane;
  if (entry === undefined) return undefined;
  const [network, [first, ...rest]] = entry;
  lane.delete(network);
  if (rest.length > 0) lane.set(network, rest);
  return first;
}
