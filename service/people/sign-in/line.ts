/**
 * Who waits to sign in, and whose turn is next: browsers that were let in before come first, and of the others one
 * address after another, so that nobody waits for what a single one sends.
 */
import { AT_A_TIME, crowdedDoor } from '../passwords/passwords.ts';

/** A building's morning fits in. */
const MOST_FROM_ONE = 300;
/** In each lane: whoever fills that of strangers shuts nobody out who was let in before. */
const MOST = 3_000;

interface Waiting {
  start(): void;
}

interface Lane {
  waiting: number;
  /** By network, whose turn comes next first. */
  networks: Map<string, Waiting[]>;
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
  const known: Lane = { waiting: 0, networks: new Map() };
  const others: Lane = { waiting: 0, networks: new Map() };
  let running = 0;

  function next(): void {
    while (running < AT_A_TIME) {
      const first = takeFirst(known) ?? takeFirst(others);
      if (first === undefined) return;
      running++;
      first.start();
    }
  }

  return {
    /** Whether the turn of whoever comes now is at once. */
    isFree: () => running < AT_A_TIME,
    /** Runs `work` once it is its turn. Throws `unavailable` at once where the line is full. */
    async run<T>({ network, known: isKnown, signal }: Place, work: () => Promise<T>): Promise<T> {
      const lane = isKnown ? known : others;
      const here = lane.networks.get(network) ?? [];
      if (lane.waiting >= MOST || here.length >= MOST_FROM_ONE) throw crowdedDoor();
      await new Promise<void>((start) => {
        lane.networks.set(network, [...here, { start }]);
        lane.waiting++;
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
function takeFirst(lane: Lane): Waiting | undefined {
  const [entry] = lane.networks;
  if (entry === undefined) return undefined;
  const [network, [first, ...rest]] = entry;
  lane.waiting--;
  lane.networks.delete(network);
  if (rest.length > 0) lane.networks.set(network, rest);
  return first;
}
