/** Finds what an officer's words lack: any at all, what was done and where, that the work is finished. */
import type { EvidencePolicy } from '../../rules/evidence.ts';
import { type Finding, finding } from '../finding.ts';
import { NOT_DONE_WORDS, PLACE_WORDS, STOP_WORDS, TEMPLATE_WORDS } from '../lexicon.ts';
import { clausesOf, hasAction } from '../words.ts';

/** At most one of MISSING, BOILERPLATE, NOT_DONE, THIN: the first that applies. */
export function judgeNarrative(narrative: string, policy: EvidencePolicy['narrative']): Finding[] {
  const clauses = clausesOf(narrative);
  const words = clauses.flat();
  if (!words.some((word) => /\p{L}/u.test(word))) return [finding('NARRATIVE_MISSING')];

  const deeds = clauses.filter(hasAction);
  const content = new Set(words.filter(isContent));
  const least = deeds.length > 0 ? policy.contentWordsWithAction : policy.contentWords;
  if (content.size < least) {
    return [finding('NARRATIVE_BOILERPLATE', { content: content.size, least })];
  }

  const notDone = words.filter((word) => NOT_DONE_WORDS.has(word));
  const finished = deeds.some((clause) => !clause.some((word) => NOT_DONE_WORDS.has(word)));
  if (deeds.length > 0 && !finished) {
    return [finding('NARRATIVE_NOT_DONE', { words: [...new Set(notDone)] })];
  }

  const missing = [
    ...(deeds.length === 0 ? ['action'] : []),
    ...(words.some(isPlace) ? [] : ['place']),
    ...(words.length < policy.words ? ['words'] : []),
  ];
  return missing.length > 0
    ? [finding('NARRATIVE_THIN', { missing, words: words.length, least: policy.words })]
    : [];
}

/** `others`: numbers of other reports with the same text. Crews write alike, so a few are needed. */
export function judgeCopies(others: readonly string[], policy: EvidencePolicy['narrative']): Finding[] {
  const [first] = others;
  if (first === undefined || others.length < policy.copies) return [];
  return [finding('NARRATIVE_DUPLICATE', { reports: others.length }, first)];
}

function isContent(word: string): boolean {
  return /\p{L}.*\p{L}.*\p{L}/u.test(word) && !STOP_WORDS.has(word) && !TEMPLATE_WORDS.has(word);
}

/** `rt05` is written as often as `rt 05`. */
function isPlace(word: string): boolean {
  return PLACE_WORDS.has(word) || /^r[tw]\d+$/.test(word);
}
