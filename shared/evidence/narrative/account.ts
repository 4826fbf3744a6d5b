/**
 * What a narrative tells of the work: what is finished, what is not, what was only looked at or handed on. Each verb
 * is bound to the small words that stand with it: in "belum dicat, tetapi sudah ditambal" something was done.
 */

import { readClause } from './clause-reader.ts';
import { clausesOf } from './clauses.ts';
import type { Carried, Notes, Status, Told } from './told.ts';

export interface Account {
  /** A deed is told as done. */
  finished: boolean;
  /** Words that say it is yet to come, under way or did not succeed; empty where nothing is told so. */
  undone: string[];
  /** Words that say it is another's, or was handed to another. */
  passedOn: string[];
  /** Words that say somebody had a look. */
  surveyed: string[];
}

export function accountOf(sentences: readonly (readonly string[])[]): Account {
  const notes: Notes = {
    told: [],
    described: false,
    seen: new Set(),
    holds: new Set(),
    passedOn: new Set(),
    disowned: false,
    surveyed: new Set(),
  };
  for (const sentence of sentences) readSentence(sentence, notes);
  const is = (status: Status) => notes.told.some((told) => told.status === status);
  // "menunggu alat untuk menguras": an aim, and a word that says it is not reached.
  const undone = is('undone') ? notes.holds : is('aside') ? notes.seen : [];
  return {
    finished: notes.told.some((told) => isFinished(told, notes)) || onlyDescribed(notes),
    undone: [...undone],
    passedOn: [...notes.passedOn],
    surveyed: [...notes.surveyed],
  };
}

/** Of what is another's, only that which was plainly done all the same: "izin diterbitkan pusat" is none of it. */
function isFinished({ status, light, marked }: Told, { disowned }: Notes): boolean {
  return status === 'done' && !light && (marked || !disowned);
}

function onlyDescribed({ described, told, passedOn, surveyed }: Notes): boolean {
  return described && told.length === 0 && passedOn.size === 0 && surveyed.size === 0;
}

function readSentence(sentence: readonly string[], notes: Notes): void {
  const from = notes.told.length;
  const carried: Carried = { from, nouns: [], row: null };
  for (const clause of clausesOf(sentence)) readClause(clause, carried, notes);
  const here = notes.told.slice(from);
  if (!here.some(({ status }) => status === 'undone')) return;
  for (const told of here) if (told.after && told.status === 'done') told.status = 'aside';
}
