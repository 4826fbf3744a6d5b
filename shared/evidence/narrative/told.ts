/** What a narrative has told so far, as it is read from clause to clause. */

/** `aside`: told as an aim or on a condition. `topic`: only spoken about. Neither is done, nor undone. */
export type Status = 'done' | 'undone' | 'aside' | 'topic';

/** A deed as it is told; a `light` one says only that something happened ("ditangani"). */
export interface Told {
  status: Status;
  light: boolean;
  /** "sudah", or somebody who did it, stands with it; a bare passive may speak of a custom. */
  marked: boolean;
  /** Done, if the rest of the sentence does not put it off: "setelah dicetak". */
  after: boolean;
}

export interface Notes {
  told: Told[];
  /** A deed was named only as a quality of something: "lubang yang sudah ditambal". */
  described: boolean;
  /** Words that may keep a verb from being done. */
  seen: Set<string>;
  /** Words that kept a verb from being done. */
  holds: Set<string>;
  passedOn: Set<string>;
  /** It says that the work is another's. */
  disowned: boolean;
  surveyed: Set<string>;
}

/** What a clause leaves to the next one of its sentence. */
export interface Carried {
  /** What was told from here on may still be put off by a later word. */
  from: number;
  /** Deeds named as things, whose predicate may be still to come. */
  nouns: Told[];
  /** What was said of the last verb, for the next in a row: "akan dikeruk, diangkut dan dibuang". */
  row: { status: Status; hold: Hold | null } | null;
}

export interface Hold {
  word: string;
  kind: 'negative' | 'ahead' | 'going' | 'strong';
}
