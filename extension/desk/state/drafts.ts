/** What was written in forms of the bar, kept while the page is open: no detour over another report costs the work. */

export interface KeptDraft<T> {
  draft: T;
  /** The follow-up it was written about, by its text and photos. */
  about: string;
  /** The version it was sent on: once the report has moved on from there, the draft is done with. */
  sentOn: number | null;
}

/**
 * What was written in one kind of form, by its owner. Kept while the page is open: a decision taken back or not
 * taken, a newer version, or a glance at another report must not cost the work.
 */
export type Drafts<T> = Map<string, KeptDraft<T>>;

const kinds = new Set<Map<string, { sentOn: number | null }>>();

/** Room for the drafts of one kind of form. */
export function keepDrafts<T>(): Drafts<T> {
  const drafts: Drafts<T> = new Map();
  kinds.add(drafts);
  return drafts;
}

/** A decision on `version` was sent: whatever else was begun on the report is done with as well once it moves on. */
export function finishDrafts(owner: string, version: number): void {
  for (const drafts of kinds) {
    const kept = drafts.get(owner);
    if (kept) kept.sentOn = version;
  }
}

/** Nothing written stays in the memory of a page whose officer has left. */
export function dropDrafts(): void {
  for (const drafts of kinds) drafts.clear();
}

/** Whose draft it is: the account and the report. */
export function draftOwner(accountId: string, number: string): string {
  return `${accountId} ${number}`;
}

/** What its owner may write on with. `another`: one like it is on its way already, and this is a further one. */
export function takeUp<T>(
  drafts: Drafts<T>,
  owner: string,
  version: number,
  another: boolean,
): KeptDraft<T> | null {
  const kept = drafts.get(owner);
  if (!kept) return null;
  if (kept.sentOn === null) return kept;
  // Should it be taken back, what was written is there again.
  if (kept.sentOn === version) return another ? null : kept;
  drafts.delete(owner);
  return null;
}
