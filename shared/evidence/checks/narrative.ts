/** Finds what an officer's words lack: any at all, what was done and where, that the work is finished and theirs. */
import type { EvidencePolicy } from '../../rules/evidence.ts';
import { type Finding, finding } from '../finding.ts';
import { accountOf } from '../narrative/account.ts';
import { STOP_WORDS, TEMPLATE_WORDS } from '../narrative/lexicon.ts';
import { namesPlace } from '../narrative/place.ts';
import { PAUSE, sentencesOf, withoutEcho } from '../narrative/text.ts';

/** At most one of MISSING, BOILERPLATE, PASSED_ON, NOT_DONE, THIN: the first that applies. */
export function judgeNarrative(narrative: string, policy: EvidencePolicy['narrative']): Finding[] {
  const sentences = sentencesOf(narrative);
  const words = withoutEcho(sentences.flat().filter((token) => token !== PAUSE));
  if (!words.some((word) => /\p{L}/u.test(word))) return [finding('NARRATIVE_MISSING')];

  const { finished, undone, passedOn, surveyed } = accountOf(sentences);
  const content = new Set(words.filter(isContent));
  const least = finished || undone.length > 0 ? policy.contentWordsWithAction : policy.contentWords;
  if (content.size < least) {
    return [finding('NARRATIVE_BOILERPLATE', { content: content.size, least })];
  }

  if (!finished) {
    // Whose it is matters more than when: "belum dicat, kewenangan Dinas". A look at it is no work, but no plan either.
    if (passedOn.length > 0) return [finding('NARRATIVE_PASSED_ON', { words: passedOn })];
    if (undone.length > 0) return [finding('NARRATIVE_NOT_DONE', { words: undone })];
    if (surveyed.length > 0) return [finding('NARRATIVE_PASSED_ON', { words: surveyed })];
  }

  const missing = [
    ...(finished ? [] : ['action']),
    ...(sentences.some(namesPlace) ? [] : ['place']),
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
